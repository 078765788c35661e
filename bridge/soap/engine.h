#pragma once
// What a thread needs to read and write envelopes, kept from message to message: the gate's room,
// and gSOAP's runtime, of which only the generated code is used (no sockets, no scanner). Not
// thread-safe.

#include <memory>

#include "bridge/soap/gate.h"
#include "contract/token_reader.h"

struct soap;

namespace uws::soap {

class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // The calling thread's own engine.
  static Engine& local();

  GateRoom& gate() { return gate_; }
  struct soap* context() {
    return context_.get();
  }
  // Starts reading what the gate has left; until finish().
  void start_reading();
  // Starts writing; gSOAP's serializers append WCF-styled XML through `writer`.
  void start_writing(void* writer);
  // Frees what the message took; objects already handed out stay alive.
  void finish();

 private:
  struct Deleter {
    void operator()(struct soap* soap) const;
  };
  GateRoom gate_;
  contract::TokenReader reader_;
  std::unique_ptr<struct soap, Deleter> context_;
};

}  // namespace uws::soap
