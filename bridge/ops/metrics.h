#pragma once
// The numbers of /metrics in Prometheus text form. Counting a call touches atomics of its
// operation only; no lock is taken on the way of a call.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/ops/events.h"

namespace uws::ops {

struct Label {
  std::string name, value;
};
using Labels = std::vector<Label>;

// Where a room writes its own numbers when the page is read. The same name may be given several
// times with different labels.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void counter(std::string name, std::string help, double value, Labels labels = {}) = 0;
  virtual void gauge(std::string name, std::string help, double value, Labels labels = {}) = 0;
};

// Thread-safe after the sources are added.
class Metrics {
 public:
  // Every name a call may be counted under ("CarrierService.MoveDevice"); others are counted as
  // "other", so that a client cannot invent series.
  Metrics(std::string_view version, const std::vector<std::string>& operations);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // uws_calls_total{operation,outcome}, uws_call_seconds{operation}
  void call(std::string_view operation, Outcome outcome, double seconds);
  // uws_rest_calls_total{status}, one for every call of the API (Events::rest_call);
  // 0 = no answer.
  void rest_call(int status);
  // uws_unmapped_fields_total{operation,path}; after 200 different pairs the path is "other". True
  // for the first time of a pair, which is worth one log line.
  bool unmapped(std::string_view operation, std::string_view path);

  // Called for every scrape, on the scraping thread. Add all before the first scrape.
  void add_source(std::function<void(Sink&)> source);

  // Content type "text/plain; version=0.0.4".
  std::string text() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::ops
