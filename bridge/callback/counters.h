#pragma once
// What the callback room counts.

#include <atomic>
#include <cstdint>

#include "bridge/callback/receiver_book.h"
#include "bridge/ops/counters.h"

namespace uws::callback {

struct Counters {
  static constexpr ops::Family kWebhooks{
      "uws_webhooks_total", "Webhooks by how they ended", "outcome", ops::Kind::counter,
      "`duplicate` was answered 200 and not stored again; `store_failure` was answered 503 and "
      "comes again; `refused_address` is no secret address, `refused_credentials` the right one "
      "with wrong credentials in the body. Bodies that are not JSON carry no credentials, only the "
      "secret address: `unreadable` was kept as a dead letter, up to 256 KiB each and 1000 in all; "
      "`unreadable_too_large` was answered 413, `unreadable_refused` 503, and neither is kept"};
  static constexpr ops::Family kSends{"uws_callback_sends_total",
                                      "Sends to receivers by how they ended", "outcome",
                                      ops::Kind::counter,
                                      "`retry` comes again: the receiver was down, or refused the "
                                      "callback; `dead` is a dead letter"};

  ops::Rows rows;
  std::atomic<std::uint64_t> received{0};
  ops::Count stored{rows, kWebhooks, "stored"};
  ops::Count duplicates{rows, kWebhooks, "duplicate"};
  ops::Count unreadable{rows, kWebhooks, "unreadable"};
  ops::Count unreadable_too_large{rows, kWebhooks, "unreadable_too_large"};
  ops::Count unreadable_refused{rows, kWebhooks, "unreadable_refused"};
  ops::Count refused_address{rows, kWebhooks, "refused_address"};
  ops::Count refused_credentials{rows, kWebhooks, "refused_credentials"};
  ops::Count store_failures{rows, kWebhooks, "store_failure"};

  ops::Count delivered{rows, kSends, "delivered"};
  ops::Count retries{rows, kSends, "retry"};
  ops::Count dead{rows, kSends, "dead"};

  // As of the relay's last look.
  ops::Count queued{rows,
                    ops::gauge("uws_callbacks_queued", "Callbacks waiting for their receiver")};
  ops::Count paused{
      rows,
      ops::gauge("uws_callbacks_paused", "Callbacks kept for services that nobody has registered",
                 "Sent to nobody, taken along by the next RegisterCallback for the service")};
  ops::Count dead_letters{rows,
                          ops::gauge("uws_callbacks_dead", "Dead letters kept", "Page on it")};
  ops::Count oldest_queued_seconds{
      rows, ops::gauge("uws_callbacks_oldest_seconds", "Age of the oldest waiting callback",
                       "Page on it")};

  ops::Count store_bytes{rows, ops::gauge("uws_store_bytes", "Bytes of the store in use")};
  ops::Count store_max_bytes{
      rows, ops::gauge("uws_store_max_bytes", "Bytes at which webhooks are refused",
                       "[store] max_bytes; page on it long before, say at 0.7 of it")};
  ops::Count store_disk_free_bytes{
      rows, ops::gauge("uws_store_disk_free_bytes", "Bytes left on the store's file system",
                       "Page on it before [store] min_free_bytes")};

  ReceiverBook receivers;

  ops::Count unmapped_paths{
      rows,
      {"uws_callback_unmapped_total", "Callback members the translation does not know", "",
       ops::Kind::counter, "The platform has grown"}};
  ops::Count gone{
      rows,
      {"uws_callback_gone_total", "Registrations whose receiver answered 410", "",
       ops::Kind::counter, "Their callbacks are kept, paused, until the client registers again"}};
  ops::Count receivers_down{
      rows, ops::gauge("uws_receivers_down", "Receivers that do not work", "Page on it")};
  ops::Count given_up{rows,
                      {"uws_callback_given_up_total",
                       "Callbacks that were dead letters after [relay] give_up_after", "",
                       ops::Kind::counter, "Page on it"}};
  ops::Count legacy_tls_sends{
      rows,
      {"uws_relay_legacy_tls_sends_total", "Sends that may use TLS 1.0 and 1.1", "",
       ops::Kind::counter, "`[relay.legacy_tls]` names their receivers"}};
  ops::Count duplicate_window_cut{
      rows,
      {"uws_seen_dropped_total", "Duplicates that can no longer be recognised, for want of room",
       "", ops::Kind::counter, "The store is nearly full"}};
  ops::Count relay_store_failures{rows,
                                  {"uws_relay_store_failures_total", "Relay work the store refused",
                                   "", ops::Kind::counter, "The relay goes on trying"}};
  ops::Count relay_restarts{rows, ops::kLoopRestarts, "relay"};
};

}  // namespace uws::callback
