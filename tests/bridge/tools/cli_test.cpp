#include "bridge/tools/cli.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "tests/bridge/config/temp_folder.h"

using uws::test::TempFolder;

namespace {

struct Ran {
  int code = -1;
  std::string out, err, served;
  std::vector<std::string> compared;
  std::string format = "text";
  bool brief = false;
};

Ran run(std::vector<const char*> arguments) {
  Ran ran;
  std::ostringstream out, err;
  uws::tools::Program program;
  program.out = &out;
  program.err = &err;
  program.serve = [&](const uws::config::Config& config) {
    ran.served = config.store.url;
    return 7;
  };
  program.commands.push_back({"compare", "Compare", [&](CLI::App& command) {
                                command.add_option("files", ran.compared)->required();
                                command.add_option("--format", ran.format, "How it looks");
                                command.add_flag("--short", ran.brief, "Less of it");
                                return [] { return 1; };
                              }});
  arguments.insert(arguments.begin(), "uws-bridge");
  ran.code = uws::tools::run(program, static_cast<int>(arguments.size()), arguments.data());
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

const std::string kGood = R"([callbacks]
public_url = "https://hooks.example.net"
[rest]
base_url = "https://rest.example.net/api"
token_url = "https://rest.example.net/token"
app_key = "key-of-the-app"
app_secret = "secret-of-the-app"
[store]
url = "sqlite:store.db"
)";

}  // namespace

TEST_CASE("--version and --help") {
  const auto version = run({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out == "uws-bridge " + uws::tools::version() + "\n");
  const auto help = run({"--help"});
  CHECK(help.code == 0);
  for (const auto* word : {"serve", "check-config", "compare"}) {
    CHECK(help.out.find(word) != std::string::npos);
  }
}

TEST_CASE("bad usage ends with 2 and says why on stderr") {
  for (const auto& arguments :
       std::vector<std::vector<const char*>>{{},
                                             {"serv"},
                                             {"serve", "--confg", "x"},
                                             {"serve", "--config"},
                                             {"compare"},
                                             {"compare", "a", "--formt", "json"}}) {
    const auto ran = run(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_FALSE(ran.err.empty());
    CHECK(ran.served.empty());
  }
}

TEST_CASE("serve hands over the configuration and returns what the gateway returned") {
  const TempFolder folder;
  const auto file = folder.write("good.toml", kGood);
  const auto ran = run({"serve", "--config", file.c_str()});
  CHECK(ran.code == 7);
  CHECK(ran.served == "sqlite:store.db");

  const auto bad_file = folder.write("bad.toml", kGood + "[admin]\nport = \"x\"\nprot = 2\n");
  const auto bad = run({"serve", "--config", bad_file.c_str()});
  CHECK(bad.code == 2);
  CHECK(bad.served.empty());
  CHECK(bad.err == bad_file +
                       ":11: [admin] port: must be a whole number from 0 to 65535, got \"x\"\n" +
                       bad_file + ":12: [admin] prot: is not a key of this table\n");
}

TEST_CASE("check-config shows the values without the secrets, or all problems") {
  const TempFolder folder;
  const auto file = folder.write("good.toml", kGood);
  const auto good = run({"check-config", "--config", file.c_str()});
  CHECK(good.code == 0);
  CHECK(good.out.starts_with("configuration ok\n"));
  CHECK(good.out.find("app_secret = (hidden)\n") != std::string::npos);
  CHECK(good.out.find("of-the-app") == std::string::npos);

  const auto missing = run({"check-config", "--config", "/nonexistent.toml"});
  CHECK(missing.code == 2);
  CHECK(missing.out.empty());
  CHECK(missing.err.starts_with("/nonexistent.toml: cannot be read\n"));
}

TEST_CASE("a further command gets its arguments, options and flags") {
  const auto plain = run({"compare", "a.wsdl"});
  CHECK(plain.code == 1);
  CHECK(plain.compared == std::vector<std::string>{"a.wsdl"});
  CHECK(plain.format == "text");
  CHECK_FALSE(plain.brief);
  const auto ran = run({"compare", "--short", "a.wsdl", "b.wsdl", "--format", "json"});
  CHECK(ran.code == 1);
  CHECK(ran.compared == std::vector<std::string>{"a.wsdl", "b.wsdl"});
  CHECK(ran.format == "json");
  CHECK(ran.brief);
  CHECK(run({"compare", "--help"}).out.find("How it looks") != std::string::npos);
}
