#include "bridge/recording/shadow.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <random>
#include <thread>

#include "base/url.h"
#include "bridge/recording/proxy.h"
#include "bridge/recording/spans.h"
#include "mapping/effect.h"

namespace uws::recording {
namespace {

namespace asio = boost::asio;
using mapping::Effect;

// "same bytes" -> "same_bytes"
std::string label_of(std::string_view words) {
  std::string label(words);
  std::ranges::replace(label, ' ', '_');
  return label;
}

std::string value_of(const std::string& envelope, std::string_view name) {
  std::string found;
  rewrite_xml(envelope, [&](const Place& place, const std::string& value) {
    if (place.name == name && found.empty()) found = value;
    return value;
  });
  return found;
}

http::Request request_of(const Recorded& recorded) {
  http::Request request;
  request.method = recorded.method;
  request.target = std::string(base::split_url(recorded.url).rest);
  request.headers = recorded.request_headers;
  request.body = recorded.request;
  return request;
}

}  // namespace

std::string request_token(const std::string& envelope) { return value_of(envelope, "token"); }

std::string answer_token(const std::string& envelope) { return value_of(envelope, "SessionToken"); }

std::string with_token(const std::string& envelope, const std::string& token) {
  const auto old = request_token(envelope);
  if (old.empty()) return envelope;
  return rewrite_xml(envelope, [&](const Place&, const std::string& value) {
    return value == old ? token : value;
  });
}

void ShadowCounts::count(const std::string& operation, std::string_view outcome) {
  const std::lock_guard lock(mutex_);
  ++counts_[operation + "," + std::string(outcome)];
}

ops::Reading ShadowCounts::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void SessionPairs::add(const std::string& served, const std::string& other) {
  const std::lock_guard lock(mutex_);
  if (!pairs_.insert_or_assign(served, other).second) return;
  if (order_.size() < kMost) {
    order_.push_back(served);
    return;
  }
  pairs_.erase(order_[next_]);
  order_[next_] = served;
  next_ = (next_ + 1) % kMost;
}

std::string SessionPairs::find(const std::string& served) const {
  const std::lock_guard lock(mutex_);
  const auto found = pairs_.find(served);
  return found == pairs_.end() ? std::string() : found->second;
}

void ShadowJudge::judge(Recorded served, const Answer& other) {
  const Answer own{served.status, {}, served.response};
  auto compared = other;
  compared.headers = {};
  const auto found = compare(own, compared, served.operation, rules_);
  counts_.count(served.operation, label_of(name_of(static_cast<ReplayOutcome>(found.verdict))));
  if (found.verdict != Verdict::different) return;
  std::string kinds;
  for (const auto& difference : found.differences) {
    kinds += (kinds.empty() ? "" : "\n") + std::string(words_of(difference.kind).name) + " " +
             difference.path;
  }
  events_.warn("the two services answer differently",
               {{"operation", served.operation}, {"first", kinds.substr(0, kinds.find('\n'))}});
  if (!record_) return;
  served.more["shadow differences"] = std::move(kinds);
  served.more["shadow answer"] = other.body;
  record_->put(std::move(served));
}

struct OldServiceShadow::Impl {
  Impl(ShadowSettings set, http::ClientLimits limits, ShadowCounts& counted, Sink* record,
       ops::Events& events)
      : settings(std::move(set)),
        counts(counted),
        judge(counted, record, events),
        client(io, std::move(limits)),
        work(io.get_executor()),
        thread([this] { io.run(); }) {}

  ~Impl() {
    io.stop();
    thread.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Of a hundred reads as many as wanted; every session, or the reads could not be sent.
  bool drawn(Effect effect) {
    if (effect == Effect::session) return true;
    constexpr std::size_t kAll = 100;
    return drawn_++ * settings.sample % kAll < settings.sample;
  }

  asio::awaitable<void> ask(Recorded served) {
    const bool login = !answer_token(served.response).empty();
    const auto token = request_token(served.request);
    const auto other = sessions.find(token);
    if (!login && other.empty()) {
      counts.count(served.operation, "no_session");
      co_return;
    }
    auto request = request_of(served);
    if (!login) request.body = with_token(request.body, other);
    auto pending = client.perform(forwarded(request, {settings.old_service_url, settings.timeout}));
    auto reply = co_await std::move(pending);
    if (!reply) {
      counts.count(served.operation, "no_answer");
      co_return;
    }
    if (login) sessions.add(answer_token(served.response), answer_token(reply->body));
    judge.judge(std::move(served), {reply->status, reply->headers, reply->body});
  }

  asio::awaitable<void> ask_counted(Recorded served) {
    auto pending = ask(std::move(served));
    co_await std::move(pending);
    --under_way;
  }

  const ShadowSettings settings;
  ShadowCounts& counts;
  ShadowJudge judge;
  SessionPairs sessions;
  std::atomic<std::size_t> under_way{0};
  std::atomic<std::size_t> drawn_{0};
  asio::io_context io{1};
  http::Client client;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::thread thread;
};

OldServiceShadow::OldServiceShadow(ShadowSettings settings, http::ClientLimits limits,
                                   ShadowCounts& counts, Sink* record, ops::Events& events)
    : impl_(
          std::make_unique<Impl>(std::move(settings), std::move(limits), counts, record, events)) {}

OldServiceShadow::~OldServiceShadow() = default;

bool OldServiceShadow::wants(std::string_view operation) const {
  return !operation.empty() && mapping::effect_of(operation) != Effect::change &&
         impl_->drawn(mapping::effect_of(operation));
}

void OldServiceShadow::put(Recorded recorded) {
  // A session that was not opened here is not opened there.
  const bool session = mapping::effect_of(recorded.operation) == Effect::session;
  if (session && recorded.status != 200) return;
  if (++impl_->under_way > kMostUnderWay) {
    --impl_->under_way;
    impl_->counts.count(recorded.operation, "dropped");
    return;
  }
  asio::co_spawn(impl_->io, impl_->ask_counted(std::move(recorded)),
                 [](const std::exception_ptr&) {});
}

}  // namespace uws::recording
