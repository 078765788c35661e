#pragma once
// Where requests are read more kindly than the XSDs say, because the sources disagree with
// themselves (contract decisions, wsdl/PROVENANCE.md).

#include <span>
#include <string_view>

namespace uws::mapping {

// Another name a member is known by: inside `type`, `alias` means `canonical`. Of the two names
// together the first one counts, as of a member given twice.
struct Alias {
  std::string_view type;  // empty: any type with that member
  std::string_view alias, canonical;
  // The sources print both names, and nobody knows which one was read: good in strict order too.
  bool always = false;
};

struct Leniency {
  std::span<const Alias> aliases;
  // Number members whose empty element counts as 0.
  // (Any other number, flag or date of which no source prints the type is absent when it is empty
  // or nil; Member::inferred.)
  std::span<const std::string_view> blank_is_zero;
  // True: WCF's own reading, members out of contract order are dropped silently and nothing here
  // is forgiven but the blanks and the names of unsure spelling (wire.md: reading).
  bool strict_order = false;
};

// The contract's leniency; what it refers to lives for the whole process.
Leniency leniency(bool strict_order);

}  // namespace uws::mapping
