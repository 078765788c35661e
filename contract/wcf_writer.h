#pragma once
// Writes the bytes WCF's DataContractSerializer would, driven by gSOAP's generated serializers
// (generated/wcf_redirect.h sends their output calls here). Where each namespace is declared and
// which letter it gets follows wire.md: response envelope.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/shape.h"

struct soap;

namespace uws::contract {

// One writer per message. Calls come as begin (content | begin..end)* end; a null or empty element
// is one call. Every function returns 0, or SOAP_TAG_MISMATCH when the tag is not of the contract.
//
// Tags are always built-in ones. Where the wrapper is of an owner's contract, what is written has
// his names, namespaces and order: members he does not have are not written, those that only he
// has are nil, constant or left out, and a value that is none of his kind is left out or nil.
class WcfWriter {
 public:
  // Appends to `out`. `wrapper`: an owner's for the message, null = the built-in one. Both must
  // outlive the writer.
  explicit WcfWriter(std::string& out, const Wrapper* wrapper = nullptr);

  // "Type.Member" of an owner's contract whose value could not be written, once for each value, the
  // first few.
  const std::vector<std::string>& left_out() const { return left_out_; }

  int begin(const char* tag);
  int end();
  // A missing value: i:nil="true" where the contract says nillable, else nothing at all.
  int null(const char* tag);
  int empty(const char* tag);
  int text(std::string_view text);

 private:
  // What is to be done at an element's end, if it is of an owner's contract.
  enum Chore : std::uint8_t {
    kLaid = 1,      // its content has a Lay
    kSilent = 2,    // a level only one of the contracts has: nothing was written of it
    kDropped = 4,   // take it all back
    kChecked = 8,   // hold the value against the owner's kind
    kPiece = 16,    // note where it is, its parent is laid out at the end
    kInLevel = 32,  // a silent level around it ends too
    kQuick = 64,    // a piece without a Task: `likely` is its number
  };

  struct Frame {
    const Shape* shape;     // type of the element's content as written; null for a value
    const Shape* ours;      // the type whose tags are asked for
    std::string_view name;  // local name
    std::size_t scope;      // how many namespaces were in scope outside the element
    char prefix;            // 0 = none
    std::uint8_t chores;
    std::size_t likely;  // index of the member to expect
  };

  // Further of a frame with chores, in a stack of their own.
  struct Task {
    const Layout* layout = nullptr;  // of the content
    const Member* member = nullptr;
    std::size_t mark = 0;     // where the element begins
    std::size_t content = 0;  // of a checked value: where its text begins
    std::size_t index = 0, index_in_level = 0;
    bool start_tag_open = false;  // of the parent, before the element
  };
  // Content of an owner's type.
  struct Lay {
    const Shape* shape;
    std::size_t next = 0;     // first member of the type that is still to come
    std::size_t content = 0;  // where it begins, once anything stands there
    std::size_t pieces = 0;   // how many there were before
  };
  struct Piece {
    std::size_t index, index_in_level, begin, end;
  };

  int begin_wrapper(std::string_view local);
  // wcf_layout.cpp
  void begin_laid(const Member& ours, bool nil);
  void begin_plain(const Member& ours, bool nil);
  void begin_placed(const Place& place, bool nil);
  void begin_piece(const Place& place, Lay& lay, bool nil);
  void begin_element(const Place& place, bool nil, std::uint8_t chores);
  void begin_dropped(const Member& ours);
  void enter_level(const Member& level);
  void leave(const Frame& frame);
  void enter(const Shape& shape, const Task& task);
  void start_lay(const Shape& shape, const Task& task);
  void finish(const Frame& frame);
  void finish_lay();
  bool finish_element(const Frame& frame, const Task& task);
  void take_back(const Frame& frame, const Task& task);
  bool holds_valid_text(const Task& task) const;
  void write_extras(Lay& lay, std::size_t until);
  void write_extra(const Member& member);
  void write_level(const Member& level, std::span<const Piece> pieces, std::size_t content);
  void write_pieces(std::span<const Piece> pieces, std::size_t content);
  void lay_out(const Lay& lay);
  void lay_anew(const Lay& lay, std::span<const Piece> pieces);
  static bool sort(std::span<Piece> pieces);
  static const Place& place_of(const Member& ours, const Layout& layout);

  void end_element(const Frame& frame);
  const Member* member(std::string_view local);
  char prefix_of(std::string_view name_space) const;  // 0 = none in scope
  template <class... Parts>
  void put(const Parts&... parts) {
    ((out_ += parts), ...);
  }
  void put_name(const Frame& frame);
  void open(std::string_view local, const Member& member, bool nil);
  char declare_own(const Member& member);
  void declare_type(const Shape& type, bool part);
  void close_start_tag();

  std::string& out_;
  const Wrapper* wrapper_;
  std::string_view default_space_;  // of elements without prefix
  std::vector<Frame> frames_;
  std::vector<std::string_view> letters_;  // namespaces in scope; index 0 is `a`
  bool start_tag_open_ = false;
  // Used for an owner's contract only.
  std::vector<Task> tasks_;
  std::vector<Lay> lays_;
  std::vector<Piece> pieces_;
  std::string moved_;  // content that is being laid out
  std::vector<std::string> left_out_;
};

}  // namespace uws::contract
