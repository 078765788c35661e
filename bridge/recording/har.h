#pragma once
// Recordings as HAR 1.2 files (http://www.softwareishard.com/blog/har-12-spec/): an entry for each
// exchange, which any HAR viewer shows; what only we know stands under `_uws`.
//
// What a client asked for that has no place in a URI is percent-escaped in the URL.
//
// A body that is no UTF-8 is base64: of an answer as HAR has it (content.encoding), of a request,
// for which HAR has no such member, with `_uws.requestEncoding`.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/recording/recorded.h"

namespace uws::recording {

using Json = nlohmann::ordered_json;

Json har_entry(const Recorded& recorded);
// A whole file.
std::string har_text(const std::vector<Recorded>& all);

// A file that grows is kHarHead, entries (har_line) with kHarBetween between them, and kHarTail.
std::string har_head();
std::string har_line(const Recorded& recorded);
inline constexpr std::string_view kHarBetween = ",\n";
inline constexpr std::string_view kHarTail = "\n]}}\n";

// Reads HAR of anybody's; members it does not know are left out. Error: not JSON, no log.entries,
// or which entry is no exchange.
tl::expected<std::vector<Recorded>, std::string> read_har(std::string_view text);

}  // namespace uws::recording
