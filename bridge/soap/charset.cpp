#include "bridge/soap/charset.h"

#include <iconv.h>

#include "base/text.h"

namespace uws::soap {
namespace {

// iconv's name of a charset's encoding, looking at the byte order mark; drops the mark.
const char* encoding_of(const std::string& charset, std::string& body) {
  if (body.starts_with("\xFF\xFE")) {
    body.erase(0, 2);
    return "UTF-16LE";
  }
  if (body.starts_with("\xFE\xFF")) {
    body.erase(0, 2);
    return "UTF-16BE";
  }
  return charset == "utf-16be" || charset == "unicodefffe" ? "UTF-16BE" : "UTF-16LE";
}

// UTF-16 or UTF-32, with a mark or without: no XML in UTF-8 begins like this.
bool wide(std::string_view body) {
  return body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF") ||
         body.substr(0, 4).find('\0') != std::string_view::npos;
}

std::optional<std::string> convert(const char* from, std::string& body) {
  iconv_t converter = iconv_open("UTF-8", from);
  if (converter == iconv_t(-1)) return std::nullopt;
  // Two bytes become three at most.
  std::string out(body.size() + body.size() / 2 + 16, '\0');
  char* in_at = body.data();
  char* out_at = out.data();
  std::size_t in_left = body.size(), out_left = out.size();
  const auto result = iconv(converter, &in_at, &in_left, &out_at, &out_left);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1) || in_left != 0) return std::nullopt;
  out.resize(out.size() - out_left);
  return out;
}

}  // namespace

bool known_charset(std::string_view charset) {
  const std::string name = base::lower(charset);
  return name.empty() || name == "utf-8" || name == "utf-16" || name == "utf-16le" ||
         name == "utf-16be" || name == "unicodefffe";
}

std::optional<Utf8Text> to_utf8(std::string body, std::string_view charset) {
  const std::string name = base::lower(charset);
  if (name.empty() || name == "utf-8") {
    if (wide(body)) return std::nullopt;
    return Utf8Text{std::move(body), "utf-8"};
  }
  const char* encoding = encoding_of(name, body);
  auto text = convert(encoding, body);
  if (!text) return std::nullopt;
  return Utf8Text{std::move(*text), "utf-16"};
}

}  // namespace uws::soap
