#pragma once
// Text on its way into XML, as WCF's writer escapes it.

#include <string>
#include <string_view>

namespace uws::soap {

// Appends `text` (UTF-8) as element content: & < > become entities, CR becomes &#xD;, quotes and LF
// stay raw (wire.md: escaping). Characters XML 1.0 cannot carry and bytes that are not UTF-8
// become one U+FFFD each, so that what is written is always well-formed.
void append_xml_text(std::string& out, std::string_view text);

// The same for a value inside double quotes: the quote too becomes an entity.
void append_xml_attribute(std::string& out, std::string_view text);

}  // namespace uws::soap
