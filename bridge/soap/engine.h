#pragma once
// gSOAP's runtime, used in memory only: one long-lived context per thread, fed from a string and
// writing into a string. Not thread-safe.

#include <memory>
#include <string>
#include <string_view>

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

  struct soap* context() {
    return context_.get();
  }
  // Starts reading `document`, which must stay alive until finish().
  void start_reading(std::string_view document);
  // Starts writing; gSOAP's serializers append WCF-styled XML to `out` through `writer`.
  void start_writing(void* writer);
  // Frees what the message took; objects already handed out stay alive.
  void finish();

 private:
  static std::size_t receive(struct soap* soap, char* buffer, std::size_t size);

  struct Deleter {
    void operator()(struct soap* soap) const;
  };
  std::unique_ptr<struct soap, Deleter> context_;
  std::string_view unread_;
};

}  // namespace uws::soap
