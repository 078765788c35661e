#include "bridge/callback/receiver_rules.h"

#include <doctest/doctest.h>

using namespace uws;
using callback::ReceiverRules;

namespace {

bool allows(const ReceiverRules& rules, const std::string& url) { return !rules.refusal(url); }

bool allows(const ReceiverRules& rules, const char* address, std::uint16_t port) {
  return !rules.refusal(*base::parse_ip(address), port);
}

}  // namespace

TEST_CASE("without settings callbacks go to public addresses, on the platform's ports") {
  const ReceiverRules rules({});
  for (const char* url :
       {"http://old.example.net/cb", "https://old.example.net/cb?x=1", "http://8.8.8.8/",
        "https://old.example.net:9001", "http://old.example.net:9006/", "http://h:28200/",
        "http://h:28220/", "http://h:50551/", "http://h:50559/", "http://[2600::1]:9001/cb",
        "http://h:/"}) {
    CAPTURE(url);
    CHECK(allows(rules, url));
  }
  for (const char* url : {"http://h:8080/",
                          "http://h:22/",
                          "http://h:9007/",
                          "http://h:0/",
                          "http://h:65536/",
                          "http://h:80x/",
                          "http://h:-80/",
                          "http://127.0.0.1/",
                          "http://10.1.2.3/",
                          "http://192.168.0.1/",
                          "http://169.254.169.254/latest",
                          "http://[::1]/",
                          "http://[fd00::1]/",
                          "http://[::ffff:10.0.0.1]/",
                          "http://[fe80::1%25eth0]/",
                          "http://0.0.0.0/",
                          "http://user@h/",
                          "http://user:word@h/",
                          "ftp://h/",
                          "gopher://h/",
                          "file:///etc/passwd",
                          "http:///x",
                          "http://",
                          "h/cb",
                          "",
                          "http://h/a b",
                          "http://h/a\tb",
                          "http://h/\r\nX: y",
                          "http://h/\x7f",
                          "http://[/"}) {
    CAPTURE(url);
    CHECK_FALSE(allows(rules, url));
  }
  CHECK_FALSE(allows(rules, "http://h/" + std::string(2'040, 'x')));
  CHECK(allows(rules, "http://h/" + std::string(2'039, 'x')));
  CHECK_FALSE(rules.refusal("http://h/\0x").has_value());
  CHECK(rules.refusal(std::string_view("http://h/\0x", 11)).has_value());
}

TEST_CASE("what the operator names is allowed, and nothing that never is") {
  const ReceiverRules rules({{"10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/0", "::/0"},
                             {"8080", "10000-10002"}});
  for (const char* url : {"http://10.1.2.3/", "http://127.0.0.1:8080/", "http://h:10000/",
                          "http://h:10002/", "http://192.168.1.1/", "http://[::1]:8080/"}) {
    CAPTURE(url);
    CHECK(allows(rules, url));
  }
  for (const char* url :
       {"http://h:10003/", "http://169.254.169.254/", "http://[fe80::1]/", "http://224.0.0.1/",
        "http://255.255.255.255/", "http://0.0.0.0/", "http://[::ffff:169.254.169.254]/"}) {
    CAPTURE(url);
    CHECK_FALSE(allows(rules, url));
  }
  const ReceiverRules narrow({{"10.0.0.0/8"}, {}});
  CHECK_FALSE(allows(narrow, "http://172.16.0.1/"));
}

TEST_CASE("an address is judged when it is called, whatever its name was") {
  const ReceiverRules rules({{"10.0.0.0/8"}, {}});
  CHECK(allows(rules, "93.184.216.34", 80));
  CHECK(allows(rules, "10.9.9.9", 443));
  CHECK_FALSE(allows(rules, "10.9.9.9", 22));
  CHECK_FALSE(allows(rules, "127.0.0.1", 80));
  CHECK_FALSE(allows(rules, "::ffff:127.0.0.1", 80));
  CHECK_FALSE(allows(rules, "169.254.169.254", 80));
}

TEST_CASE("no callback goes to the gateway's own listeners") {
  ReceiverRules rules({{"127.0.0.0/8", "10.0.0.0/8", "::1"}, {"1-65535"}});
  rules.never_call(*base::parse_ip("127.0.0.1"), 8080);
  rules.never_call(*base::parse_ip("0.0.0.0"), 9001);
  CHECK_FALSE(allows(rules, "http://127.0.0.1:8080/"));
  CHECK_FALSE(allows(rules, "::ffff:127.0.0.1", 8080));
  CHECK(allows(rules, "http://127.0.0.2:8080/"));
  CHECK(allows(rules, "http://127.0.0.1:8081/"));
  CHECK_FALSE(allows(rules, "http://127.0.0.1:9001/"));
  CHECK_FALSE(allows(rules, "http://127.5.5.5:9001/"));
  CHECK_FALSE(allows(rules, "http://[::1]:9001/"));
  CHECK(allows(rules, "http://10.99.98.97:9001/"));
}

TEST_CASE("what is a port, or a range of them") {
  for (const char* good : {"1", "80", "65535", "80-81", "9000-9000"}) {
    CHECK(callback::is_port_range(good));
  }
  for (const char* bad : {"", "0", "65536", "80-", "-80", "81-80", "a", "80 ", "1-2-3", "+80"}) {
    CAPTURE(bad);
    CHECK_FALSE(callback::is_port_range(bad));
  }
}
