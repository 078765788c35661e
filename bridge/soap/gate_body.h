#pragma once
// The Body's content held against the contract's shapes, element by element, the way
// DataContractSerializer reads it; a part of the gate (gate.h).

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/soap/gate.h"
#include "bridge/soap/gate_lift.h"

namespace uws::soap {

class BodyCheck {
 public:
  BodyCheck(GateReport& report, const Wrapper* wrapper, const Leniency& leniency)
      : report_(report), wrapper_(wrapper), leniency_(leniency) {}

  // Offsets are bytes in the document. Attributes as expat gives them, '\n' between URI and name.
  void start(std::string_view uri, std::string_view local, const char** attributes,
             std::size_t offset);
  void text(std::string_view text);
  void end(std::size_t offset, std::size_t end_offset);

  // A violation was found; the rest of the document does not matter.
  bool stopped() const { return stopped_; }

  // Leaves out what stands between the two offsets.
  void erase(std::size_t from, std::size_t to) { edits_.push_back({from, to, {}}); }
  // `document` from `root` on, with every edit made.
  std::string apply_edits(std::string_view document, std::size_t root);

 private:
  struct Level {
    const Shape* shape = nullptr;  // complex content; null for a value
    const Member* member = nullptr;
    std::string name, name_space;
    std::size_t offset = 0;
    std::size_t next = 0;    // first member not yet passed, in contract order
    std::vector<bool> seen;  // by member index
    std::string text;        // of a value that has to be checked
    std::vector<std::pair<std::string, std::string>> aliased;
    std::unique_ptr<PairCollector> collector;
    bool nil = false;
  };
  struct Edit {
    std::size_t from, to;
    std::string insert;
  };

  void start_wrapper(std::string_view uri, std::string_view local, std::size_t offset);
  void start_member(std::string_view uri, std::string_view local, const char** attributes,
                    std::size_t offset);
  void start_stray(std::string_view local, std::size_t offset, bool dropped);
  bool admit(Level& parent, const Member& member);
  bool check_attributes(Level& level, const char** attributes);
  void end_value(const Level& level, std::size_t end_offset);
  void end_complex(Level& level, std::size_t offset);
  void end_stray(std::size_t end_offset);
  const Shape& root_type() const { return *wrapper_->type->members[0].type; }
  void note_forbidden(std::string_view text);
  void violate(std::string message);

  GateReport& report_;
  const Wrapper* wrapper_;
  const Leniency& leniency_;
  std::vector<Level> levels_;
  std::vector<Edit> edits_;
  // Inside an element the contract does not know: how deep, and what is gathered there.
  std::size_t stray_depth_ = 0;
  std::vector<std::string> stray_names_;
  std::vector<std::string> stray_texts_;
  std::size_t stray_offset_ = 0;
  bool stray_dropped_ = false;  // a late or repeated member: erased, gSOAP must not see it
  bool stopped_ = false;
  bool done_ = false;  // the wrapper has ended
};

}  // namespace uws::soap
