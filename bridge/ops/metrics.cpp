#include "bridge/ops/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <unordered_map>

#include "bridge/ops/process_stats.h"

namespace uws::ops {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr std::size_t kMaxUnmapped = 200;
constexpr std::string_view kOther = "other";
constexpr std::array<const char*, 3> kOutcomes{"ok", "fault", "refused"};
constexpr std::array<double, 12> kBounds{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30};

// One operation's numbers. prometheus::Histogram locks for every observation; this one does not.
struct CallNumbers {
  std::array<std::atomic<std::uint64_t>, kOutcomes.size()> outcomes{};
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets{};
  std::atomic<std::uint64_t> nanoseconds{0};

  void add(Outcome outcome, double seconds) {
    outcomes[static_cast<std::size_t>(outcome)].fetch_add(1, std::memory_order_relaxed);
    std::size_t bucket = 0;
    while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
    buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    nanoseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e9), std::memory_order_relaxed);
  }

  ClientMetric::Histogram histogram() const {
    ClientMetric::Histogram out;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
      out.sample_count += buckets[i].load(std::memory_order_relaxed);
      const double bound =
          i < kBounds.size() ? kBounds[i] : std::numeric_limits<double>::infinity();
      out.bucket.push_back({out.sample_count, bound});
    }
    out.sample_sum = static_cast<double>(nanoseconds.load(std::memory_order_relaxed)) / 1e9;
    return out;
  }
};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
using CallTable = std::unordered_map<std::string, CallNumbers, Hash, std::equal_to<>>;

ClientMetric labelled(const Labels& labels) {
  ClientMetric metric;
  for (const auto& label : labels) metric.label.push_back({label.name, label.value});
  return metric;
}

// Collects families by name, in the order they first appear.
class Families : public Sink {
 public:
  void counter(std::string name, std::string help, double value, Labels labels) override {
    auto metric = labelled(labels);
    metric.counter.value = value;
    family(std::move(name), std::move(help), MetricType::Counter).push_back(std::move(metric));
  }
  void gauge(std::string name, std::string help, double value, Labels labels) override {
    auto metric = labelled(labels);
    metric.gauge.value = value;
    family(std::move(name), std::move(help), MetricType::Gauge).push_back(std::move(metric));
  }
  void histogram(std::string name, std::string help, ClientMetric::Histogram value,
                 const Labels& labels) {
    auto metric = labelled(labels);
    metric.histogram = std::move(value);
    family(std::move(name), std::move(help), MetricType::Histogram).push_back(std::move(metric));
  }
  std::vector<MetricFamily>& all() { return families_; }

 private:
  std::vector<ClientMetric>& family(std::string name, std::string help, MetricType type) {
    const auto [found, added] = places_.try_emplace(name, families_.size());
    if (added) families_.push_back({std::move(name), std::move(help), type, {}});
    return families_[found->second].metric;
  }

  std::map<std::string, std::size_t> places_;
  std::vector<MetricFamily> families_;
};

// A REST status as an index: 0 for no answer, 100 to 599, everything else at the end.
constexpr std::size_t kStatuses = 601;
std::size_t status_index(int status) {
  if (status == 0 || (status >= 100 && status < 600)) return static_cast<std::size_t>(status);
  return kStatuses - 1;
}
std::string status_label(std::size_t index) {
  if (index == 0) return "none";
  return index == kStatuses - 1 ? std::string(kOther) : std::to_string(index);
}

}  // namespace

struct Metrics::Impl {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>* unmapped_family = nullptr;
  CallTable calls;  // never changes after construction
  std::array<std::atomic<std::uint64_t>, kStatuses> rest_statuses{};
  std::shared_mutex unmapped_mutex;
  std::map<std::pair<std::string, std::string>, prometheus::Counter*, std::less<>> unmapped;
  std::vector<std::function<void(Sink&)>> sources;

  void write_calls(Families& out) const {
    // Sorted, so that two pages compare.
    const std::map<std::string_view, const CallNumbers*> sorted = [this] {
      std::map<std::string_view, const CallNumbers*> all;
      for (const auto& [name, numbers] : calls) all.emplace(name, &numbers);
      return all;
    }();
    for (const auto& [name, numbers] : sorted) {
      for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        out.counter("uws_calls_total", "SOAP calls by operation and outcome.",
                    static_cast<double>(numbers->outcomes[i].load(std::memory_order_relaxed)),
                    {{"operation", std::string(name)}, {"outcome", kOutcomes[i]}});
      }
    }
    for (const auto& [name, numbers] : sorted) {
      out.histogram("uws_call_seconds", "Time from a read request to its answer.",
                    numbers->histogram(), {{"operation", std::string(name)}});
    }
  }

  void write_rest(Families& out) const {
    for (std::size_t i = 0; i < kStatuses; ++i) {
      const auto count = rest_statuses[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      out.counter("uws_rest_calls_total", "REST calls by HTTP status; none = no answer.",
                  static_cast<double>(count), {{"status", status_label(i)}});
    }
  }
};

Metrics::Metrics(std::string_view version, const std::vector<std::string>& operations)
    : impl_(std::make_unique<Impl>()) {
  for (const auto& name : operations) impl_->calls.try_emplace(name);
  impl_->calls.try_emplace(std::string(kOther));
  impl_->unmapped_family = &prometheus::BuildCounter()
                                .Name("uws_unmapped_fields_total")
                                .Help("REST members the translation does not know.")
                                .Register(impl_->registry);
  prometheus::BuildGauge()
      .Name("uws_build_info")
      .Help("Always 1; the version is the label.")
      .Register(impl_->registry)
      .Add({{"version", std::string(version)}})
      .Set(1);
}

Metrics::~Metrics() = default;

void Metrics::call(std::string_view operation, Outcome outcome, double seconds) {
  auto found = impl_->calls.find(operation);
  if (found == impl_->calls.end()) found = impl_->calls.find(kOther);
  found->second.add(outcome, seconds);
}

void Metrics::rest_call(int status) {
  impl_->rest_statuses[status_index(status)].fetch_add(1, std::memory_order_relaxed);
}

bool Metrics::unmapped(std::string_view operation, std::string_view path) {
  const auto known = impl_->calls.contains(operation) ? operation : kOther;
  std::pair<std::string, std::string> key(known, path);
  {
    const std::shared_lock lock(impl_->unmapped_mutex);
    const auto found = impl_->unmapped.find(key);
    if (found != impl_->unmapped.end()) {
      found->second->Increment();
      return false;
    }
  }
  const std::unique_lock lock(impl_->unmapped_mutex);
  if (impl_->unmapped.size() >= kMaxUnmapped && !impl_->unmapped.contains(key)) {
    key.second = kOther;
  }
  auto& counter = impl_->unmapped_family->Add({{"operation", key.first}, {"path", key.second}});
  const bool first = impl_->unmapped.emplace(std::move(key), &counter).second;
  counter.Increment();
  return first;
}

void Metrics::add_source(std::function<void(Sink&)> source) {
  impl_->sources.push_back(std::move(source));
}

std::string Metrics::text() const {
  Families families;
  families.all() = impl_->registry.Collect();
  Families own;
  impl_->write_calls(own);
  impl_->write_rest(own);
  write_process_stats(own);
  for (const auto& source : impl_->sources) source(own);
  for (auto& family : own.all()) families.all().push_back(std::move(family));
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families.all());
  return std::move(out).str();
}

}  // namespace uws::ops
