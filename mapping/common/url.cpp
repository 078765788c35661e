#include "mapping/common/url.h"

#include "base/text.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

// `text` decoded until nothing is left to decode: what a decoded byte completes is decoded too.
std::string fully_decoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    for (std::size_t size = out.size(); size >= 3 && out[size - 3] == '%'; size = out.size()) {
      const int high = base::hex_value(out[size - 2]), low = base::hex_value(out[size - 1]);
      if (high < 0 || low < 0) break;
      out.resize(size - 3);
      out += static_cast<char>(high * 16 + low);
    }
  }
  return out;
}

bool leaves_its_place(std::string_view name) {
  const std::string decoded = fully_decoded(name);
  if (decoded.empty()) return true;
  std::string_view rest = decoded;
  while (true) {
    const auto end = rest.find_first_of("/\\");
    const auto segment = rest.substr(0, end);
    if (segment == "." || segment == "..") return true;
    if (end == std::string_view::npos) return false;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

Result<std::string> rest_path(std::string_view pattern, std::initializer_list<PathName> names) {
  std::string path;
  for (const auto& [member, name] : names) {
    if (leaves_its_place(name)) {
      return tl::unexpected(
          refuse(kUnexpectedError, std::string(member) + " is no name that can stand in a path"));
    }
    const auto hole = pattern.find("{}");
    path += pattern.substr(0, hole);
    path += base::percent_encoded(name);
    pattern.remove_prefix(hole + 2);
  }
  path += pattern;
  return path;
}

void add_query(std::string& path, std::string_view name, std::string_view value) {
  path += path.find('?') == std::string::npos ? '?' : '&';
  path += name;
  path += '=';
  path += base::percent_encoded(value);
}

}  // namespace uws::mapping
