#include "bridge/soap/engine.h"

#include <stdsoap2.h>

#include <new>

namespace uws::soap {

Engine::Engine() : context_(soap_new1(SOAP_ENC_PLAIN | SOAP_C_UTFSTRING)) {
  if (!context_) throw std::bad_alloc();
  soap_set_namespaces(context_.get(), namespaces);
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

void Engine::start_reading() {
  reader_.start(gate_.tokens);
  context_->user = &reader_;
  context_->error = SOAP_OK;
}

void Engine::start_writing(void* writer) {
  context_->user = writer;
  context_->error = SOAP_OK;
}

// The generated types own their memory; gSOAP's own lists are hardly ever used.
void Engine::finish() {
  if (context_->clist) soap_destroy(context_.get());
  if (context_->alist) soap_end(context_.get());
  gate_.tokens.clear();
}

}  // namespace uws::soap
