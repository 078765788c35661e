#include <iostream>

#include "bridge/gateway.h"
#include "bridge/tools/cli.h"
#include "bridge/tools/wsdl_diff.h"

int main(int argc, char** argv) {
  uws::tools::Program program;
  program.serve = uws::serve;
  program.commands.push_back(
      {.name = "wsdl-diff",
       .summary = "Compare WSDL files with the contract of this program",
       .arguments = {},
       .run = [](const auto& files) { return uws::tools::wsdl_diff(files, std::cout, std::cerr); },
       .more = "wsdl"});
  return uws::tools::run(program, argc, argv);
}
