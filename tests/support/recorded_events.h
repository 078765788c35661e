#pragma once
// Events kept for a test to look at.

#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bridge/ops/events.h"

namespace uws::test {

// Thread-safe.
class RecordedEvents : public ops::Events {
 public:
  // "line name=value", the values that are texts.
  std::vector<std::string> lines() const { return copy(lines_); }
  std::vector<int> statuses() const { return copy(statuses_); }
  std::vector<std::string> secrets() const { return copy(secrets_); }
  // "where path"
  std::vector<std::string> unmapped_members() const { return copy(unmapped_); }
  // The next unmapped member is answered with std::bad_alloc.
  void fail_once() {
    const std::lock_guard lock(mutex_);
    fails_ = true;
  }

  void write(ops::LogLevel, std::string_view line, ops::Fields fields) override {
    std::string text(line);
    for (const auto& field : fields) {
      const auto* value = std::get_if<std::string_view>(&field.value());
      if (value) text.append(" ").append(field.name()).append("=").append(*value);
    }
    add(lines_, std::move(text));
  }
  void rest_call(int status) override { add(statuses_, status); }
  void secret(std::string_view text) override { add(secrets_, std::string(text)); }
  void unmapped(ops::Unmapped, std::string_view where, std::string_view path) override {
    add(unmapped_, std::string(where) + ' ' + std::string(path));
    const std::lock_guard lock(mutex_);
    if (std::exchange(fails_, false)) throw std::bad_alloc();
  }

 private:
  template <class T>
  void add(std::vector<T>& list, T item) {
    const std::lock_guard lock(mutex_);
    list.push_back(std::move(item));
  }
  template <class T>
  std::vector<T> copy(const std::vector<T>& list) const {
    const std::lock_guard lock(mutex_);
    return list;
  }

  mutable std::mutex mutex_;
  std::vector<std::string> lines_, secrets_, unmapped_;
  std::vector<int> statuses_;
  bool fails_ = false;
};

}  // namespace uws::test
