#include "bridge/config/config.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "bridge/config/config_keys.h"
#include "tests/bridge/config/config_texts.h"

using namespace std::chrono_literals;
using uws::config::Environment;
using uws::config::load_config;
using uws::config::Problems;
using uws::test::kMinimal;
using uws::test::only_problem;
using uws::test::problems_of;
using uws::test::TempFolder;

namespace {

const std::string kTlsTables = R"([tls]
certificate = "/dev/null"
key = "/dev/null"
client_ca = "/dev/null"
client_auth = "optional"
[legacy_tls]
certificate = "/dev/null"
key = "/dev/null"
)";

}  // namespace

TEST_CASE("a file with the required keys loads, everything else has its default") {
  const TempFolder folder;
  const auto config = load_config(folder.write("c.toml", kMinimal), {});
  REQUIRE(config.has_value());
  CHECK(config->rest.app_secret == "secret-of-the-app");
  CHECK(config->listen.address == "127.0.0.1");
  CHECK(config->listen.port == 8080);
  CHECK(config->callbacks.port == 9001);
  CHECK(config->admin.port == 9090);
  CHECK(config->rest.timeout == 50s);
  CHECK(config->rest.go_to_state_path == "goToState");
  CHECK(config->relay.double_data("CarrierService"));
  CHECK_FALSE(config->relay.double_data("PromoChange"));
}

TEST_CASE("every kind of value is read from TOML") {
  const TempFolder folder;
  const auto config = load_config(folder.write("c.toml", kMinimal + R"(
[listen]
address = "::1"
port = 0
trusted_proxies = ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"]
threads = 3
[callbacks.data]
CarrierService = "single"
PromoChange = "double"
[contract]
strict_order = true
max_response_bytes = 65536
[relay]
retry_schedule = ["250ms", "2m"]
give_up_after = "36h"
[log]
format = "json"
)"),
                                  {});
  REQUIRE(config.has_value());
  CHECK(config->listen.address == "::1");
  CHECK(config->listen.port == 0);
  CHECK(config->listen.trusted_proxies ==
        std::vector<std::string>{"10.0.0.0/8", "2001:db8::/32", "192.0.2.7"});
  CHECK(config->listen.threads == 3);
  CHECK_FALSE(config->relay.double_data("CarrierService"));
  CHECK(config->relay.double_data("PromoChange"));
  CHECK(config->contract.strict_order);
  CHECK(config->contract.max_response_bytes == 65536);
  CHECK(config->relay.retry_schedule == uws::callback::Waits{250ms, 2min});
  CHECK(config->relay.give_up_after == 36h);
  CHECK(config->log.format == "json");
}

TEST_CASE("the environment wins over the file and may stand alone") {
  const TempFolder folder;
  const auto file = folder.write("c.toml", kMinimal);
  const auto config =
      load_config(file, {{"UWS_REST_TIMEOUT_MS", "1500"},
                         {"UWS_REST_APP_SECRET", "other-secret"},
                         {"UWS_REST_GO_TO_STATE_PATH", "gotostate"},
                         {"UWS_LISTEN_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16"},
                         {"UWS_CALLBACKS_DATA", "PromoChange=double,CarrierService=single"},
                         {"UWS_CONTRACT_STRICT_ORDER", "true"},
                         {"UWS_BRIDGE_SERVICE_HOST", "10.2.3.4"}});
  REQUIRE(config.has_value());
  CHECK(config->rest.timeout == 1500ms);
  CHECK(config->rest.go_to_state_path == "gotostate");
  CHECK(config->rest.app_secret == "other-secret");
  CHECK(config->listen.trusted_proxies == std::vector<std::string>{"10.0.0.1", "10.1.0.0/16"});
  CHECK(config->relay.double_data("PromoChange"));
  CHECK_FALSE(config->relay.double_data("CarrierService"));
  CHECK(config->contract.strict_order);

  const auto alone = load_config("", {{"UWS_CALLBACKS_PUBLIC_URL", "http://127.0.0.1:9001"},
                                      {"UWS_REST_BASE_URL", "http://127.0.0.1:1/api"},
                                      {"UWS_REST_TOKEN_URL", "http://127.0.0.1:1/token"},
                                      {"UWS_REST_APP_KEY", "k"},
                                      {"UWS_REST_APP_SECRET", "s"},
                                      {"UWS_STORE_URL", "sqlite:x.db"}});
  CHECK(alone.has_value());
}

TEST_CASE("bad values are refused with file, line and key") {
  const auto tail = [](const std::string& text) { return kMinimal + text; };
  CHECK(only_problem(tail("[limits]\nbody_timeout_ms = \"abc\"\n")) ==
        "config.toml:11: [limits] body_timeout_ms: must be a whole number of milliseconds from 100 "
        "to 600000, got \"abc\"");
  CHECK(only_problem(tail("[listen]\n\nport = 65536\n")) ==
        "config.toml:12: [listen] port: must be a whole number from 0 to 65535, got 65536");
  CHECK(only_problem(tail("[listen]\nport = -1\n")).ends_with("got -1"));
  CHECK(only_problem(tail("[listen]\nport = 80.5\n")).ends_with("got 80.5"));
  CHECK(only_problem(tail("[listen]\nport = \"8080\"\n")).ends_with("got \"8080\""));
  CHECK(only_problem(tail("[listen]\naddress = \"localhost\"\n")) ==
        "config.toml:11: [listen] address: must be an IPv4 or IPv6 address, got \"localhost\"");
  CHECK(only_problem(tail("[listen]\npublic_url = \"ftp://x\"\n")).find("http://") !=
        std::string::npos);
  CHECK(only_problem(tail("[listen]\ntrusted_proxies = [\"10.0.0.0/33\"]\n")) ==
        "config.toml:11: [listen] trusted_proxies: each must be an address or a block such as "
        "10.0.0.0/8, got \"10.0.0.0/33\"");
  CHECK(only_problem(tail("[listen]\ntrusted_proxies = [1]\n")).ends_with("got a list"));
  CHECK(only_problem(tail("[contract]\nstrict_order = 1\n")) ==
        "config.toml:11: [contract] strict_order: must be true or false, got 1");
  CHECK(only_problem(tail("[log]\nlevel = \"loud\"\n")) ==
        "config.toml:11: [log] level: must be \"debug\", \"info\", \"warn\" or \"error\", got "
        "\"loud\"");
  CHECK(only_problem(kMinimal, {{"UWS_REST_GO_TO_STATE_PATH", "GoToState"}}) ==
        "environment UWS_REST_GO_TO_STATE_PATH: [rest] go_to_state_path: must be \"goToState\" or "
        "\"gotostate\", got \"GoToState\"");
  CHECK(only_problem(tail("[log]\nlevel = 2024-05-01\n")).ends_with("got 2024-05-01"));
  CHECK(only_problem(tail("[callbacks.data]\nPromoChange = \"twice\"\n"))
            .starts_with("config.toml:11: [callbacks.data] PromoChange: must be the name of"));
  CHECK(only_problem(tail("[callbacks.data]\nPromoChanges = \"double\"\n"))
            .starts_with("config.toml:11: [callbacks.data] PromoChanges: "));
  CHECK(only_problem(tail("[relay]\nmax_retry_ms = 20\n")) ==
        "config.toml:11: [relay] max_retry_ms: is now retry_schedule, a list such as [\"5s\", "
        "\"30s\", \"2m\"]");
  CHECK(only_problem(tail("[relay]\nmax_attempts = 20\n"))
            .starts_with("config.toml:11: [relay] max_attempts: is now message_attempts"));
  CHECK(only_problem(kMinimal, {{"UWS_RELAY_FIRST_RETRY_MS", "5"}})
            .starts_with("environment UWS_RELAY_FIRST_RETRY_MS: is now retry_schedule"));
  CHECK(only_problem(tail("[relay]\nretry_schedule = [\"5s\", \"5\"]\n")) ==
        "config.toml:11: [relay] retry_schedule: each must be a time from 1ms to 7d such as "
        "\"30s\", \"2m\" or \"7d\", got \"5\"");
  CHECK(only_problem(tail("[relay]\nretry_schedule = []\n")) ==
        "config.toml:11: [relay] retry_schedule: must be a list of times such as \"30s\", got a "
        "list");
  CHECK(only_problem(tail("[relay]\ngive_up_after = \"100d\"\n")) ==
        "config.toml:11: [relay] give_up_after: must be a time from 10ms to 90d such as \"30s\", "
        "\"2m\" or \"7d\", got \"100d\"");
  CHECK(
      only_problem(tail("[relay]\nconcurrency = 65\n"))
          .starts_with("config.toml:11: [relay] concurrency: must be a whole number from 1 to 64"));
  CHECK(
      only_problem(kMinimal, {{"UWS_REST_TIMEOUT_MS", "55000"}}) ==
      "environment UWS_REST_TIMEOUT_MS: [rest] timeout_ms: must be a whole number of milliseconds "
      "from 1 to 54000, got \"55000\"");
}

TEST_CASE("what no key or table is called is refused") {
  CHECK(only_problem(kMinimal + "[listen]\nprot = 1\n") ==
        "config.toml:11: [listen] prot: is not a key of this table");
  CHECK(only_problem(kMinimal + "[lissten]\nport = 1\n") ==
        "config.toml:10: [lissten] is not a known table");
  CHECK(only_problem("port = 1\n" + kMinimal) ==
        "config.toml:1: port: stands outside of any table");
  CHECK(only_problem(kMinimal + "[listen]\naddress_file = \"x\"\n") ==
        "config.toml:11: [listen] address_file: is not a key of this table");
  CHECK(only_problem(kMinimal, {{"UWS_REST_TIMEOUT", "1"}}) ==
        "environment UWS_REST_TIMEOUT: does not name a key");
}

TEST_CASE("broken TOML and a missing file say where") {
  const auto broken =
      only_problem(kMinimal + "[listen]\nport = = 1\n", {{"UWS_CALLBACKS_PUBLIC_URL", "http://h"},
                                                         {"UWS_REST_BASE_URL", "http://h"},
                                                         {"UWS_REST_TOKEN_URL", "http://h"},
                                                         {"UWS_REST_APP_KEY", "k"},
                                                         {"UWS_REST_APP_SECRET", "s"},
                                                         {"UWS_STORE_URL", "sqlite:x"}});
  CHECK(broken.starts_with("config.toml:11: "));
  const auto missing = load_config("/nonexistent/uws.toml", {});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().front() == "/nonexistent/uws.toml: cannot be read");
}

TEST_CASE("all problems are reported at once, missing keys by name") {
  const auto problems = problems_of("[listen]\nport = \"x\"\nprot = 1\n[rest]\napp_key = 5\n");
  CHECK(problems ==
        Problems{"config.toml:2: [listen] port: must be a whole number from 0 to 65535, got \"x\"",
                 "config.toml:3: [listen] prot: is not a key of this table",
                 "config.toml:5: [rest] app_key: must be a text that is not empty",
                 "config.toml: [rest] base_url: is required; set it here or as UWS_REST_BASE_URL",
                 "config.toml: [rest] token_url: is required; set it here or as UWS_REST_TOKEN_URL",
                 "config.toml: [rest] app_secret: is required; set it here or as "
                 "UWS_REST_APP_SECRET",
                 "config.toml: [store] url: is required; set it here or as UWS_STORE_URL"});
}

TEST_CASE("every row of the description can be set from the environment") {
  for (const auto& key : uws::config::config_keys()) {
    const auto name = uws::config::environment_name(key);
    CAPTURE(name);
    CHECK(name.starts_with("UWS_"));
    CHECK(std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; }));
    const auto problems = problems_of(kMinimal + kTlsTables, {{name, "\x01"}});
    const auto* rule = std::get_if<uws::config::Rule>(&key.check);
    const bool any_text = rule != nullptr && rule->says == "a text that is not empty";
    CHECK(problems.size() == (any_text ? 0 : 1));
  }
}

TEST_CASE("a TLS table is there as a whole or not at all") {
  const TempFolder folder;
  const auto without = load_config(folder.write("c.toml", kMinimal), {});
  REQUIRE(without.has_value());
  CHECK_FALSE(without->tls.wanted());
  CHECK_FALSE(without->legacy_tls.wanted());
  CHECK(uws::config::show_config(*without).find("tls]") == std::string::npos);
  const auto both = load_config(folder.write("d.toml", kMinimal + kTlsTables), {});
  REQUIRE(both.has_value());
  CHECK(both->tls.wanted());
  CHECK(both->tls.port == 8443);
  CHECK(both->tls.client_auth == uws::http::ClientAuth::optional);
  CHECK(both->legacy_tls.wanted());
  CHECK(both->legacy_tls.port == 8444);
  const auto shown = uws::config::show_config(*both);
  CHECK(shown.find("[tls]\naddress = \"127.0.0.1\"\nport = 8443\n") != std::string::npos);
  CHECK(shown.find("[legacy_tls]\n") != std::string::npos);

  CHECK(problems_of(kMinimal + "[tls]\n") ==
        Problems{"config.toml: [tls] certificate: is required in this table; set it here or as "
                 "UWS_TLS_CERTIFICATE",
                 "config.toml: [tls] key: is required in this table; set it here or as "
                 "UWS_TLS_KEY"});
  CHECK(only_problem(kMinimal, {{"UWS_LEGACY_TLS_CERTIFICATE", "/dev/null"}}) ==
        "config.toml: [legacy_tls] key: is required in this table; set it here or as "
        "UWS_LEGACY_TLS_KEY");
  const auto table =
      kMinimal + "[tls]\ncertificate = \"/dev/null\"\nkey = \"/dev/null\"\nclient_auth = ";
  CHECK(only_problem(table + "\"required\"\n") ==
        "config.toml: [tls] client_auth: needs client_ca");
  CHECK(only_problem(table + "\"maybe\"\n") ==
        "config.toml:13: [tls] client_auth: must be \"none\", \"optional\" or \"required\", got "
        "\"maybe\"");
}

TEST_CASE("files that are needed must be there") {
  CHECK(only_problem(kMinimal + "[relay]\nca_file = \"/nonexistent/ca.pem\"\n") ==
        "config.toml:11: [relay] ca_file: must be a file that can be read, got "
        "\"/nonexistent/ca.pem\"");
  CHECK(only_problem(kMinimal + "[tls]\ncertificate = \"/dev/null\"\nkey = \"/nonexistent\"\n") ==
        "config.toml:12: [tls] key: must be a file that can be read, got \"/nonexistent\"");
}

TEST_CASE("the plain listener can be closed where there is one with TLS") {
  const TempFolder folder;
  const auto config = load_config(
      folder.write("c.toml", kMinimal + kTlsTables + "[listen]\nenabled = false\n"), {});
  REQUIRE(config.has_value());
  CHECK_FALSE(config->listen.enabled);
  CHECK(only_problem(kMinimal + "[listen]\nport = 1\nenabled = false\n") ==
        "config.toml:12: [listen] enabled: false needs a [tls] or [legacy_tls] table");
  CHECK(only_problem(kMinimal, {{"UWS_LISTEN_ENABLED", "false"}}) ==
        "environment UWS_LISTEN_ENABLED: [listen] enabled: false needs a [tls] or [legacy_tls] "
        "table");
}
