#pragma once
// An owner's callback message: the members of CallbackRequest in the names, order, nesting and
// nillability his receivers were made from.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contract/model.h"
#include "contract/rules.h"

namespace uws::contract {

struct LaidCallback {
  std::string envelope;
  std::string soap_action;  // empty: as it was
  // "Data.PromoChange": elements with content that the owner's message has no place for.
  std::vector<std::string> dropped;
};

class CallbackLayout {
 public:
  // `contract` declares the elements CallbackRequest or SmsCallbackRequest, or those that a rename
  // rule says stand for them.
  CallbackLayout(std::shared_ptr<const Contract> contract, Rules rules);

  // Whether it declares one of them at all.
  bool known() const { return !roots_.empty(); }
  const std::map<std::string, Element>& roots() const { return roots_; }
  const Contract& contract() const { return *contract_; }
  const Rules& rules() const { return rules_; }
  // Whether a rule is for a type of the messages.
  bool has_type_of(const Rule& rule) const;

  // `envelope` as mapping/callback writes it, Data once; `root` its message element. Pure. A
  // message without an element of the owner's stays as it is.
  LaidCallback lay_out(std::string_view envelope) const;

 private:
  std::shared_ptr<const Contract> contract_;
  Rules rules_;
  std::map<std::string, Element> roots_;  // by built-in name
};

}  // namespace uws::contract
