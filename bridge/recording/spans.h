#pragma once
// Changing values inside XML, JSON and forms and nothing else: every byte outside of a value that
// changes stays as it came, and what is no valid document is read as far as it goes.

#include <functional>
#include <string>
#include <string_view>

namespace uws::recording {

// Where a value stands. Borrowed for the call.
struct Place {
  std::string_view name;    // of the element, attribute or JSON member; empty = none
  std::string_view holder;  // of the element or member around that
  std::string_view label;   // text of the Name or Key beside it
};

// The value that shall stand there, in plain text; equal = no change. XML: blanks around a text are
// no part of it.
using Rewrite = std::function<std::string(const Place& place, const std::string& value)>;

std::string rewrite_xml(std::string_view text, const Rewrite& rewrite);
std::string rewrite_json(std::string_view text, const Rewrite& rewrite);
// "name=value&name=value", percent-encoded: forms and queries.
std::string rewrite_form(std::string_view text, const Rewrite& rewrite);
// Whichever of these it is; any other text is one value without a name.
std::string rewrite_body(std::string_view text, const Rewrite& rewrite);

}  // namespace uws::recording
