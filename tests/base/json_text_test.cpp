#include "base/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using uws::base::JsonText;

TEST_CASE("values are written as JSON spells them") {
  CHECK(JsonText().dump() == "null");
  CHECK(JsonText(nullptr).dump() == "null");
  CHECK(JsonText(true).dump() == "true");
  CHECK(JsonText(-7).dump() == "-7");
  CHECK(JsonText(9'007'199'254'740'993LL).dump() == "9007199254740993");
  CHECK(JsonText("").dump() == "\"\"");
  CHECK(JsonText::object().dump() == "{}");
  CHECK(JsonText::array().dump() == "[]");
}

TEST_CASE("objects and lists in one another, in the order they were put in") {
  JsonText body{{"z", JsonText(1)}, {"list", JsonText::array({JsonText("a"), JsonText()})}};
  body["a"] = JsonText{{"b", JsonText(false)}};
  body.put_string("s", "t");
  CHECK(body.dump() == R"({"z":1,"list":["a",null],"a":{"b":false},"s":"t"})");
  CHECK(body.size() == 4);
  JsonText list;
  list.push_back(body);
  list.push_back(JsonText::array());
  CHECK(list.size() == 2);
  CHECK(nlohmann::json::parse(list.dump())[0]["a"]["b"] == false);
}

TEST_CASE("empty is what holds nothing") {
  CHECK(JsonText().empty());
  CHECK(JsonText::object().empty());
  CHECK(JsonText::array().empty());
  CHECK_FALSE(JsonText("").empty());
  CHECK_FALSE(JsonText(0).empty());
  CHECK_FALSE(JsonText::array({JsonText()}).empty());
}

TEST_CASE("any bytes in a name or a text are valid JSON, and the same to who reads them") {
  std::string all;
  for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
  all += "\u00e9\u2028\U0001F600";
  JsonText body = JsonText::object();
  body.put_string(all, all);
  const auto read = nlohmann::json::parse(body.dump());
  CHECK(read.at(all) == all);
  CHECK(JsonText("\"\\/\b\f\n\r\t\x01\x7f").dump() == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"");
  for (const char* bad : {"a\xFFz", "a\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    CHECK(nlohmann::json::accept(JsonText(bad).dump()));
  }
  CHECK(JsonText("a\xFFz").dump() == "\"a\uFFFDz\"");
}
