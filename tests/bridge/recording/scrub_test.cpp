#include "bridge/recording/scrub.h"

#include <doctest/doctest.h>

#include <set>

#include "base/base64.h"
#include "base/text.h"
#include "bridge/recording/golden.h"
#include "bridge/recording/har.h"
#include "bridge/recording/spans.h"
#include "bridge/recording/stand_in.h"

namespace {

using namespace uws;
using namespace uws::recording;

constexpr const char* kKey = "a key of this test";

// Secrets that no text holds by chance.
class Planter {
 public:
  std::string next(const char* kind) {
    planted_.push_back(std::string(kind) + "-s3cr3t-" + std::to_string(100 + planted_.size()) +
                       "&<\"é/+");
    return planted_.back();
  }
  const std::vector<std::string>& all() const { return planted_; }

 private:
  std::vector<std::string> planted_;
};

std::string xml(const std::string& value) {
  return rewrite_xml("<a>x</a>", [&](const Place&, const std::string&) { return value; });
}

std::string element(const std::string& name, const std::string& value) {
  const auto text = xml(value);
  return "<n:" + name + text.substr(2, text.size() - 4) + "n:" + name + ">";
}

TEST_CASE("one hundred secrets: in requests, answers, headers, URLs, JSON; none is left") {
  Planter plant;
  std::vector<Recorded> all;
  for (int i = 0; i < 10; ++i) {
    Recorded recorded;
    recorded.operation = "SessionService.LogIn";
    const auto password = plant.next("password"), token = plant.next("token");
    recorded.url = "https://user:" + base::percent_encoded(plant.next("url")) +
                   "@old.example/api/v2/SessionService.svc?access_token=" +
                   base::percent_encoded(plant.next("query"));
    recorded.request_headers.add("Authorization", "Bearer " + plant.next("bearer"));
    recorded.request_headers.add("Proxy-Authorization",
                                 "Basic " + base::to_base64("me:" + plant.next("basic")));
    recorded.request_headers.add("VZ-M2M-Token", plant.next("header"));
    recorded.request_headers.add("X-Note", "the password is " + password);
    recorded.request_headers.add("Content-Length", "1");
    recorded.request = "<s:Envelope><s:Header>" + element("token", token) +
                       "</s:Header><s:Body><Input>" + element("Password", password) +
                       "</Input></s:Body></s:Envelope>";
    recorded.response_headers.add("Set-Cookie", "session=" + plant.next("cookie") + "; Path=/");
    recorded.response = "<s:Envelope><faultstring>bad password " +
                        xml(password).substr(3, xml(password).size() - 7) + "</faultstring>" +
                        element("SessionToken", token) + "</s:Envelope>";
    Asked asked;
    asked.method = "POST";
    asked.path = "/m2m/v1/session/login?token=" + base::percent_encoded(token);
    asked.body = Json{{"password", password}, {"clientSecret", plant.next("json")}}.dump();
    asked.status = 400;
    asked.reply = Json{{"errorMessage", "wrong: " + password}, {"sessionToken", token}}.dump();
    recorded.asked.push_back(asked);
    recorded.reason = "the platform said " + password;
    recorded.status = 500;
    all.push_back(Scrubber(kKey).scrubbed(std::move(recorded)));
  }
  CHECK(plant.all().size() >= 90);
  const auto text = har_text(all);
  std::string golden;
  for (const auto& each : all) golden += *sections_text(to_golden(each));
  for (const auto& secret : plant.all()) {
    const auto core = secret.substr(0, secret.find('&'));
    CHECK_MESSAGE(text.find(core) == std::string::npos, core);
    CHECK_MESSAGE(golden.find(core) == std::string::npos, core);
    CHECK(text.find(base::to_base64("me:" + secret)) == std::string::npos);
  }
  for (const auto& each : all) {
    CHECK(*each.request_headers.find("Content-Length") == std::to_string(each.request.size()));
  }
}

TEST_CASE("a stand-in has the shape of what it stands for, and is always the same") {
  const std::string uuid = "0981e063-b2b0-4b47-bb28-7dea88a76fb4";
  const auto made = stand_in(uuid, kKey);
  CHECK(made != uuid);
  CHECK(made == stand_in(uuid, kKey));
  CHECK(made != stand_in(uuid, "another key"));
  CHECK(made.size() == uuid.size());
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    CHECK((uuid[i] == '-') == (made[i] == '-'));
    if (uuid[i] != '-') CHECK(base::hex_value(made[i]) >= 0);
    if (uuid[i] != '-') CHECK(made[i] != uuid[i]);
  }
  CHECK(stand_in("Müller 7", kKey).size() == std::string("Müller 7").size());
  CHECK(stand_in("", kKey).empty());
  std::set<std::string> different;
  for (int i = 0; i < 1'000; ++i)
    different.insert(stand_in("99000000000" + std::to_string(1'000 + i), kKey));
  CHECK(different.size() == 1'000);
}

Recorded device_call() {
  Recorded recorded;
  recorded.url = "http://gateway/api/v2/DeviceService.svc";
  recorded.request =
      "<E><H><token>11111111-2222-4333-8444-555555555555</token></"
      "H><B><AccountName>0212345678-00001"
      "</AccountName><Kind>mdn</Kind><Identifier>5095551212</Identifier><FirstName>Ann</FirstName>"
      "<AddressLine1>1 Main St</AddressLine1><Key>DeviceId</Key><Value>123456789</Value></B></E>";
  Asked asked;
  asked.method = "GET";
  asked.path = "/m2m/v1/accounts/0212345678-00001";
  asked.body = R"({"deviceIds": [{"id": "5095551212", "kind": "mdn"}], "x": 8914800000080078})";
  asked.status = 200;
  asked.reply = R"({"accountName":"0212345678-00001"})";
  recorded.asked = {asked};
  recorded.status = 200;
  return recorded;
}

TEST_CASE("identifiers, names and addresses are scrubbed by choice, the same everywhere") {
  const auto plain = Scrubber(kKey).scrubbed(device_call());
  CHECK(plain.request.find("5095551212") != std::string::npos);
  CHECK(plain.request.find("11111111-2222") == std::string::npos);
  CHECK(plain.scrubbed == "secrets");
  const auto made = Scrubber(kKey, {true, true, true}).scrubbed(device_call());
  CHECK(made.scrubbed == "secrets,identifiers,names,addresses");
  for (const char* gone : {"5095551212", "0212345678-00001", "Ann", "1 Main St", "123456789"}) {
    CHECK(har_text({made}).find(gone) == std::string::npos);
  }
  const auto account = stand_in("0212345678-00001", kKey);
  CHECK(made.request.find(account) != std::string::npos);
  CHECK(made.asked[0].path == "/m2m/v1/accounts/" + account);
  CHECK(made.asked[0].reply == R"({"accountName":")" + account + "\"}");
  CHECK(made.request.find("<Kind>mdn</Kind>") != std::string::npos);
}

TEST_CASE("what is not sensitive keeps every byte") {
  const auto unchanged = [](const Place&, const std::string& value) { return value; };
  for (const char* text : {"<?xml version='1.0'?>\n<a x = 'y' xmlns:b=\"urn:b\"><!-- c "
                           "--><b:c/>&amp;&#65;<![CDATA[<x>]]></a>",
                           "<a><b>cut", "<", "<a b", "<a b=\"c"}) {
    CHECK(rewrite_xml(text, unchanged) == text);
  }
  for (const char* text : {R"({"a" : [1, -2.5e3, "x\u0041\n", {"b":null}], "c":true })", "[",
                           "{\"a", "{\"a\":\"b\\"}) {
    CHECK(rewrite_json(text, unchanged) == text);
  }
  CHECK(rewrite_form("a=b&c&d=%41+x&", unchanged) == "a=b&c&d=%41+x&");
}

TEST_CASE("callback URLs lose what may be a secret in them") {
  Recorded recorded;
  recorded.request =
      "<Url>https://me:pass%20word@receiver.example:9001/in/4f8c1c7e2a7b4f0e9d0c?k=v4lu3</Url>";
  recorded.status = 200;
  const auto made = Scrubber(kKey).scrubbed(std::move(recorded)).request;
  CHECK(made.starts_with("<Url>https://me:"));
  CHECK(made.find("@receiver.example:9001/in/") != std::string::npos);
  for (const char* gone : {"pass%20word", "4f8c1c7e2a7b4f0e9d0c", "v4lu3"}) {
    CHECK(made.find(gone) == std::string::npos);
  }
}

TEST_CASE("a body that cannot be searched is not kept") {
  Recorded recorded;
  recorded.request = std::string("<\0P\0", 4);
  CHECK(Scrubber(kKey).scrubbed(std::move(recorded)).request == kNotKept);
}

}  // namespace

TEST_CASE("a secret that is known does not stand in a document type or an instruction either") {
  Recorded recorded;
  recorded.request =
      "<?note words-of-mine?><!DOCTYPE x [<!ENTITY e 'words-of-mine'>]>"
      "<x><Password>words-of-mine</Password></x>";
  const auto scrubbed = Scrubber("key").scrubbed(recorded);
  CHECK(scrubbed.request.find("words-of-mine") == std::string::npos);
  CHECK(scrubbed.request.find("<!DOCTYPE x [<!ENTITY e '") != std::string::npos);
}
