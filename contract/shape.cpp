#include "contract/shape.h"

#include <algorithm>

#include "base/text.h"

namespace uws::contract {
namespace {

template <class Row>
const Row* named(std::span<const Row> rows, std::string_view name) {
  const auto found = std::ranges::find(rows, name, &Row::name);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const Member* Shape::find(std::string_view local_name) const { return named(members, local_name); }

const Member* Shape::find_ours(std::string_view local_name) const {
  const auto found = std::ranges::find_if(members, [&](const Member& member) {
    return member.ours && member.ours->name == local_name;
  });
  return found == members.end() ? nullptr : &*found;
}

const Wrapper* find_wrapper(std::string_view local_name) { return named(wrappers(), local_name); }

const Service* find_service(std::string_view name) {
  const auto all = services();
  const auto found = std::ranges::find_if(
      all, [&](const Service& service) { return base::same_no_case(service.name, name); });
  return found == all.end() ? nullptr : &*found;
}

const ServiceOperation* find_operation(std::string_view service, std::string_view name) {
  const auto* found = named(services(), service);
  return found == nullptr ? nullptr : named(found->operations, name);
}

}  // namespace uws::contract
