#include "bridge/soap/engine.h"

#include <stdsoap2.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace uws::soap {
namespace {

// Lax reading is wanted (the gate has been strict already); maxlevel and maxlength bound the rest.
constexpr unsigned int kMaxLevel = 64;
constexpr long kMaxLength = 16L * 1024 * 1024;

}  // namespace

Engine::Engine() : context_(soap_new1(SOAP_ENC_PLAIN | SOAP_C_UTFSTRING)) {
  if (!context_) throw std::bad_alloc();
  soap_set_namespaces(context_.get(), namespaces);
  context_->frecv = &Engine::receive;
  context_->maxlevel = kMaxLevel;
  context_->maxlength = kMaxLength;
}

Engine::~Engine() = default;

Engine& Engine::local() {
  thread_local Engine engine;
  return engine;
}

void Engine::Deleter::operator()(struct soap* soap) const {
  soap_destroy(soap);
  soap_end(soap);
  soap_free(soap);
}

std::size_t Engine::receive(struct soap* soap, char* buffer, std::size_t size) {
  auto& unread = static_cast<Engine*>(soap->user)->unread_;
  const std::size_t count = std::min(size, unread.size());
  std::memcpy(buffer, unread.data(), count);
  unread.remove_prefix(count);
  return count;
}

void Engine::start_reading(std::string_view document) {
  unread_ = document;
  context_->user = this;
  soap_begin(context_.get());
}

void Engine::start_writing(void* writer) {
  context_->user = writer;
  context_->error = SOAP_OK;
}

void Engine::finish() {
  soap_destroy(context_.get());
  soap_end(context_.get());
  context_->header = nullptr;
  unread_ = {};
}

}  // namespace uws::soap
