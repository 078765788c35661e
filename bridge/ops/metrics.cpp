#include "bridge/ops/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
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
constexpr Family kCalls{
    "uws_calls_total", "SOAP calls by operation and outcome.", "operation,outcome", Kind::counter,
    "`ok`, `fault` (an answer that is a SOAP fault) or `refused` (turned away at the door); names "
    "nobody knows are `other`"};
constexpr Family kCallSeconds{"uws_call_seconds", "Time from a read request to its answer.",
                              "operation", Kind::histogram};
constexpr Family kRestCalls{"uws_rest_calls_total", "REST calls by HTTP status; none = no answer.",
                            "status", Kind::counter,
                            "A call sent again counts once here and once in "
                            "`uws_rest_retries_total`; requests for a bearer "
                            "are not among them"};
constexpr Family kUnmapped{"uws_unmapped_fields_total",
                           "REST members the translation does not know.", "operation,path",
                           Kind::counter, "The platform has grown"};
constexpr Family kBuildInfo{"uws_build_info", "Always 1; the version is the label.", "version",
                            Kind::gauge};
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

template <class Text>
std::vector<Text> between_commas(std::string_view rest) {
  std::vector<Text> parts;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    parts.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return parts;
}

std::vector<std::string_view> label_names(const Family& family) {
  return between_commas<std::string_view>(family.labels);
}

// A value for each label of the metric.
std::vector<std::string> label_values(const Family& family, const std::string& values) {
  if (label_names(family).size() < 2) return {values};
  return between_commas<std::string>(values);
}

MetricType type_of(Kind kind) {
  if (kind == Kind::histogram) return MetricType::Histogram;
  return kind == Kind::gauge ? MetricType::Gauge : MetricType::Counter;
}

// Collects metrics by name, in the order they first appear.
class Page {
 public:
  // `labels`: the values, in the order of the names.
  void number(const Family& family, double value, const std::vector<std::string>& labels) {
    auto& metric = add(family, labels);
    metric.counter.value = metric.gauge.value = value;
  }
  ClientMetric& add(const Family& family, const std::vector<std::string>& labels) {
    const auto [found, added] = places_.try_emplace(family.name, families_.size());
    if (added) {
      families_.push_back(
          {std::string(family.name), std::string(family.help), type_of(family.kind), {}});
    }
    auto& metric = families_[found->second].metric.emplace_back();
    const auto names = label_names(family);
    for (std::size_t i = 0; i < names.size(); ++i) {
      metric.label.push_back({std::string(names[i]), labels[i]});
    }
    return metric;
  }
  const std::vector<MetricFamily>& all() const { return families_; }

 private:
  std::map<std::string_view, std::size_t> places_;
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

// A row of the table in docs/running.md; `values` are those the one label can have.
std::string reference_row(const Family& family, const std::vector<std::string>& values) {
  constexpr const char* kKinds[] = {"counter", "gauge", "histogram"};
  std::string row = "| `" + std::string(family.name);
  if (!family.labels.empty()) row.append("{").append(family.labels).append("}");
  row.append("` | ").append(kKinds[static_cast<int>(family.kind)]).append(" | ");
  row += family.help.ends_with('.') ? family.help.substr(0, family.help.size() - 1) : family.help;
  for (std::size_t i = 0; i < values.size(); ++i) {
    row.append(i == 0 ? ": `" : ", `").append(values[i]).append("`");
  }
  if (!family.more.empty()) row.append(". ").append(family.more);
  return row + " |\n";
}

}  // namespace

struct Metrics::Impl {
  CallTable calls;  // never changes after construction
  std::array<std::atomic<std::uint64_t>, kStatuses> rest_statuses{};
  mutable std::shared_mutex unmapped_mutex;
  std::map<std::pair<std::string, std::string>, std::atomic<std::uint64_t>> unmapped;
  struct Source {
    Family family;
    std::function<Reading()> read;
  };
  std::vector<Source> sources;
  std::vector<const Rows*> rooms;

  void write_calls(Page& out) const {
    // Sorted, so that two pages compare.
    std::map<std::string_view, const CallNumbers*> sorted;
    for (const auto& [name, numbers] : calls) sorted.emplace(name, &numbers);
    for (const auto& [name, numbers] : sorted) {
      for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        const auto count = numbers->outcomes[i].load(std::memory_order_relaxed);
        out.number(kCalls, static_cast<double>(count), {std::string(name), kOutcomes[i]});
      }
    }
    for (const auto& [name, numbers] : sorted) {
      out.add(kCallSeconds, {std::string(name)}).histogram = numbers->histogram();
    }
  }

  void write_rest(Page& out) const {
    for (std::size_t i = 0; i < kStatuses; ++i) {
      const auto count = rest_statuses[i].load(std::memory_order_relaxed);
      if (count > 0) out.number(kRestCalls, static_cast<double>(count), {status_label(i)});
    }
    const std::shared_lock lock(unmapped_mutex);
    for (const auto& [pair, count] : unmapped) {
      out.number(kUnmapped, static_cast<double>(count), {pair.first, pair.second});
    }
  }
};

Metrics::Metrics(std::string_view version, const std::vector<std::string>& operations)
    : impl_(std::make_unique<Impl>()) {
  for (const auto& name : operations) impl_->calls.try_emplace(name);
  impl_->calls.try_emplace(std::string(kOther));
  add(kBuildInfo, [text = std::string(version)] { return Reading{{text, 1}}; });
  add_process_stats(*this);
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
      ++found->second;
      return false;
    }
  }
  const std::unique_lock lock(impl_->unmapped_mutex);
  if (impl_->unmapped.size() >= kMaxUnmapped && !impl_->unmapped.contains(key)) {
    key.second = kOther;
  }
  const auto [place, first] = impl_->unmapped.try_emplace(std::move(key), 0);
  ++place->second;
  return first;
}

void Metrics::add(const Rows& rows) { impl_->rooms.push_back(&rows); }

void Metrics::add(const Family& family, std::function<Reading()> read) {
  impl_->sources.push_back({family, std::move(read)});
}

std::string Metrics::text() const {
  Page page;
  impl_->write_calls(page);
  impl_->write_rest(page);
  for (const auto* rows : impl_->rooms) {
    for (const auto& row : *rows) {
      page.number(row.family, static_cast<double>(row.count->load()), {row.label});
    }
  }
  for (const auto& [family, read] : impl_->sources) {
    for (const auto& [label, value] : read())
      page.number(family, value, label_values(family, label));
  }
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, page.all());
  return std::move(out).str();
}

std::string Metrics::reference() const {
  std::vector<std::pair<Family, std::vector<std::string>>> known;
  for (const auto& family : {kCalls, kCallSeconds, kRestCalls, kUnmapped})
    known.push_back({family, {}});
  for (const auto* rows : impl_->rooms) {
    for (const auto& row : *rows) {
      auto found = std::ranges::find_if(
          known, [&](const auto& entry) { return entry.first.name == row.family.name; });
      if (found == known.end()) found = known.insert(known.end(), {row.family, {}});
      if (!row.label.empty()) found->second.push_back(row.label);
    }
  }
  for (const auto& source : impl_->sources) known.push_back({source.family, {}});
  std::string table = "| metric | kind | meaning |\n|---|---|---|\n";
  for (const auto& [family, values] : known) table += reference_row(family, values);
  return table;
}

}  // namespace uws::ops
