#include "tests/bridge/callback/gateway.h"

#include <boost/asio/post.hpp>
#include <stdexcept>

#include "bridge/callback/delivery.h"

namespace uws::test {

callback::RelaySettings quick_relay() {
  callback::RelaySettings settings;
  settings.retry_schedule = {std::chrono::milliseconds(5), std::chrono::milliseconds(10),
                             std::chrono::milliseconds(20)};
  settings.message_attempts = 1'000'000;
  settings.cap_callback_count = false;
  settings.timeout = std::chrono::milliseconds(60'000);
  settings.sweep = std::chrono::milliseconds(100);
  settings.store_retry = std::chrono::milliseconds(10);
  return settings;
}

Gateway::Gateway(const std::string& file, callback::RelaySettings settings, bool with_relay,
                 callback::WebhookSettings webhooks) {
  store::Settings where;
  where.url = "sqlite:" + file;
  auto opened = store::Store::open(where);
  if (!opened) throw std::runtime_error(opened.error().message);
  store_ = std::move(*opened);
  client_ = std::make_unique<http::Client>(pool_.context(0), callback::receiver_limits({}));
  relay_ = std::make_unique<callback::Relay>(pool_.context(0), *store_, *client_,
                                             std::move(settings), counters_, events_);
  callback::Stored stored = [this](const std::string& receiver) { relay_->wake(receiver); };
  if (!with_relay) stored = nullptr;
  auto handler = callback::webhook_handler(*store_, webhooks, counters_, events_, stored);
  server_ = std::make_unique<http::Server>(pool_, "127.0.0.1", std::uint16_t{0}, http::Limits{},
                                           http::shared(std::move(handler)));
  registrar_ = std::make_unique<store::Registrar>(*store_, public_url());
  thread_ = std::thread([this] { pool_.run(); });
  if (with_relay) relay_->start();
}

Gateway::~Gateway() {
  std::promise<void> drained;
  server_->drain(std::chrono::seconds(10), [&] { drained.set_value(); });
  drained.get_future().wait();
  if (!relay_stopping_) stop_relay();
  relay_stopped_.wait(false);
  // The store's thread may still be handing a result to a context; it ends before they do.
  pool_.stop();
  thread_.join();
  store_.reset();
}

void Gateway::stop_relay() {
  relay_stopping_ = true;
  relay_->stop([this] {
    relay_stopped_ = true;
    relay_stopped_.notify_all();
  });
  // Behind it on the relay's own thread.
  std::promise<void> begun;
  boost::asio::post(pool_.context(0), [&] { begun.set_value(); });
  begun.get_future().wait();
}

std::string Gateway::public_url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

mapping::StoreReply Gateway::add_intent(const std::string& service, const std::string& url) {
  const mapping::Registration wanted{"0000-1", service, url, "client", "its-word"};
  store::Turn turn;
  auto prepared = wait(registrar_->perform(mapping::PrepareRegistration{wanted}, turn));
  if (!prepared) throw std::runtime_error(prepared.error().message);
  return *prepared;
}

mapping::StoreReply Gateway::add_registration(const std::string& service, const std::string& url) {
  auto prepared = add_intent(service, url);
  store::Turn turn;
  const mapping::CommitRegistration commit{prepared.intent};
  auto committed = wait(registrar_->perform(commit, turn));
  if (!committed) throw std::runtime_error(committed.error().message);
  return prepared;
}

std::vector<store::DeadLetter> Gateway::dead_letters() {
  auto outbox = this->outbox();
  auto page = wait(outbox.dead_letters(0, 1'000));
  if (!page) throw std::runtime_error(page.error().message);
  return *page;
}

}  // namespace uws::test
