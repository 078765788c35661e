// The callback half of the gateway as a process that a test kills.
//
//   relay_child DB-FILE [RECEIVER-URL]
//
// With a receiver it registers it first and prints "registered PATH USERNAME PASSWORD", where PATH
// is the webhook's path. Then prints "listening webhooks 127.0.0.1:N" and serves until it is
// killed.

#include <unistd.h>

#include <iostream>
#include <string>

#include "tests/bridge/callback/gateway.h"

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    uws::test::Gateway gateway(argv[1], uws::test::quick_relay());
    if (argc > 2) {
      const auto made = gateway.add_registration("CarrierService", argv[2]);
      std::cout << "registered " << made.callback_url.substr(gateway.public_url().size()) << ' '
                << made.callback_username << ' ' << made.callback_password << '\n';
    }
    std::cout << "listening webhooks 127.0.0.1:" << gateway.port() << std::endl;
    for (;;) ::pause();
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
