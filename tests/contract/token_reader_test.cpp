// What gSOAP's deserializers may ask of the tokens.

#include "contract/token_reader.h"

#include <doctest/doctest.h>

#include <string>

using namespace uws::contract;
using Begun = TokenReader::Begun;

namespace {

const Wrapper& move_device() { return *find_wrapper("MoveDevice"); }
const Shape& input() { return *move_device().type->members[0].type; }
const Member& member(const char* name) { return *input().find(name); }

}  // namespace

TEST_CASE("an element is begun by its name only, as often as is asked, and its text read once") {
  Tokens tokens;
  tokens.begin(nullptr);
  tokens.begin(&move_device().type->members[0]);
  tokens.value(member("AccountName"), "0212345678-00001");
  tokens.nil(member("ServicePlan"));
  tokens.open_value();
  tokens.append("in ");
  tokens.append("pieces");
  tokens.close_value(member("DeviceGroupName"));
  tokens.end();
  tokens.end();

  TokenReader reader;
  reader.start(tokens);
  CHECK(reader.begin(nullptr) == Begun::content);
  CHECK(reader.begin("v2:Output") == Begun::mismatch);
  CHECK(reader.begin("v2:Input") == Begun::content);
  CHECK(std::string(reader.text()).empty());
  CHECK(reader.begin("carrier:ServicePlan") == Begun::mismatch);
  CHECK(reader.begin("carrier:AccountName") == Begun::content);
  reader.revert();
  CHECK(reader.begin("carrier:AccountName") == Begun::content);
  CHECK(std::string(reader.text()) == "0212345678-00001");
  CHECK(reader.end());
  CHECK(reader.begin("carrier:ServicePlan") == Begun::nil);
  CHECK_FALSE(reader.at_end());
  CHECK_FALSE(reader.end());  // another element stands there
  CHECK(reader.begin("carrier:DeviceGroupName") == Begun::content);
  CHECK(std::string(reader.text()) == "in pieces");
  CHECK(reader.end());
  CHECK(reader.at_end());
  CHECK(reader.begin("carrier:CustomFields") == Begun::no_element);
  CHECK(reader.end());
  CHECK(reader.end());
  CHECK(reader.at_end());
  CHECK_FALSE(reader.end());
}

TEST_CASE("nothing of a message is left for the next, not even the room of a big one") {
  Tokens tokens;
  const std::string big(1'000'000, 'x');
  tokens.begin(nullptr);
  tokens.value(member("ServicePlan"), big);
  CHECK(tokens.text_of(tokens.all().back()) == big);
  CHECK(tokens.text_bytes() == big.size() + 1);
  tokens.clear();
  CHECK(tokens.empty());
  CHECK(tokens.text_bytes() == 0);
  TokenReader reader;
  reader.start(tokens);
  CHECK(reader.begin(nullptr) == Begun::no_element);
}
