#pragma once
// Makes an operation's row of its two functions. Included by the operations' own files only,
// because it pulls in the generated types.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "gwStub.h"
#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"
#include "mapping/operation.h"

namespace uws::mapping {

// Whether to_soap wants to see failed calls itself.
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

// Either function may leave out what it has no use for: to_rest the context, to_soap the request.
template <class Request, class Response, auto kToRest>
Step start(const void* request, const CallContext& context) {
  const auto* wrapper = wrapper_with_input<Request>(request);
  if (!wrapper) return refuse_without(kRequestUndefined, "Input");
  const auto& in = *wrapper->Input;
  if constexpr (std::is_invocable_v<decltype(kToRest), decltype(in)>) {
    return forget_type<Response>(kToRest(in));
  } else {
    return forget_type<Response>(kToRest(in, context));
  }
}

template <class Request, class Response, auto kToSoap, SeesErrors kErrors>
Step resume(const void* request, const CallContext& context, Replies replies) {
  if constexpr (kErrors == SeesErrors::no) {
    const auto* rest = std::get_if<RestReply>(&replies.back());
    if (rest && !rest->ok()) return rest_fault(*rest);
    if (const auto* none = std::get_if<NoReply>(&replies.back())) return none->fault;
  }
  const auto& in = *wrapper_with_input<Request>(request)->Input;
  if constexpr (std::is_invocable_v<decltype(kToSoap), const CallContext&, Replies>) {
    return forget_type<Response>(kToSoap(context, replies));
  } else {
    return forget_type<Response>(kToSoap(in, context, replies));
  }
}

// A name as a template's argument.
template <std::size_t kSize>
struct Text {
  char text[kSize];
  // NOLINTNEXTLINE(google-explicit-constructor): made of a literal in the argument list
  constexpr Text(const char (&literal)[kSize]) { std::copy_n(literal, kSize, text); }
};

template <class Part>
using PartType = typename Part::element_type;

template <class Request, class Response, Text kName>
Next<PartType<decltype(Response::Output)>> withdrawn(const PartType<decltype(Request::Input)>&) {
  return no_longer_offered(kName.text);
}

// Never called: a withdrawn operation ends with its first step.
template <class Response>
Next<PartType<decltype(Response::Output)>> after_withdrawn(const CallContext&, Replies) {
  return platform_says_no();
}

}  // namespace detail

// Request and Response are the wrappers' gSOAP types, e.g. _v2__MoveDevice,
// _v2__MoveDeviceResponse.
template <class Request, class Response, auto kToRest, auto kToSoap, SeesErrors kErrors>
constexpr Translation translation(Effect effect) {
  return {&detail::read<Request>, &detail::start<Request, Response, kToRest>,
          &detail::resume<Request, Response, kToSoap, kErrors>, &detail::write<Response>, effect};
}

}  // namespace uws::mapping

// The table asks for every operation of wsdl/ under this name (mapping/operations_table.cmake): one
// that no file defines is a link error that says which. C linkage, so that the macro works in
// whatever namespace the functions are.
#define UWS_TRANSLATION(SERVICE, NAME) uws_operation_##SERVICE##_##NAME
#define UWS_DEFINE_OPERATION(SERVICE, NAME, EFFECT, TO_REST, TO_SOAP, ERRORS)           \
  extern "C" {                                                                          \
  extern const ::uws::mapping::Translation UWS_TRANSLATION(SERVICE, NAME);              \
  constinit const ::uws::mapping::Translation UWS_TRANSLATION(SERVICE, NAME) =          \
      ::uws::mapping::translation<_v2__##NAME, _v2__##NAME##Response, TO_REST, TO_SOAP, \
                                  ::uws::mapping::SeesErrors::ERRORS>(                  \
          ::uws::mapping::Effect::EFFECT);                                              \
  }                                                                                     \
  static_assert(true)

// UWS_OPERATION(CarrierService, MoveDevice, change, to_rest, to_soap);
// The third is what a call leaves behind (mapping/effect.h). to_soap is only called when the newest
// reply is a success; a REST error becomes the fault of mapping/common/rest_fault.h and a missing
// answer the fault it carries.
#define UWS_OPERATION(SERVICE, NAME, EFFECT, TO_REST, TO_SOAP) \
  UWS_DEFINE_OPERATION(SERVICE, NAME, EFFECT, TO_REST, TO_SOAP, no)
// The same for a to_soap that is called whatever the newest reply is.
#define UWS_OPERATION_SEEING_ERRORS(SERVICE, NAME, EFFECT, TO_REST, TO_SOAP) \
  UWS_DEFINE_OPERATION(SERVICE, NAME, EFFECT, TO_REST, TO_SOAP, yes)

// An operation of the contract the platform offers no longer: always a fault that says so. EFFECT:
// of the old service's.
#define UWS_WITHDRAWN(SERVICE, NAME, EFFECT)                                          \
  UWS_OPERATION_SEEING_ERRORS(                                                        \
      SERVICE, NAME, EFFECT,                                                          \
      (::uws::mapping::detail::withdrawn<_v2__##NAME, _v2__##NAME##Response, #NAME>), \
      (::uws::mapping::detail::after_withdrawn<_v2__##NAME##Response>))
