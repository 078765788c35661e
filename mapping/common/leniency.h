#pragma once
// Where requests are read more kindly than the XSDs say, because the sources disagree with
// themselves (contract decisions, wsdl/PROVENANCE.md).

#include <span>
#include <string_view>

namespace uws::mapping {

// Another name an element is known by: inside `type`, `alias` means `canonical` (a string member).
struct Alias {
  std::string_view type, alias, canonical;
};

struct Leniency {
  std::span<const Alias> aliases;
  // Number members whose empty element counts as 0.
  std::span<const std::string_view> blank_is_zero;
  // True: WCF's own reading, members out of contract order are dropped silently and nothing here
  // is forgiven but the blanks (wire.md: reading).
  bool strict_order = false;
};

// The contract's leniency; what it refers to lives for the whole process.
Leniency leniency(bool strict_order);

}  // namespace uws::mapping
