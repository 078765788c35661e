#pragma once
// Writes the XML of a callback in one pass, as the old service's XmlSerializer over WCF's text
// writer did: no line breaks, `<X/>` for an empty element, nil as xsi:nil="true".

#include <string>
#include <string_view>
#include <vector>

namespace uws::mapping::callback {

// Appends `text` as element content: & < > escaped, CR as &#xD;, quotes and LF raw (WCF's text
// writer). What XML 1.0 forbids, and bytes that are not UTF-8, become U+FFFD.
void append_escaped(std::string& out, std::string_view text);

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

}  // namespace uws::mapping::callback
