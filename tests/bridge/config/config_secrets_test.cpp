// What is secret: where it may stand, and where it must not be seen.

#include <doctest/doctest.h>

#include <algorithm>

#include "bridge/config/config_keys.h"
#include "tests/bridge/config/config_texts.h"

using uws::test::kMinimal;
using uws::test::load_config;
using uws::test::only_problem;
using uws::test::Problems;
using uws::test::problems_of;
using uws::test::TempFolder;

TEST_CASE("tables within tables name receivers, and hide what they are told") {
  const TempFolder folder;
  const auto pem = folder.write("client.pem", "a certificate");
  const auto config = load_config(folder.write("c.toml", kMinimal + R"(
[relay]
allow_cidrs = ["10.0.0.0/8"]
allow_ports = ["8080", "9000-9100"]
[relay.legacy_tls]
receivers = ["old.example.net:443"]
[relay.auth.header]
"old.example.net:443" = "X-Key: word-of-the-header"
[relay.auth.basic]
"other.example.net:9001" = "me:word-of-basic"
[relay.auth]
certificate = { "other.example.net:9001" = ")" + pem + "\" }\n"),
                                  {});
  for (const auto& problem : config ? Problems{} : config.error()) FAIL_CHECK(problem);
  REQUIRE(config.has_value());
  CHECK(config->relay.receivers.allow_ports == std::vector<std::string>{"8080", "9000-9100"});
  CHECK(config->relay.access.legacy_tls == std::vector<std::string>{"old.example.net:443"});
  CHECK(config->relay.access.header.at("old.example.net:443") == "X-Key: word-of-the-header");
  CHECK(config->relay.access.certificate.at("other.example.net:9001") == pem);
  const auto secrets = uws::config::secrets_of(*config);
  for (const char* word : {"word-of-the-header", "word-of-basic"}) {
    CHECK(std::ranges::find(secrets, word) != secrets.end());
    CHECK(uws::config::show_config(*config).find(word) == std::string::npos);
  }
  CHECK(only_problem(kMinimal + "[relay.auth.basic]\n\"host\" = \"me:word\"\n") ==
        "config.toml:11: [relay.auth.basic] host: must be a receiver such as \"host:8443\" with "
        "\"user:password\"");
  CHECK(only_problem(kMinimal + "[relay.auth]\nkerberos = 1\n") ==
        "config.toml:11: [relay.auth] kerberos: is not a key of this table");
  CHECK(only_problem(kMinimal + "[relay]\nallow_ports = [\"0\"]\n") ==
        "config.toml:11: [relay] allow_ports: each must be a port such as 8080 or a range such as "
        "9000-9100, got \"0\"");
}

TEST_CASE("a secret may be the first line of a file, named in the file or the environment") {
  const TempFolder folder;
  const auto secret_file = folder.write("secret", "  from-a-file \r\nsecond line\n");
  auto toml = kMinimal;
  const std::string given = "app_secret = \"secret-of-the-app\"";
  toml.replace(toml.find(given), given.size(), "app_secret_file = \"" + secret_file + "\"");
  const auto config = load_config(folder.write("c.toml", toml), {});
  REQUIRE(config.has_value());
  CHECK(config->rest.app_secret == "from-a-file");

  const auto over =
      load_config(folder.write("d.toml", kMinimal), {{"UWS_REST_APP_SECRET_FILE", secret_file}});
  REQUIRE(over.has_value());
  CHECK(over->rest.app_secret == "from-a-file");
}

TEST_CASE("secrets given wrongly are named, their values are not repeated") {
  const TempFolder folder;
  const auto empty = folder.write("empty", "");
  CHECK(only_problem(kMinimal, {{"UWS_REST_APP_KEY_FILE", empty}}) ==
        "environment UWS_REST_APP_KEY_FILE: [rest] app_key_file: cannot read a first line from \"" +
            empty + "\"");
  CHECK(only_problem(kMinimal, {{"UWS_REST_APP_KEY", "a-key"}, {"UWS_REST_APP_KEY_FILE", empty}}) ==
        "environment: [rest] app_key: set UWS_REST_APP_KEY or UWS_REST_APP_KEY_FILE, not both");
  auto twice = kMinimal;
  twice.insert(twice.find("app_secret"),
               "app_secret_file = \"" + folder.write("s", "other\n") + "\"\n");
  CHECK(only_problem(twice) ==
        "config.toml:8: [rest] app_secret: give app_secret or app_secret_file, not both");
  const auto number = only_problem(kMinimal, {{"UWS_REST_APP_SECRET", ""}});
  CHECK(number ==
        "environment UWS_REST_APP_SECRET: [rest] app_secret: must be a text that is not "
        "empty");
}

TEST_CASE("the shown configuration hides secrets, and is a configuration but for them") {
  const TempFolder folder;
  const auto config = load_config(folder.write("c.toml", kMinimal), {});
  REQUIRE(config.has_value());
  const auto text = uws::config::show_config(*config);
  CHECK(text.find("secret-of-the-app") == std::string::npos);
  CHECK(text.find("key-of-the-app") == std::string::npos);
  CHECK(text.find("timeout_ms = 50000") != std::string::npos);
  CHECK(text.find("# public_url is not set\n") != std::string::npos);
  CHECK(text.find("data = { CarrierService = \"double\" }") != std::string::npos);

  std::string again = text;
  for (auto at = again.find("(hidden)"); at != std::string::npos; at = again.find("(hidden)")) {
    again.replace(at, 8, "\"x\"");
  }
  const auto reread = load_config(folder.write("again.toml", again), {});
  for (const auto& problem : reread ? Problems{} : reread.error()) FAIL_CHECK(problem);
}

TEST_CASE("the operator's token is a secret that need not be given") {
  const TempFolder folder;
  const auto without = load_config(folder.write("c.toml", kMinimal), {});
  REQUIRE(without.has_value());
  CHECK(without->admin.token.empty());
  CHECK(uws::config::show_config(*without).find("# token is not set\n") != std::string::npos);
  const auto file = folder.write("token", "a-token-of-this-test\n");
  const auto with = load_config(
      folder.write("d.toml", kMinimal + "[admin]\ntoken_file = \"" + file + "\"\n"), {});
  REQUIRE(with.has_value());
  CHECK(with->admin.token == "a-token-of-this-test");
  const auto shown = uws::config::show_config(*with);
  CHECK(shown.find("token = (hidden)\n") != std::string::npos);
  CHECK(shown.find("a-token-of-this-test") == std::string::npos);
  CHECK(only_problem(kMinimal + "[admin]\ntoken = \"too-short\"\n") ==
        "config.toml:11: [admin] token: must be 16 or more ASCII characters without spaces");
  CHECK(only_problem(kMinimal + "[admin]\nhosts = [\"a.example:80\"]\n") ==
        "config.toml:11: [admin] hosts: each must be a host name or an address, without port, got "
        "\"a.example:80\"");
}
