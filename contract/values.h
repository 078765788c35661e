#pragma once
// The lexical rules DataContractSerializer holds values to (wire.md: DataContract rules).

#include <cstddef>
#include <string_view>

#include "contract/shape.h"

namespace uws::contract {

inline constexpr std::size_t kMaxValue = 64;  // characters of a number, flag or date

// Whether `text` (with any surrounding blanks) is a value of `kind` for WCF, and of no more than
// kMaxValue characters. A text always is.
bool valid_value(ValueKind kind, std::string_view text);

}  // namespace uws::contract
