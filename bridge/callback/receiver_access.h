#pragma once
// What single receivers need to be called: an older TLS, a header, a password, a certificate.

#include <map>
#include <string>
#include <string_view>

#include "bridge/callback/settings.h"
#include "bridge/http/client.h"

namespace uws::callback {

// "host:8443", as the tables of [relay.auth] name a receiver.
bool is_receiver_name(std::string_view text);

// Any thread; must outlive the calls it was applied to.
class ReceiverAccess {
 public:
  explicit ReceiverAccess(const AccessSettings& settings);

  // Gives `call` what the receiver of its URL needs. Its TLS is Mozilla intermediate or, for the
  // receivers named so, legacy: true.
  bool apply(http::ClientCall& call) const;

 private:
  struct Needs {
    http::ClientTls tls;
    std::string header, value, authorization;
  };
  const http::ClientTls intermediate_{};
  std::map<std::string, Needs> needs_;
};

}  // namespace uws::callback
