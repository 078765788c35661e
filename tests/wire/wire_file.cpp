#include "tests/wire/wire_file.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace uws::test {
namespace {

constexpr std::string_view kLengthLine = "Content-Length: {{length}}\n";

// Head and body of a message whose lines end in LF.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  const auto empty_line = text.find("\n\n");
  if (empty_line == std::string_view::npos) return {text, {}};
  return {text.substr(0, empty_line), text.substr(empty_line + 2)};
}

// HTTP/1.0 has no chunks.
bool chunkable(std::string_view head) {
  return head.find(" HTTP/1.1\n") != std::string_view::npos &&
         (std::string(head) + "\n").find(kLengthLine) != std::string::npos;
}

void replace_all(std::string& text, std::string_view hole, std::string_view value) {
  for (auto at = text.find(hole); at != std::string::npos;
       at = text.find(hole, at + value.size())) {
    text.replace(at, hole.size(), value);
  }
}

// Replaces every {{name:argument}} by what `expand` makes of the argument.
template <class Expand>
void expand_all(std::string& text, std::string_view opening, Expand expand) {
  for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    const auto argument = at + opening.size();
    const auto end = text.find("}}", argument);
    const std::string value = expand(text.substr(argument, end - argument));
    text.replace(at, end + 2 - at, value);
    at += value.size();
  }
}

std::string bytes_of(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 3) {
    out += static_cast<char>(std::strtol(hex.substr(i, 2).c_str(), nullptr, 16));
  }
  return out;
}

std::string repeated(const std::string& argument) {
  const auto colon = argument.find(':');
  const auto count = std::strtoul(argument.c_str(), nullptr, 10);
  std::string out;
  for (unsigned long i = 0; i < count; ++i) out += argument.substr(colon + 1);
  return out;
}

void widen_after(std::string& text, std::string_view hole, bool little_endian) {
  const auto at = text.find(hole);
  if (at == std::string::npos) return;
  std::string wide;
  for (const char c : text.substr(at + hole.size())) {
    const std::array<char, 2> unit = little_endian ? std::array{c, '\0'} : std::array{'\0', c};
    wide.append(unit.data(), unit.size());
  }
  text.replace(at, std::string::npos, wide);
}

std::string in_chunks(std::string_view body) {
  constexpr std::array<std::size_t, 5> kSizes = {1, 2, 7, 64, 1000};
  std::string out;
  for (std::size_t i = 0; !body.empty(); ++i) {
    const auto chunk = body.substr(0, kSizes[i % kSizes.size()]);
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
    out += size;
    out += chunk;
    out += "\r\n";
    body.remove_prefix(chunk.size());
  }
  return out + "0\r\n\r\n";
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The text between two {{any}} is looked for where the one before it ended.
std::string body_difference(std::string_view recorded, std::string_view body) {
  constexpr std::string_view kAny = "{{any}}";
  if (recorded.find(kAny) == std::string_view::npos) {
    const bool same = testing::matches_golden(recorded, body);
    return same ? "" : "body: " + testing::golden_difference(recorded, body);
  }
  std::size_t at = 0;
  for (bool first = true;; first = false) {
    const auto end = std::min(recorded.find(kAny), recorded.size());
    const auto wanted = recorded.substr(0, end);
    const bool last = end == recorded.size();
    const auto found = last && body.size() >= at + wanted.size() ? body.size() - wanted.size()
                                                                 : body.find(wanted, at);
    const bool there = found != std::string_view::npos && body.substr(found).starts_with(wanted) &&
                       (!first || found == 0);
    if (!there) return "body: not there: " + std::string(wanted) + "\nin " + std::string(body);
    if (last) return {};
    at = found + wanted.size();
    recorded.remove_prefix(end + kAny.size());
    if (recorded.starts_with('\n')) recorded.remove_prefix(1);
  }
}

std::string header_difference(std::string_view line, const RawResponse& response) {
  if (line.starts_with('!')) {
    const auto found = response.header(line.substr(1));
    return found ? std::string(line) + ": it is there, '" + *found + "'" : "";
  }
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) return "not a header line: " + std::string(line);
  const auto found = response.header(line.substr(0, colon));
  if (!found) return std::string(line) + ": missing";
  if (testing::matches_golden(line.substr(colon + 2), *found)) return {};
  return std::string(line) + ": is '" + *found + "'";
}

}  // namespace

bool WireFile::can_be_chunked() const {
  for (const auto& exchange : exchanges) {
    if (chunkable(split(exchange.request).first)) return true;
  }
  return false;
}

tl::expected<WireFile, std::string> read_wire_file(const testing::GoldenFile& file) {
  WireFile out;
  for (const auto& section : file.sections) {
    const std::string_view name = section.name;
    if (name == "about") continue;
    if (name == "settings") {
      for (const auto& line : lines_of(section.content)) {
        const auto equals = line.find('=');
        if (equals == std::string::npos) return tl::unexpected("no setting: " + line);
        out.settings.emplace_back(line.substr(0, equals), line.substr(equals + 1));
      }
    } else if (name == "platform") {
      out.platform = lines_of(section.content);
    } else if (name == "delivery" && section.content == "whole") {
      out.whole_only = true;
    } else if (name.starts_with("request")) {
      out.wants_token |= section.content.find("{{token}}") != std::string::npos;
      out.exchanges.push_back({section.content, {}});
    } else if (name.starts_with("response") && !out.exchanges.empty()) {
      out.exchanges.back().response = section.content;
    } else {
      return tl::unexpected("section that means nothing: " + section.name);
    }
  }
  for (const auto& exchange : out.exchanges) {
    if (exchange.response.empty()) return tl::unexpected(std::string("request without response"));
  }
  if (out.exchanges.empty()) return tl::unexpected(std::string("no request"));
  return out;
}

WireRequest wire_request(std::string_view recorded, std::string_view token, Delivery delivery) {
  const auto [head, body] = split(recorded);
  WireRequest out{std::string(head) + "\n\n", std::string(body)};
  replace_all(out.body, "{{token}}", token);
  expand_all(out.body, "{{hex:", bytes_of);
  expand_all(out.body, "{{repeat:", repeated);
  widen_after(out.body, "{{utf-16le}}", true);
  widen_after(out.body, "{{utf-16be}}", false);
  if (delivery == Delivery::chunked && chunkable(head)) {
    out.head.replace(out.head.find(kLengthLine), kLengthLine.size(),
                     "Transfer-Encoding: chunked\n");
    out.body = in_chunks(out.body);
  }
  replace_all(out.head, "{{length}}", std::to_string(out.body.size()));
  replace_all(out.head, "\n", "\r\n");
  expand_all(out.head, "{{hex:", bytes_of);
  expand_all(out.head, "{{repeat:", repeated);
  return out;
}

std::string response_difference(std::string_view recorded, const RawResponse& response) {
  auto [head, body] = split(recorded);
  const auto status_end = std::min(head.find('\n'), head.size());
  const std::string status_line =
      response.version + " " + std::to_string(response.status) + " " + response.reason;
  std::string out;
  if (status_line != head.substr(0, status_end)) out += "status line: " + status_line + "\n";
  head.remove_prefix(std::min(status_end + 1, head.size()));
  for (const auto& line : lines_of(head)) {
    const auto difference = header_difference(line, response);
    if (!difference.empty()) out += difference + "\n";
  }
  if (response.header("Content-Length") != std::to_string(response.body.size())) {
    out += "Content-Length is not the body's\n";
  }
  if (!response.header("Date")) out += "Date: missing\n";
  return out + body_difference(body, response.body);
}

}  // namespace uws::test
