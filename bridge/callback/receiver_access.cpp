#include "bridge/callback/receiver_access.h"

#include "base/base64.h"
#include "base/text.h"
#include "bridge/callback/receiver_rules.h"
#include "bridge/store/receiver.h"

namespace uws::callback {
namespace {

// "host:443" of an address.
std::string name_of_url(std::string_view url) {
  const auto receiver = store::receiver_of(url);
  const auto start = receiver.find("://");
  return start == std::string::npos ? receiver : receiver.substr(start + 3);
}

}  // namespace

bool is_receiver_name(std::string_view text) {
  const auto colon = text.rfind(':');
  return colon != std::string_view::npos && colon > 0 &&
         text.find_first_of(" \t/@") == std::string_view::npos &&
         is_port_range(text.substr(colon + 1)) && text.find('-', colon) == std::string_view::npos;
}

ReceiverAccess::ReceiverAccess(const AccessSettings& settings) {
  const auto of = [this](const std::string& name) -> Needs& { return needs_[base::lower(name)]; };
  for (const auto& name : settings.legacy_tls) of(name).tls.level = http::TlsLevel::legacy;
  for (const auto& [name, header] : settings.header) {
    const auto colon = header.find(':');
    of(name).header = base::trimmed(header.substr(0, colon));
    of(name).value = base::trimmed(header.substr(colon + 1));
  }
  for (const auto& [name, words] : settings.basic) {
    of(name).authorization = "Basic " + base::to_base64(words);
  }
  for (const auto& [name, file] : settings.certificate) {
    of(name).tls.certificate = file;
    of(name).tls.key = file;
  }
}

bool ReceiverAccess::apply(http::ClientCall& call) const {
  call.tls = &intermediate_;
  if (needs_.empty()) return false;
  const auto found = needs_.find(name_of_url(call.url));
  if (found == needs_.end()) return false;
  const auto& needs = found->second;
  call.tls = &needs.tls;
  if (!needs.header.empty()) call.headers.add(needs.header, needs.value);
  if (!needs.authorization.empty()) call.headers.add("Authorization", needs.authorization);
  return needs.tls.level == http::TlsLevel::legacy && call.url.starts_with("https:");
}

}  // namespace uws::callback
