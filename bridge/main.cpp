#include "bridge/gateway.h"
#include "bridge/ops/cli.h"

int main(int argc, char** argv) {
  uws::ops::Program program;
  program.serve = uws::serve;
  return uws::ops::run(program, argc, argv);
}
