#pragma once
// JSON as it is written: every value is its text from the start, escaped once. No tree is built,
// and nothing can be taken out again (json_value.h reads).

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace uws::base {

// Appends `text` as a JSON string with its quotation marks. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

class JsonText {
 public:
  using Member = std::pair<std::string_view, JsonText>;

  JsonText() = default;  // null
  // NOLINTBEGIN(google-explicit-constructor): values stand where JSON is expected
  JsonText(std::string_view text);
  JsonText(const std::string& text) : JsonText(std::string_view(text)) {}
  JsonText(const char* text) : JsonText(std::string_view(text)) {}
  JsonText(std::nullptr_t) {}
  JsonText(std::same_as<bool> auto value) : text_(value ? "true" : "false"), kind_(Kind::scalar) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) JsonText(Number value)
      : text_(std::to_string(value)), kind_(Kind::scalar) {}
  // NOLINTEND(google-explicit-constructor)
  // An object of these members.
  JsonText(std::initializer_list<Member> members);

  static JsonText object() { return JsonText(Kind::object); }
  static JsonText array() { return JsonText(Kind::array); }
  static JsonText array(std::initializer_list<JsonText> items);

  // What stands where a member is assigned: body["name"] = value. A name is assigned once.
  class Place {
   public:
    Place(JsonText& object, std::string_view name) : object_(object), name_(name) {}
    Place& operator=(const JsonText& value) {
      object_.put(name_, value);
      return *this;
    }

   private:
    JsonText& object_;
    std::string_view name_;
  };
  Place operator[](std::string_view name) { return {*this, name}; }

  // Adds a member; a null becomes an object by its first one.
  void put(std::string_view name, const JsonText& value);
  void put_string(std::string_view name, std::string_view text);
  // Adds an item; a null becomes an array by its first one.
  void push_back(const JsonText& value);

  bool is_null() const { return kind_ == Kind::null; }
  bool is_structured() const { return kind_ == Kind::object || kind_ == Kind::array; }
  // Whether an object or array has nothing in it; null is empty too.
  bool empty() const { return is_null() || (is_structured() && text_.empty()); }

  // Items of an array, members of an object.
  std::size_t size() const { return size_; }
  bool operator==(const JsonText&) const = default;  // the same text

  // The document.
  std::string dump() const;

 private:
  enum class Kind : unsigned char { null, scalar, object, array };
  explicit JsonText(Kind kind) : kind_(kind) {}
  void append_to(std::string& out) const;
  void begin_next(Kind kind);
  void begin_member(std::string_view name);

  std::string text_;  // of an object or array without its brackets
  std::size_t size_ = 0;
  Kind kind_ = Kind::null;
};

}  // namespace uws::base
