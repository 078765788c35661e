#pragma once
// The platform's side of a registration: where it sends webhooks, and how it proves itself.

#include <cstdint>
#include <string>
#include <vector>

#include "tests/e2e/stack.h"

namespace uws::test {

struct Hook {
  std::uint16_t port = 0;
  std::string path, username, password;
};

// The listeners registered for kAccount, as the simulator has them.
std::vector<Hook> registered_hooks(Stack& stack);

// POSTs `body` on a connection of its own; the status. Throws like RawClient.
int post_webhook(const Hook& hook, const std::string& body);

}  // namespace uws::test
