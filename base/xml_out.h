#pragma once
// Text and elements on their way into XML, as WCF's text writer writes them: no line breaks, `<X/>`
// for an empty element, nil as xsi:nil="true".

#include <string>
#include <string_view>
#include <vector>

namespace uws::base {

// Appends `text` (UTF-8) as element content: & < > become entities, CR becomes &#xD;, quotes and LF
// stay raw (wire.md: escaping). Characters XML 1.0 cannot carry and bytes that are not UTF-8
// become one U+FFFD each, so that what is written is always well-formed.
void append_xml_text(std::string& out, std::string_view text);

// The same for a value inside double quotes: the quote too becomes an entity.
void append_xml_attribute(std::string& out, std::string_view text);

// A stack of open elements over one growing string. Calls: (open|text|element|nil|empty|close)*
// with every open closed before take. Element names are written as given; they must be valid XML
// names.
class XmlOut {
 public:
  // `attributes` is written as given after the name, e.g. `xmlns=""`.
  void open(std::string_view name, std::string_view attributes = {});
  void text(std::string_view content);
  // Closes the innermost open element; one without content becomes `<X/>`.
  void close();

  void element(std::string_view name, std::string_view content, std::string_view attributes = {});
  void nil(std::string_view name);
  void empty(std::string_view name);

  // The bytes written so far; the writer is empty afterwards.
  std::string take();

 private:
  void finish_start_tag();

  std::string out_;
  std::vector<std::string> open_;
  bool in_start_tag_ = false;
};

}  // namespace uws::base
