#pragma once
// The Body's content held against the contract's shapes, element by element, the way
// DataContractSerializer reads it; a part of the gate (gate.h).

#include <bitset>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/soap/gate.h"
#include "bridge/soap/gate_lift.h"

namespace uws::soap {

class BodyCheck {
 public:
  // A type has no more members than this (a test holds it).
  static constexpr std::size_t kMostMembers = 64;

  // Appends what is read to `tokens`.
  BodyCheck(GateReport& report, contract::Tokens& tokens, const contract::Wrapper* wrapper,
            const Leniency& leniency);

  void start(const XmlElement& element);
  void text(std::string_view text);
  void end();

  // A violation or a limit was found; the rest of the document does not matter.
  bool stopped() const { return stopped_; }

  // Counts an element the contract does not know; false: one too many.
  bool count_stray();

 private:
  struct Level {
    const contract::Shape* shape = nullptr;  // complex content; null for a value
    const contract::Member* member = nullptr;
    const contract::Member* group = nullptr;  // built-in level opened for members that stand bare
    std::string_view name, name_space;
    std::size_t next = 0;            // first member not yet passed, in contract order
    std::size_t likely = 0;          // index of the member to expect
    std::size_t items = 0;           // of a list
    std::bitset<kMostMembers> seen;  // by member index
    std::unique_ptr<PairCollector> collector;
    bool nil = false;
  };

  static std::size_t index_in(const Level& parent, const contract::Member& member) {
    return static_cast<std::size_t>(&member - parent.shape->members.data());
  }
  void start_wrapper(const XmlElement& element);
  void start_member(const XmlElement& element);
  void start_stray(std::string_view local, bool known);
  void start_inside_stray(std::string_view local);
  // A member of an owner's type that nothing reads; or one that stands without its built-in level,
  // or outside of it again. False: it is not read.
  bool start_outer(Level& parent, const contract::Member& member);
  bool open_group(Level& parent, const contract::Member* group, std::size_t index);
  void note_unread(const Level& parent, const contract::Member& member);
  const contract::Member* find_member(Level& parent, const XmlElement& element) const;
  const contract::Member* find_alias(const contract::Shape& shape, std::string_view local) const;
  bool admit(Level& parent, const contract::Member& member);
  bool check_attributes(Level& level, std::span<const XmlAttribute> attributes);
  bool check_nil(const contract::Member& member);
  void stray_text(std::string_view text);
  void end_value(const Level& level);
  void end_text(const Level& level);
  void end_number(const Level& level);
  void end_complex(Level& level);
  void end_stray();
  const contract::Shape& root_type() const {
    const auto& members = wrapper_->type->members;
    return members.empty() || !members[0].type ? *wrapper_->type : *members[0].type;
  }
  void note_forbidden(std::string_view text);
  // `message` is .NET's; member and rule are the gateway's own words for log and tools.
  void violate(std::string_view member, std::string_view rule, std::string message);
  // Body holds something else than the wrapper.
  void refuse_wrapper();
  // The value read last is none of the member's kind.
  void cannot_read(const contract::Member& member);
  void break_limit(std::string_view words);
  void forget(const contract::Member& member);

  GateReport& report_;
  contract::Tokens& tokens_;
  const contract::Wrapper* wrapper_;
  const Leniency& leniency_;
  std::vector<Level> levels_;
  std::string value_;  // text of the number, flag or date being read
  // Inside an element that is not read: how deep, and, where bare pairs may stand, what is gathered
  // there.
  std::size_t stray_depth_ = 0;
  bool stray_known_ = false;  // late or repeated, not unknown
  bool gathers_ = false;
  std::size_t gathered_ = 0;  // bytes of all such text
  std::vector<std::string> stray_names_;
  std::vector<std::string> stray_texts_;
  bool stopped_ = false;
  bool done_ = false;  // the wrapper has ended
};

}  // namespace uws::soap
