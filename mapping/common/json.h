#pragma once
// Building REST bodies (json_text.h) and reading REST answers (json_value.h).

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/json_text.h"
#include "base/json_value.h"
#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::mapping {

using Json = base::JsonText;

// Adds `value` under `key` unless it is absent or empty; REST takes null, empty and absent alike.
void put(Json& object, const char* key, const std::optional<std::string>& value);
void put(Json& object, const char* key, const std::string& value);
void put(Json& object, const char* key, const std::optional<bool>& value);
void put(Json& object, const char* key, const std::optional<int>& value);
// Adds `value` unless it is null or an empty container.
void put(Json& object, const char* key, const Json& value);

// The text of a JSON body.
inline std::string dump(const Json& body) { return body.dump(); }

// Whether a REST answer has no body, or blanks only.
bool is_blank(const RestReply& reply);

// A REST answer parsed; UnexpectedError when it is not JSON (nothing of it leaks).
Result<base::JsonDocument> parse(const RestReply& reply);

// The same, and UnexpectedError when it is no object.
Result<base::JsonDocument> parse_object(const RestReply& reply);

// Where a value stands in an answer, put together only for who asks.
class JsonPath {
 public:
  // `root`: "", "devices[]"; like all names a literal.
  // NOLINTNEXTLINE(google-explicit-constructor)
  JsonPath(const char* root) : names_{root}, size_(1) {}

  JsonPath member(const char* name) const;
  JsonPath items() const;  // name[]
  std::string text() const;
  std::string text(std::string_view member) const;

 private:
  static constexpr std::size_t kMost = 8;  // no answer is read deeper
  std::array<const char*, kMost> names_;
  std::uint8_t size_;
  std::uint8_t lists_ = 0;  // a bit for each name that stands for items
};

class JsonArray;

// Reads one JSON object member by member. What nobody asked for is noted with its path when the
// reader goes out of scope, so that no member of an answer is dropped silently. Members of an
// unexpected type read as absent and are noted too.
class JsonObject {
 public:
  // `value` may be anything; what is not an object reads as empty. `path` is its place in the
  // answer ("" at the root, "devices[]" below). `value` and `notes` must outlive the reader.
  JsonObject(const base::JsonValue& value, JsonPath path, Notes& notes);
  ~JsonObject();
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  // Null and absent are the same everywhere: nullopt, or an empty reader.
  std::optional<std::string> text(const char* key);       // string; numbers as spelt, booleans
  std::optional<long long> integer(const char* key);      // number, or a string of digits
  std::optional<bool> boolean(const char* key);           // boolean, or "true"/"false" in any case
  std::optional<std::string> date_time(const char* key);  // as xs:dateTime (dates.h)
  JsonObject object(const char* key);
  JsonArray array(const char* key);  // an object or scalar counts as a list of one
  const base::JsonValue* raw(
      const char* key);             // null when absent; counts as read with all below it
  void ignore(const char* key);     // known, but the contract has no place for it
  bool has(const char* key) const;  // present and not null

 private:
  const base::JsonValue* take(const char* key);
  void note(const std::string& path);
  void note_member(const char* key) { note(path_.text(key)); }
  void mark_known(std::size_t member);
  bool known(std::size_t member) const;

  const base::JsonValue& value_;
  JsonPath path_;
  Notes& notes_;
  std::uint64_t known_ = 0;       // members somebody asked for, by place
  std::vector<bool> more_known_;  // beyond the 64th
};

// The items of a JSON array, each read through a JsonObject of its own:
//   for (JsonObject item : list) …
class JsonArray {
 public:
  class Iterator {
   public:
    Iterator(const JsonArray& list, std::size_t at) : list_(&list), at_(at) {}
    JsonObject operator*() const { return list_->object(at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const JsonArray* list_;
    std::size_t at_;
  };

  // Null: an empty list.
  JsonArray(const base::JsonValue* value, JsonPath path, Notes& notes);
  std::size_t size() const { return items_.size(); }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }
  JsonObject object(std::size_t i) const { return {items_[i], path_, notes_}; }
  // The item as text, when it is a scalar.
  std::optional<std::string> text(std::size_t i) const;

 private:
  std::span<const base::JsonValue> items_;
  JsonPath path_;
  Notes& notes_;
};

// Appends make(JsonObject) of every item to `into`.
template <class Into, class Make>
void collect(const JsonArray& list, Into& into, Make make) {
  into.reserve(into.size() + list.size());
  for (std::size_t i = 0; i < list.size(); ++i) into.push_back(make(list.object(i)));
}

// A member of a generated type that takes a text of an answer as it is; `key` is its name there.
template <class T>
struct TextMember {
  const char* key;
  std::optional<std::string> T::*member;
};

// Reads each of `members` as JsonObject::text does.
template <class T>
void read_texts(JsonObject& from, T& into,
                std::type_identity_t<std::initializer_list<TextMember<T>>> members) {
  for (const auto& text : members) into.*text.member = from.text(text.key);
}

}  // namespace uws::mapping
