#pragma once
// The numbers of /metrics in Prometheus text form. Counting a call touches atomics of its
// operation only; no lock is taken on the way of a call.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/ops/counters.h"
#include "bridge/ops/events.h"

namespace uws::ops {

// Value of the label -> number; a metric without labels has one number, under "". Values of several
// labels have commas between them.
using Reading = std::map<std::string, double>;

// Thread-safe after everything is added.
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

  // The numbers of a room. The same metric may be in several with different labels. What is added
  // must outlive the last scrape; add all before the first one.
  void add(const Rows& rows);
  // Numbers that are worked out for every scrape, on the scraping thread.
  void add(const Family& family, std::function<Reading()> read);

  // Content type "text/plain; version=0.0.4".
  std::string text() const;
  // The table of docs/running.md as Markdown: a row for every metric added and those of this class.
  std::string reference() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::ops
