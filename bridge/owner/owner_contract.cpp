#include "bridge/owner/owner_contract.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "contract/match_callbacks.h"
#include "contract/service_path.h"
#include "mapping/callback/elements.h"

namespace uws::owner {
namespace {

// The built-in service an operation of the owner's belongs to; null = none.
const contract::Service* service_of(const contract::Plan& plan,
                                    const contract::Operation& operation) {
  for (const auto& service : contract::services()) {
    for (const auto& ours : service.operations) {
      const auto* bound = plan.find(ours.name);
      if (bound != nullptr && bound->action == operation.action) return &service;
    }
  }
  return nullptr;
}

void assign_documents(OwnerContract& made) {
  for (const auto& wsdl : made.files.wsdls) {
    for (const auto& operation : wsdl.operations) {
      const auto* service = service_of(made.plan(), operation);
      if (service == nullptr) continue;
      const auto [known, fresh] =
          made.documents.emplace(std::string(service->name), &wsdl.documents);
      const bool named = contract::find_service(operation.service) == service;
      if (!fresh && named) known->second = &wsdl.documents;
    }
  }
}

// The path of a port's address, as it is spelt; empty: it names no place of its own.
std::string path_of(std::string_view address) {
  const auto rest = base::split_url(address).rest;
  return std::string(base::without_final_slash(rest.substr(0, rest.find_first_of("?#"))));
}

// Where two services share a path, the first has it: any of them accepts every operation.
void assign_places(OwnerContract& made) {
  for (const auto& wsdl : made.files.wsdls) {
    for (const auto& operation : wsdl.operations) {
      const auto* service = service_of(made.plan(), operation);
      if (service == nullptr) continue;
      const auto [first, last] = wsdl.addresses.equal_range(operation.service);
      for (auto port = first; port != last; ++port) {
        const auto spelt = path_of(port->second);
        const bool usual = base::same_no_case(spelt, contract::service_path(service->name));
        if (spelt.empty() || usual) continue;
        made.places.emplace(base::percent_decoded(spelt),
                            OwnerContract::Place{std::string(service->name), spelt});
      }
    }
  }
}

// Callbacks are declared by an SDK's schema, or beside the services.
std::shared_ptr<const contract::CallbackLayout> callbacks_of(const contract::OwnerFiles& files) {
  for (const auto* contract : {&files.callbacks, &files.contract}) {
    auto layout = std::make_shared<const contract::CallbackLayout>(
        std::make_shared<const contract::Contract>(*contract), files.rules);
    if (layout->known()) return layout;
  }
  return nullptr;
}

}  // namespace

tl::expected<Shared, Problems> load(const std::string& directory) {
  auto files = contract::read_owner_files(directory);
  if (!files) return tl::unexpected(std::move(files.error()));
  const auto made = std::make_shared<OwnerContract>();
  made->files = std::move(*files);
  made->matching = contract::match(contract::services(), made->files.contract, made->files.rules);
  made->callbacks = callbacks_of(made->files);
  if (made->callbacks) {
    made->matching.add(
        contract::match_callbacks(*made->callbacks, mapping::callback::callback_elements()));
  }
  auto problems = made->matching.problems;
  for (const auto* rule : made->matching.unused) {
    if (made->callbacks && made->callbacks->has_type_of(*rule)) continue;
    problems.push_back(made->files.rules.where(*rule) +
                       ": no message of these files holds such a member");
  }
  if (made->plan().operations() == 0 && !made->callbacks) {
    problems.push_back(directory + ": has no operation and no callback this program knows");
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  assign_documents(*made);
  assign_places(*made);
  return made;
}

tl::expected<Shared, Problems> LiveContract::reload() {
  auto loaded = load(directory_);
  if (loaded) current_.store(*loaded, std::memory_order_release);
  return loaded;
}

}  // namespace uws::owner
