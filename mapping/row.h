#pragma once
// Builds a row of THE table from an operation's typed functions. Included by the row files only
// (mapping/<service>/rows.cpp), because it pulls in all of the generated serializers.

#include <memory>
#include <span>
#include <string_view>

#include "gwH.h"
#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"
#include "mapping/operation.h"

namespace uws::mapping {

// Whether resume wants to see REST errors itself.
enum class SeesErrors { no, yes };

namespace detail {

template <class T>
Message own(std::unique_ptr<T> object) {
  return {object.release(), [](void* p) { delete static_cast<T*>(p); }};
}

template <class Wrapper>
Message read(struct soap* soap) {
  auto wrapper = std::make_unique<Wrapper>();
  if (!wrapper->soap_in(soap, nullptr, nullptr)) return {nullptr, [](void*) {}};
  return own(std::move(wrapper));
}

template <class Wrapper>
int write(struct soap* soap, const void* response) {
  return static_cast<const Wrapper*>(response)->soap_put(soap, nullptr, nullptr);
}

template <class Wrapper, class Out>
Step forget_type(Next<Out> next) {
  if (auto* call = std::get_if<RestCall>(&next)) return std::move(*call);
  if (auto* call = std::get_if<StoreCall>(&next)) return std::move(*call);
  if (auto* fault = std::get_if<Fault>(&next)) return std::move(*fault);
  auto& answer = std::get<Answer<Out>>(next);
  auto wrapper = std::make_unique<Wrapper>();
  wrapper->Output = std::move(answer.output);
  return Response{own(std::move(wrapper)), std::move(answer.header_token)};
}

// A request without Input is a blank request for the service, whatever the operation.
template <class Request>
const Request* wrapper_with_input(const void* request) {
  const auto* wrapper = static_cast<const Request*>(request);
  return wrapper && wrapper->Input ? wrapper : nullptr;
}

template <class Request, class Reply, auto kStart>
Step start(const void* request, const CallContext& context) {
  const auto* wrapper = wrapper_with_input<Request>(request);
  if (!wrapper) return refuse_without(kRequestUndefined, "Input");
  using Out = typename decltype(Reply::Output)::element_type;
  return forget_type<Reply, Out>(kStart(*wrapper->Input, context));
}

template <class Request, class Reply, auto kResume, SeesErrors kErrors>
Step resume(const void* request, const CallContext& context,
            std::span<const mapping::Reply> replies) {
  if constexpr (kErrors == SeesErrors::no) {
    const auto* rest = std::get_if<RestReply>(&replies.back());
    if (rest && !rest->ok()) return rest_fault(*rest);
    if (const auto* none = std::get_if<NoReply>(&replies.back())) return none->fault;
  }
  using Out = typename decltype(Reply::Output)::element_type;
  return forget_type<Reply, Out>(
      kResume(*wrapper_with_input<Request>(request)->Input, context, replies));
}

}  // namespace detail

// Request and Reply are the wrappers' gSOAP types, e.g. _v2__MoveDevice, _v2__MoveDeviceResponse.
template <class Request, class Reply, auto kStart, auto kResume,
          SeesErrors kErrors = SeesErrors::no>
constexpr Operation row(std::string_view service, std::string_view name,
                        std::string_view soap_action) {
  return {service,
          name,
          soap_action,
          &detail::read<Request>,
          &detail::start<Request, Reply, kStart>,
          &detail::resume<Request, Reply, kResume, kErrors>,
          &detail::write<Reply>};
}

}  // namespace uws::mapping

// A row by its three names; the functions are named start and resume in the operation's namespace:
//   UWS_ROW(CarrierService, MoveDevice, move_device)
#define UWS_ROW_AS(SERVICE, NAME, NAMESPACE, ERRORS)                                           \
  ::uws::mapping::row<_v2__##NAME, _v2__##NAME##Response, NAMESPACE::start, NAMESPACE::resume, \
                      ERRORS>(#SERVICE, #NAME,                                                 \
                              "http://nphase.com/unifiedwebservice/v2/I" #SERVICE "/" #NAME)
#define UWS_ROW(SERVICE, NAME, NAMESPACE) \
  UWS_ROW_AS(SERVICE, NAME, NAMESPACE, ::uws::mapping::SeesErrors::no)
#define UWS_ROW_SEEING_ERRORS(SERVICE, NAME, NAMESPACE) \
  UWS_ROW_AS(SERVICE, NAME, NAMESPACE, ::uws::mapping::SeesErrors::yes)
