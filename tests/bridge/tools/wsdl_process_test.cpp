// uws-bridge wsdl-diff as an operator runs it.
#include <doctest/doctest.h>

#include "tests/bridge/tools/wsdl_copy.h"
#include "tests/support/process.h"

using uws::test::Process;
using uws::test::WsdlCopy;

TEST_CASE("the program compares the files it is given and ends with 0, 1 or 2") {
  const WsdlCopy copy;
  std::vector<std::string> arguments = copy.wsdls();
  arguments.insert(arguments.begin(), "wsdl-diff");
  Process same("uws-bridge", arguments);
  CHECK(same.wait_exit() == 0);
  CHECK(same.output() == WsdlCopy::no_differences());

  const std::string state = "StateService/StateService.wsdl";
  copy.replace(state, "IStateService/GoToState\"", "IStateService/Go\"");
  Process differs("uws-bridge", {"wsdl-diff", copy.path(state)});
  CHECK(differs.wait_exit() == 1);
  CHECK(differs.output().find("operation IStateService.GoToState\n  SOAPAction: ") !=
        std::string::npos);
  CHECK(differs.errors().empty());

  Process unreadable("uws-bridge", {"wsdl-diff", copy.path("none.wsdl")});
  CHECK(unreadable.wait_exit() == 2);
  CHECK(unreadable.errors() == copy.path("none.wsdl") + ": cannot be read\n");

  Process nothing("uws-bridge", {"wsdl-diff"});
  CHECK(nothing.wait_exit() == 2);
  CHECK(nothing.errors().find("wsdl") != std::string::npos);
}
