#include "bridge/recording/shadow.h"

#include <algorithm>

#include "base/url.h"
#include "bridge/recording/proxy.h"
#include "bridge/recording/session_tokens.h"
#include "bridge/recording/shadow_thread.h"

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

http::Request request_of(const Recorded& recorded) {
  http::Request request;
  request.method = recorded.method;
  request.target = std::string(base::split_url(recorded.url).rest);
  request.headers = recorded.request_headers;
  request.body = recorded.request;
  return request;
}

}  // namespace

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
        sample(settings.sample),
        thread(counted),
        client(thread.io(), std::move(limits)) {}
  ~Impl() { thread.stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

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

  const ShadowSettings settings;
  ShadowCounts& counts;
  ShadowJudge judge;
  SessionPairs sessions;
  Sample sample;
  ShadowThread thread;
  http::Client client;
};

OldServiceShadow::OldServiceShadow(ShadowSettings settings, http::ClientLimits limits,
                                   ShadowCounts& counts, Sink* record, ops::Events& events)
    : impl_(
          std::make_unique<Impl>(std::move(settings), std::move(limits), counts, record, events)) {}

OldServiceShadow::~OldServiceShadow() = default;

bool OldServiceShadow::wants(std::string_view operation) const {
  if (operation.empty()) return false;
  const auto effect = mapping::effect_of(operation);
  return effect != Effect::change && impl_->sample.takes(effect);
}

void OldServiceShadow::put(Recorded recorded) {
  // A session that was not opened here is not opened there.
  const bool session = mapping::effect_of(recorded.operation) == Effect::session;
  if (session && recorded.status != 200) return;
  const auto operation = recorded.operation;
  const auto kept = std::make_shared<Recorded>(std::move(recorded));
  impl_->thread.run(operation, [impl = impl_.get(), kept] { return impl->ask(std::move(*kept)); });
}

}  // namespace uws::recording
