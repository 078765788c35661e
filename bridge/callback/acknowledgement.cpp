#include "bridge/callback/acknowledgement.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <memory>

#include "base/text.h"
#include "base/url.h"

namespace uws::callback {
namespace {

constexpr std::string_view kSoap11 = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kSoap12 = "http://www.w3.org/2003/05/soap-envelope";
constexpr char kSeparator = '|';
constexpr std::chrono::seconds kLongestRetryAfter{24 * 3'600};

// Looks for Envelope/Body/Fault; stops as soon as the answer is known.
struct FaultSearch {
  XML_Parser parser = nullptr;
  int depth = 0;
  bool in_body = false;
  bool found = false;

  void stop() const { XML_StopParser(parser, XML_FALSE); }
};

// Local name of an expanded name in a SOAP namespace; empty = of another namespace.
std::string_view soap_name(std::string_view expanded) {
  const auto bar = expanded.rfind(kSeparator);
  if (bar == std::string_view::npos) return {};
  const auto space = expanded.substr(0, bar);
  return space == kSoap11 || space == kSoap12 ? expanded.substr(bar + 1) : std::string_view{};
}

void on_start(void* data, const XML_Char* expanded, const XML_Char**) {
  auto& search = *static_cast<FaultSearch*>(data);
  const auto name = soap_name(expanded);
  ++search.depth;
  if (search.depth == 1 && name != "Envelope") search.stop();
  if (search.depth == 2) search.in_body = name == "Body";
  if (search.depth == 3 && search.in_body) {
    search.found = name == "Fault";
    search.stop();
  }
}

void on_end(void* data, const XML_Char*) { --static_cast<FaultSearch*>(data)->depth; }

void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<FaultSearch*>(data)->stop();
}

}  // namespace

bool is_soap_fault(std::string_view body) {
  const auto start = body.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  body.remove_prefix(start);
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, kSeparator), &XML_ParserFree);
  FaultSearch search;
  search.parser = parser.get();
  XML_SetUserData(parser.get(), &search);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const auto size = std::min<std::size_t>(body.size(), 1U << 30U);
  XML_Parse(parser.get(), body.data(), static_cast<int>(size), XML_TRUE);
  return search.found;
}

std::optional<std::chrono::milliseconds> retry_after(std::string_view value,
                                                     std::chrono::system_clock::time_point now) {
  using std::chrono::seconds;
  const auto text = base::trimmed(value);
  long long wait = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wait);
  if (error == std::errc::result_out_of_range) return kLongestRetryAfter;
  if (error != std::errc() || end != text.data() + text.size()) {
    std::tm date{};
    const std::string copy(text);
    const char* const rest = ::strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    if (rest == nullptr || *rest != '\0') return std::nullopt;
    wait = ::timegm(&date) - std::chrono::system_clock::to_time_t(now);
  }
  return std::clamp<std::chrono::milliseconds>(
      seconds(std::clamp<long long>(wait, 0, kLongestRetryAfter.count())), seconds(0),
      kLongestRetryAfter);
}

Verdict judge(const http::ClientReply& reply) {
  using Kind = Verdict::Kind;
  const int status = reply.status;
  const bool fault = is_soap_fault(reply.body);
  const bool success = status >= 200 && status <= 299;
  if (success && !fault) return {};
  Verdict verdict{Kind::refused, "HTTP " + std::to_string(status)};
  if (status == 410) {
    verdict.kind = Kind::gone;
  } else if (fault) {
    verdict.why += " with a SOAP Fault";
  } else if (status == 408 || status == 425 || status == 429 || status >= 500) {
    verdict.kind = Kind::down;
    verdict.of_message = status >= 500 && status != 503;
    const auto* after = reply.headers.find("Retry-After");
    if (after != nullptr) {
      verdict.retry_after = retry_after(*after, std::chrono::system_clock::now());
    }
  }
  return verdict;
}

Verdict judge(const http::ClientError& error) {
  constexpr const char* kWords[] = {"no connection", "no answer in time", "TLS",
                                    "the answer is too large", "no answer"};
  return {Verdict::Kind::down,
          kWords[static_cast<std::size_t>(error.kind)] + (": " + error.message), std::nullopt,
          error.may_have_arrived};
}

std::chrono::milliseconds retry_delay(const Waits& schedule, int failures, double chance) {
  const auto step = static_cast<std::size_t>(std::max(failures, 1)) - 1;
  const auto wait = schedule[std::min(step, schedule.size() - 1)];
  const auto whole = static_cast<double>(wait.count());
  return std::chrono::milliseconds(static_cast<long long>(whole * (0.8 + 0.4 * chance)));
}

std::string public_part(const std::string& url) {
  const auto [scheme, authority, rest] = base::split_url(url);
  const auto at = authority.rfind('@');
  const auto host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  const auto path = rest.substr(0, rest.find_first_of("?#"));
  std::string shown(scheme);
  if (!scheme.empty()) shown += "://";
  return shown.append(host).append(path);
}

}  // namespace uws::callback
