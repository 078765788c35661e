#include "bridge/recording/difference.h"

#include <algorithm>
#include <iterator>

namespace uws::recording {
namespace {

using K = DifferenceKind;
constexpr std::string_view kSame = "reads the same";
constexpr std::string_view kSearch = "breaks where the text is searched for";

// In the order of DifferenceKind.
constexpr DifferenceWords kWords[] = {
    {K::status, "status", false, "success becomes a fault, or the reverse",
     "throws where it looks at the status"},
    {K::header, "header", true, "seldom looked at; Content-Type is",
     "breaks where this header is read"},
    {K::spelling, "spelling", true, kSame, "breaks where bytes are compared"},
    {K::prefix, "prefix", true, kSame, "breaks where the prefix is part of the name searched for"},
    {K::order, "order", false, "WCF skips what comes out of order: the member stays unset",
     "breaks where members are read by position"},
    {K::nil_to_absent, "nil_to_absent", true, "null both times",
     "breaks where the element must be there"},
    {K::absent_to_nil, "absent_to_nil", true, "null both times",
     "finds an element without text where there was none"},
    {K::empty_to_absent, "empty_to_absent", false, "an empty text or list becomes null",
     "breaks where the element must be there"},
    {K::absent_to_empty, "absent_to_empty", false, "null becomes an empty text or list",
     "finds an empty element where there was none"},
    {K::nil_to_empty, "nil_to_empty", false, "null becomes an empty text or list; a number fails",
     "seldom sees it"},
    {K::empty_to_nil, "empty_to_nil", false, "an empty text or list becomes null",
     "seldom sees it"},
    {K::nil_to_value, "nil_to_value", false, "a value where there was none",
     "a value where there was none"},
    {K::value_to_nil, "value_to_nil", false, "the value is gone", "the value is gone"},
    {K::missing_element, "missing_element", false, "the value is gone",
     "the value is gone; throws where it must be there"},
    {K::extra_element, "extra_element", false, "skipped when unknown, else a value more",
     "breaks where members are read by position"},
    {K::namespace_uri, "namespace", false, "the element is another: its value stays unset",
     "breaks where namespaces are looked at"},
    {K::attribute, "attribute", true, "seldom looked at", kSearch},
    {K::fault_code, "fault_code", false, "handlers that look at the code take another branch",
     "handlers that look at the code take another branch"},
    {K::fault_text, "fault_text", false, "another message", "breaks where the text is searched"},
    {K::date_zone, "date_zone", false, "another kind of time: may be read hours off",
     "hours off where the zone is ignored"},
    {K::date_format, "date_format", true, "the same time", "breaks where the text is cut up"},
    {K::number_format, "number_format", true, "the same number or flag",
     "breaks where the text is compared"},
    {K::enum_value, "enum", false, "an enumeration fails to read; a text compares as another",
     "takes another branch where the word is compared"},
    {K::value, "value", false, "another value", "another value"},
    {K::not_xml, "not_xml", false, "cannot be read", "cannot be read"},
};

}  // namespace

const DifferenceWords& words_of(DifferenceKind kind) {
  return kWords[static_cast<std::size_t>(kind)];
}

const DifferenceWords* find_words(std::string_view name) {
  const auto* found = std::ranges::find(kWords, name, &DifferenceWords::name);
  return found == std::end(kWords) ? nullptr : found;
}

}  // namespace uws::recording
