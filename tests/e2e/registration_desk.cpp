#include "tests/e2e/registration_desk.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "tests/e2e/envelopes.h"

namespace uws::test {
namespace {

constexpr const char* kService = "CallbackRegistrationService";

std::unique_ptr<soci::session> open(const std::string& file) {
  auto db = std::make_unique<soci::session>(*soci::factory_sqlite3(), "db=\"" + file + "\"");
  *db << "PRAGMA busy_timeout = 30000";
  return db;
}

template <class Call>
std::future<int> status_of(Call call) {
  return std::async(std::launch::async, [call] {
    try {
      return call().status;
    } catch (const std::exception&) {
      return 0;
    }
  });
}

}  // namespace

RegistrationDesk::RegistrationDesk()
    : stack({{}, {{"UWS_CALLBACKS_PORT", std::to_string(free_port())}}}) {
  if (stack.log_in().empty()) throw std::runtime_error("no session");
  stack.sim().log_in();
}

RegistrationDesk::~RegistrationDesk() { unlock(); }

std::future<int> RegistrationDesk::registering(const std::string& url) {
  const auto input = member("AccountName", kAccount) + member("ServiceName", "CarrierService") +
                     member("Url", url);
  return status_of([text = envelope(kService, "RegisterCallback", stack.token(), input), this] {
    return stack.post(kService, "RegisterCallback", text);
  });
}

RawResponse RegistrationDesk::unregister() const {
  return stack.call(kService, "UnregisterCallback",
                    member("AccountName", kAccount) + member("ServiceName", "CarrierService"));
}

std::future<int> RegistrationDesk::unregistering() {
  return status_of([this] { return unregister(); });
}

std::string RegistrationDesk::shown() const {
  const auto answer =
      stack.call(kService, "GetCallbackRegistrations", member("AccountName", kAccount));
  if (answer.status != 200) throw std::runtime_error("not shown: " + answer.body);
  return element(answer.body, "a:Url");
}

std::string RegistrationDesk::platform_url() {
  const auto held = stack.sim().json("GET", "/m2m/v1/callbacks/" + std::string(kAccount));
  return held.empty() ? "" : simulator::text_of(held[0], "url");
}

long long RegistrationDesk::rows(const std::string& state) {
  const auto db = open(stack.store_file());
  long long count = 0;
  *db << "SELECT COUNT(*) FROM registrations WHERE :a = '' OR state = :b", soci::into(count),
      soci::use(state, "a"), soci::use(state, "b");
  return count;
}

bool RegistrationDesk::reaches(Receiver& receiver) {
  const auto id = "desk-" + std::to_string(++sent_);
  const auto before = receiver.received().size();
  if (stack.send_callback("CarrierService", plan_change(id)).status != 200) return false;
  const auto received = receiver.wait(before + 1);
  return received.size() > before && element(received.back().body, "RequestId") == id;
}

bool RegistrationDesk::platform_saw(const std::string& prefix, std::size_t count) {
  return eventually([&] { return stack.seen(prefix).size() >= count; });
}

void RegistrationDesk::lock() {
  lock_ = open(stack.store_file());
  *lock_ << "BEGIN IMMEDIATE";
}

void RegistrationDesk::unlock() { lock_.reset(); }

}  // namespace uws::test
