#include "bridge/recording/compare.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace uws::recording;
using Kind = DifferenceKind;

const std::string kAnswer =
    R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
    R"(<GetResponse xmlns="http://nphase.com/unifiedwebservice/v2"><Output xmlns:a="urn:x" )"
    R"(xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><a:AccountName>0212</a:AccountName>)"
    R"(<a:State>active</a:State><a:Empty/><a:Nil i:nil="true"/>)"
    R"(<a:At>2026-01-31T10:00:00Z</a:At><a:Size>10</a:Size></Output></GetResponse></s:Body>)"
    R"(</s:Envelope>)";
const std::string kFault =
    R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>)"
    R"(<faultcode xmlns:a="http://nphase.com/unifiedwebservice/v2">a:INPUT_INVALID.X</faultcode>)"
    R"(<faultstring xml:lang="en-US">No.</faultstring></s:Fault></s:Body></s:Envelope>)";

Answer answer(std::string body, int status = 200) {
  Answer made{status, {}, std::move(body)};
  made.headers.add("Content-Type", "text/xml; charset=utf-8");
  return made;
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// The one difference between two answers.
void check_pair(const std::string& original, const std::string& changed, Kind kind,
                const std::string& path, Verdict verdict) {
  CAPTURE(changed);
  REQUIRE(changed != original);
  const auto found = compare(answer(original), answer(changed), "X.Get", {});
  REQUIRE(found.differences.size() == 1);
  CHECK(words_of(found.differences[0].kind).name == words_of(kind).name);
  CHECK(found.differences[0].path == path);
  CHECK(found.verdict == verdict);
}

// The same with an answer and itself with `what` replaced.
void check_one(const std::string& original, const std::string& what, const std::string& by,
               Kind kind, const std::string& path, Verdict verdict) {
  check_pair(original, with(original, what, by), kind, path, verdict);
}

TEST_CASE("planted differences are reported under the right name") {
  const std::string out = "Envelope/Body/GetResponse/Output";
  const auto same = Verdict::same_meaning, other = Verdict::different;
  check_pair(kAnswer, with(with(kAnswer, "a:", "b:"), "xmlns:a", "xmlns:b"), Kind::prefix,
             out + "/AccountName", same);
  check_one(kAnswer, "<a:AccountName>0212</a:AccountName><a:State>active</a:State>",
            "<a:State>active</a:State><a:AccountName>0212</a:AccountName>", Kind::order, out,
            other);
  check_one(kAnswer, R"(<a:Nil i:nil="true"/>)", "", Kind::nil_to_absent, out + "/Nil", same);
  check_one(kAnswer, "0212", "0213", Kind::value, out + "/AccountName", other);
  check_one(kFault, "INPUT_INVALID.X", "INPUT_INVALID.Y", Kind::fault_code,
            "Envelope/Body/Fault/faultcode", other);
  check_one(kAnswer, "<a:Empty/>", "<a:Empty/><a:More>1</a:More>", Kind::extra_element,
            out + "/More", other);
  check_one(kAnswer, "10:00:00Z", "10:00:00", Kind::date_zone, out + "/At", other);
  check_one(kAnswer, "10:00:00Z", "11:00:00+01:00", Kind::date_zone, out + "/At", other);
  check_one(kAnswer, "active", "Active", Kind::enum_value, out + "/State", other);
}

TEST_CASE("further differences have names of their own") {
  const std::string out = "Envelope/Body/GetResponse/Output";
  const auto same = Verdict::same_meaning, other = Verdict::different;
  check_one(kAnswer, R"(<a:Nil i:nil="true"/>)", "<a:Nil/>", Kind::nil_to_empty, out + "/Nil",
            other);
  check_one(kAnswer, R"(<a:Nil i:nil="true"/>)", "<a:Nil>1</a:Nil>", Kind::nil_to_value,
            out + "/Nil", other);
  check_one(kAnswer, "<a:Empty/>", R"(<a:Empty i:nil="1"/>)", Kind::empty_to_nil, out + "/Empty",
            other);
  check_one(kAnswer, "<a:Empty/>", "", Kind::empty_to_absent, out + "/Empty", other);
  check_one(kAnswer, "<a:Empty/>", "<a:Empty></a:Empty>", Kind::spelling, "Envelope", same);
  check_one(kAnswer, "<a:Size>10<", "<a:Size>10.0<", Kind::number_format, out + "/Size", same);
  check_one(kAnswer, "10:00:00Z", "10:00:00.000Z", Kind::date_format, out + "/At", same);
  check_one(kAnswer, "10:00:00Z", "10:00:01Z", Kind::value, out + "/At", other);
  check_one(kAnswer, "urn:x", "urn:y", Kind::namespace_uri, out + "/AccountName", other);
  check_one(kFault, "No.", "Yes.", Kind::fault_text, "Envelope/Body/Fault/faultstring", other);
  check_one(kAnswer, "</s:Envelope>", "", Kind::not_xml, "body", other);
}

TEST_CASE("status and headers are looked at") {
  const auto status = compare(answer(kAnswer), answer(kAnswer, 500), "X.Get", {});
  REQUIRE(status.differences.size() == 1);
  CHECK(status.differences[0].kind == Kind::status);
  CHECK(status.verdict == Verdict::different);
  auto other = answer(kAnswer);
  other.headers = {};
  other.headers.add("content-type", "application/soap+xml");
  const auto header = compare(answer(kAnswer), other, "X.Get", {});
  REQUIRE(header.differences.size() == 1);
  CHECK(header.differences[0].kind == Kind::header);
  CHECK(header.differences[0].path == "header Content-Type");
  CHECK(compare(answer(kAnswer), answer(kAnswer), "X.Get", {}).verdict == Verdict::same_bytes);
}

TEST_CASE("rules take differences out, by XPath, operation and kind") {
  IgnoreRule rule{"//*[local-name()='AccountName']", {}, {"X.*"}, {Kind::value}, {}};
  const auto changed = answer(with(kAnswer, "0212", "0213"));
  const auto ignored = compare(answer(kAnswer), changed, "X.Get", {rule});
  CHECK(ignored.differences.empty());
  CHECK(ignored.ignored == 1);
  CHECK(ignored.verdict == Verdict::same_meaning);
  CHECK(compare(answer(kAnswer), changed, "Y.Get", {rule}).differences.size() == 1);
  rule.kinds = {Kind::order};
  CHECK(compare(answer(kAnswer), changed, "X.Get", {rule}).differences.size() == 1);
  // What lies below is ignored with it.
  CHECK(compare(answer(kAnswer), changed, "X.Get", {{"//*[local-name()='Output']", {}, {}, {}, {}}})
            .differences.empty());
}

TEST_CASE("of lists the missing and the further items are named") {
  const std::string list = "<l><i>1</i><i>2</i><i>3</i></l>";
  const auto found = compare(answer(list), answer("<l><i>1</i><i>4</i></l>"), "X.Get", {});
  REQUIRE(found.differences.size() == 2);
  CHECK(found.differences[0].path == "l/i[2]");
  CHECK(found.differences[1].kind == Kind::missing_element);
  CHECK(found.differences[1].path == "l/i[3]");
}

}  // namespace
