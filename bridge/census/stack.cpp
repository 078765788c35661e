#include "bridge/census/stack.h"

#include <algorithm>

#include "base/text.h"

namespace uws::census {
namespace {

constexpr std::size_t kLookedAt = 1'024, kLongestPrefix = 15;
constexpr std::string_view kHandWritten = "hand-written", kUnknown = "unknown";

// Fits where every part that is given does.
struct Rule {
  std::string_view stack;
  std::string_view agent;     // part of the user agent, in small letters
  std::string_view prefix{};  // "" = any
  unsigned with = 0, without = 0;
  bool silent = false;  // sends no User-Agent
};

// The first that fits decides. The habits are those of tests/bridge/census/recorded and
// tests/wire, or of the stack's own source where there is no recording.
constexpr Rule kRules[] = {
    // The proxies of wsdl.exe pretend to be a browser. Mono's had a name of their own; from Mono 4
    // on they are Microsoft's code with Microsoft's name and version, and write the same envelope,
    // Content-Type, SOAPAction and Expect. What is under them is still Mono's: its HTTP adds Host
    // when all else is there (recorded), .NET's before Content-Length and Expect (its source; its
    // Connection stands in the first request of a connection only, so it tells nothing). A proxy
    // that writes headers anew puts Host first: then Mono counts as .NET.
    {"Mono asmx", "mono web services client protocol"},
    {"Mono asmx", "ms web services client protocol", "", kHostLate},
    {".NET asmx", "ms web services client protocol"},
    {"Axis 1.x", "axis/1."},
    {"Axis2/C", "axis2c"},
    {"Axis2/C", "axis2/c"},
    {"Axis2", "axis2"},
    {"CXF", "cxf"},
    {"XFire", "xfire"},
    // Metro is JAX-WS RI with more; both begin so, and the one in Java 6 to 8 as well.
    {"JAX-WS RI", "jax-ws ri"},
    {"JAX-WS RI", "jaxws-ri"},
    {"JAX-WS RI", "metro/"},
    {"JBossWS", "jbossws"},
    {"WebSphere", "ibm webservices"},
    {"WebLogic", "weblogic"},
    {"PHP SoapClient", "php-soap"},
    {"PHP NuSOAP", "nusoap"},
    {"zeep", "zeep/"},
    {"SOAP::Lite", "soap::lite"},
    {"gSOAP", "gsoap"},
    {"node-soap", "node-soap"},
    {"strong-soap", "strong-soap"},
    {"savon", "savon"},
    {"savon", "httpi"},
    {"Delphi", "borland soap"},
    {"Delphi", "codegear soap"},
    {"Delphi", "embarcadero"},
    {"PowerBuilder", "powerbuilder"},
    {"MS SOAP Toolkit", "soap toolkit"},
    {"SoapUI", "soapui"},
    {"SoapUI", "apache-httpclient/4.1.1 (java 1.5)"},
    // suds writes with urllib, which capitalises header names, and never names itself; other
    // programs on urllib have no reason for suds' prefix.
    {"suds", "suds"},
    {"suds", "python-urllib", "SOAP-ENV"},
    {"suds", "", "SOAP-ENV", kActionCapital, 0, true},
    // The message writer of Java's own SAAJ, over its own connections: Spring-WS and hand-made
    // SAAJ.
    {"SAAJ", "java/", "SOAP-ENV"},
    {"Axis2", "jakarta commons-httpclient", "soapenv"},
    {"Ruby SOAP4R", "soap4r"},
    {"curl", "curl/"},
    {"curl", "libcurl"},
    // WCF names itself nowhere. Its writer says s, quotes the action and writes no declaration;
    // Mono's WCF writes one. The debugger's header is Visual Studio's.
    {".NET WCF", "", "", kDebugged},
    {".NET WCF", "", "s", 0, kDeclared | kActionBare | kOffersTrailers | kOldHttp, true},
    {"Mono WCF", "", "s", kDeclared | kExpects, kActionBare, true},
    // Without their names, which a user may take away: libwww's TE, JAX-WS's prefix, zeep's.
    {"SOAP::Lite", "", "", kOffersTrailers, 0, true},
    {"JAX-WS RI", "", "S", 0, 0, true},
    {"zeep", "", "soap-env", 0, 0},
    {"Axis 1.x", "", "soapenv", kOldHttp, 0, true},
    // HTTP of .NET or Mono under asmx' prefix.
    {"Mono asmx", "", "soap", kExpects | kDeclared | kHostLate, 0, true},
    {".NET asmx", "", "soap", kExpects | kDeclared, 0, true},
    {kHandWritten, "python"},
    {kHandWritten, "java/"},
    {kHandWritten, "httpclient"},
    {kHandWritten, "okhttp"},
    {kHandWritten, "go-http-client"},
    {kHandWritten, "axios"},
    {kHandWritten, "node-fetch"},
    {kHandWritten, "libwww-perl"},
    {kHandWritten, "guzzle"},
    {kHandWritten, "winhttp"},
    {kHandWritten, "msxml"},
    {kHandWritten, "ruby"},
    {kHandWritten, "wget"},
    {kHandWritten, "powershell"},
    {kHandWritten, "postman"},
    {kHandWritten, "", "", 0, 0, true},
};

bool fits(const Rule& rule, const Habits& habits, std::string_view agent) {
  if (rule.silent && !agent.empty()) return false;
  if (!rule.prefix.empty() && rule.prefix != habits.prefix) return false;
  if ((habits.marks & rule.with) != rule.with || (habits.marks & rule.without) != 0) return false;
  return agent.find(rule.agent) != std::string_view::npos;
}

unsigned action_marks(std::string_view name, std::string_view value) {
  const bool capital = name.starts_with("Soap");
  const bool bare = !value.empty() && value.front() != '"';
  return (capital ? kActionCapital : 0U) | (bare ? kActionBare : 0U);
}

void look_at_header(std::string_view name, std::string_view value, Habits& habits,
                    bool& length_seen) {
  // Most headers are none of these by their length.
  switch (name.size()) {
    case 2:
      if (base::same_no_case(name, "TE")) habits.marks |= kOffersTrailers;
      break;
    case 4:
      if (length_seen && base::same_no_case(name, "Host")) habits.marks |= kHostLate;
      break;
    case 6:
      if (base::same_no_case(name, "Expect")) habits.marks |= kExpects;
      break;
    case 10:
      if (base::same_no_case(name, "User-Agent")) habits.user_agent = value;
      if (base::same_no_case(name, "SOAPAction")) habits.marks |= action_marks(name, value);
      break;
    case 14:
      length_seen = length_seen || base::same_no_case(name, "Content-Length");
      break;
    case 23:
      if (base::same_no_case(name, "VsDebuggerCausalityData")) habits.marks |= kDebugged;
      break;
    default:
      break;
  }
}

// Takes what ends in `end` off the front; all where that is not there.
void skip_to(std::string_view& text, std::string_view end) {
  const auto found = text.find(end);
  text.remove_prefix(found == std::string_view::npos ? text.size() : found + end.size());
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

void look_at_body(std::string_view text, Habits& habits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  text = text.substr(0, kLookedAt);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  skip_blanks(text);
  if (text.starts_with("<?xml")) {
    habits.marks |= kDeclared;
    skip_to(text, "?>");
    skip_blanks(text);
  }
  while (text.starts_with("<!--")) {
    skip_to(text, "-->");
    skip_blanks(text);
  }
  if (!base::take(text, '<')) return;
  const auto end = text.find_first_of(": \t\r\n/>");
  if (end == std::string_view::npos || text[end] != ':') return;
  habits.prefix = text.substr(0, std::min(end, kLongestPrefix));
}

}  // namespace

Habits habits_of(const http::Request& request) {
  Habits habits;
  if (request.version < 11) habits.marks |= kOldHttp;
  bool length_seen = false;
  for (const auto& [name, value] : request.headers.fields()) {
    look_at_header(name, value, habits, length_seen);
  }
  look_at_body(request.body, habits);
  return habits;
}

std::string_view stack_of(const Habits& habits) {
  const auto agent = base::lower(habits.user_agent);
  const auto* const rule =
      std::ranges::find_if(kRules, [&](const Rule& one) { return fits(one, habits, agent); });
  return rule == std::end(kRules) ? kUnknown : rule->stack;
}

}  // namespace uws::census
