#include "base/xml_out.h"

#include <array>
#include <utility>

#include "base/utf8.h"

namespace uws::base {
namespace {

// The Char production of XML 1.0.
bool is_xml_char(char32_t value) {
  if (value < 0x20) return value == '\t' || value == '\n' || value == '\r';
  return value != 0xFFFE && value != 0xFFFF;
}

// The entity for a character that needs one, or empty.
std::string_view entity(char32_t value, bool attribute) {
  switch (value) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#xD;";
    case '"':
      return attribute ? "&quot;" : "";
    default:
      return "";
  }
}

// Whether a byte is a character that stands for itself anywhere.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) {
    plain[c] = c != '&' && c != '<' && c != '>' && c != '"';
  }
  return plain;
}();

std::size_t plain_run(std::string_view text) {
  std::size_t run = 0;
  while (run < text.size() && kPlain[static_cast<unsigned char>(text[run])]) ++run;
  return run;
}

void append(std::string& out, std::string_view text, bool attribute) {
  for (std::size_t at = 0; at < text.size();) {
    const auto run = plain_run(text.substr(at));
    out.append(text, at, run);
    at += run;
    if (at == text.size()) return;
    const DecodedChar next = decode_utf8(text, at);
    if (!next.valid || !is_xml_char(next.value)) {
      out += kReplacement;
    } else if (const auto name = entity(next.value, attribute); !name.empty()) {
      out += name;
    } else {
      out += text.substr(at, next.length);
    }
    at += next.length;
  }
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) { append(out, text, false); }

void append_xml_attribute(std::string& out, std::string_view text) { append(out, text, true); }

void XmlOut::finish_start_tag() {
  if (in_start_tag_) out_ += '>';
  in_start_tag_ = false;
}

void XmlOut::open(std::string_view name, std::string_view attributes) {
  finish_start_tag();
  out_ += '<';
  out_ += name;
  if (!attributes.empty()) {
    out_ += ' ';
    out_ += attributes;
  }
  open_.emplace_back(name);
  in_start_tag_ = true;
}

void XmlOut::text(std::string_view content) {
  if (content.empty()) return;
  finish_start_tag();
  append_xml_text(out_, content);
}

void XmlOut::close() {
  if (in_start_tag_) {
    out_ += "/>";
    in_start_tag_ = false;
  } else {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
  }
  open_.pop_back();
}

void XmlOut::element(std::string_view name, std::string_view content, std::string_view attributes) {
  open(name, attributes);
  text(content);
  close();
}

void XmlOut::nil(std::string_view name) {
  open(name, R"(xsi:nil="true")");
  close();
}

void XmlOut::empty(std::string_view name) {
  open(name);
  close();
}

std::string XmlOut::take() {
  open_.clear();
  in_start_tag_ = false;
  return std::exchange(out_, {});
}

}  // namespace uws::base
