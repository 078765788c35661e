#include "mapping/common/json.h"

#include <doctest/doctest.h>

using namespace uws;
using namespace uws::mapping;

namespace {

base::JsonDocument answer(std::string body) {
  return parse(RestReply{200, "application/json", std::move(body)}).value();
}

}  // namespace

TEST_CASE("a number read as text keeps its digits") {
  const base::JsonDocument value = answer(
      R"({"id":89148000000800784259,"n":-0,"e":1e3,"f":0.10000000000000000001,"w":7,"t":true})");
  Notes notes;
  JsonObject fields(value.root(), "", notes);
  CHECK(fields.text("id") == "89148000000800784259");
  CHECK(fields.text("n") == "-0");
  CHECK(fields.text("e") == "1e3");
  CHECK(fields.text("f") == "0.10000000000000000001");
  CHECK(fields.text("w") == "7");
  CHECK(fields.text("t") == "true");
}

TEST_CASE("whole numbers, however they are spelt") {
  const base::JsonDocument value = answer(
      R"({"a":7,"b":"8","c":1e3,"d":2.0,"z":-0,"s":"","big":89148000000800784259,"w":"1e3","t":true})");
  Notes notes;
  {
    JsonObject fields(value.root(), "", notes);
    CHECK(fields.integer("a") == 7);
    CHECK(fields.integer("b") == 8);
    CHECK(fields.integer("c") == 1000);
    CHECK(fields.integer("d") == 2);
    CHECK(fields.integer("z") == 0);
    CHECK(fields.integer("s") == std::nullopt);
    CHECK(notes.unmapped_paths.empty());
    CHECK(fields.integer("big") == std::nullopt);
    CHECK(fields.integer("w") == std::nullopt);
    CHECK(fields.integer("t") == std::nullopt);
  }
  CHECK(notes.unmapped_paths == std::vector<std::string>{"big", "w", "t"});
}

TEST_CASE("what nobody asked for is noted once, in its place") {
  const base::JsonDocument value =
      answer(R"({"list":[{"a":1,"b":2},{"b":3},null],"new":{"x":1},"gone":null})");
  Notes notes;
  {
    JsonObject fields(value.root(), "", notes);
    const JsonArray list = fields.array("list");
    REQUIRE(list.size() == 3);
    for (std::size_t i = 0; i < list.size(); ++i) list.object(i).text("a");
    CHECK_FALSE(fields.has("gone"));
    CHECK(fields.has("new"));
  }
  CHECK(notes.unmapped_paths == std::vector<std::string>{"list[].b", "new", "gone"});
}

TEST_CASE("an answer that is not JSON, or nested without end, is UnexpectedError") {
  for (const std::string& body :
       {std::string(), std::string("<html/>"), std::string("{\"a\":"), std::string(100'000, '[')}) {
    const auto parsed = parse(RestReply{200, "application/json", body});
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().code == "UnifiedWebService.REQUEST_FAILED.UnexpectedError");
  }
}
