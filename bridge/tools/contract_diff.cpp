#include "bridge/tools/contract_diff.h"

#include <algorithm>
#include <set>

#include "bridge/tools/type_diff.h"

namespace uws::tools {
namespace {

std::string title_of(const contract::Operation& operation) {
  return "operation " + operation.port_type + "." + operation.name;
}

// The operation of that name, best in the same port type.
const contract::Operation* twin(const contract::Operation& operation,
                                const contract::Contract& contract) {
  const contract::Operation* elsewhere = nullptr;
  for (const auto& candidate : contract.operations) {
    if (candidate.name != operation.name) continue;
    if (candidate.port_type == operation.port_type) return &candidate;
    elsewhere = &candidate;
  }
  return elsewhere;
}

bool has_port_type(const contract::Contract& contract, const std::string& name) {
  return std::any_of(
      contract.operations.begin(), contract.operations.end(),
      [&](const contract::Operation& operation) { return operation.port_type == name; });
}

class ContractDiff {
 public:
  ContractDiff(const contract::Contract& ours, const contract::Contract& theirs)
      : ours_(ours), theirs_(theirs), types_(ours, theirs) {}

  Comparison run() {
    for (const auto& theirs : theirs_.operations) {
      const contract::Operation* ours = twin(theirs, ours_);
      if (ours != nullptr) {
        operations(*ours, theirs);
      } else {
        say(title_of(theirs), "missing here", "their calls are answered with ActionNotSupported");
      }
    }
    std::set<std::string> absent;
    for (const auto& ours : ours_.operations) {
      if (twin(ours, theirs_) != nullptr) continue;
      if (has_port_type(theirs_, ours.port_type)) {
        say(title_of(ours), "missing there", "no effect: they never call it");
      } else {
        absent.insert(ours.port_type);
      }
    }
    result_.not_compared.assign(absent.begin(), absent.end());
    for (auto& difference : types_.differences()) {
      result_.differences.push_back(std::move(difference));
    }
    extra_types();
    return std::move(result_);
  }

 private:
  void say(const std::string& group, const std::string& what, const std::string& meaning) {
    result_.differences.push_back({group, what, meaning});
  }

  void operations(const contract::Operation& ours, const contract::Operation& theirs) {
    ++result_.operations;
    const std::string group = title_of(ours);
    if (ours.port_type != theirs.port_type) {
      say(group, "in port type " + theirs.port_type + " there",
          "the address is no matter, as every service address answers every SOAPAction");
    }
    if (ours.action != theirs.action) {
      say(group, "SOAPAction: \"" + theirs.action + "\" there, \"" + ours.action + "\" here",
          "their calls are answered with ActionNotSupported, as actions are compared exactly");
    }
    wrappers(group, ours.request, theirs.request, kRequest);
    wrappers(group, ours.response, theirs.response, kResponse);
    headers(group, ours.request, theirs.request, kRequest);
    headers(group, ours.response, theirs.response, kResponse);
  }

  void wrappers(const std::string& group, const contract::Message& ours,
                const contract::Message& theirs, Direction direction) {
    const std::string side = direction == kRequest ? "request" : "response";
    if (ours.wrapper != theirs.wrapper) {
      const auto text = [](const contract::Message& message) {
        return message.wrapper ? shown(*message.wrapper) : std::string("none");
      };
      say(group, side + " wrapper: " + text(theirs) + " there, " + text(ours) + " here",
          direction == kRequest
              ? "their calls are answered with InternalServiceFault"
              : "WCF, JAX-WS and gSOAP clients throw, and so do node-soap and zeep; asmx and PHP "
                "may read null");
    }
    if (ours.wrapper && theirs.wrapper) types_.elements(*ours.wrapper, *theirs.wrapper, direction);
  }

  void headers(const std::string& group, const contract::Message& ours,
               const contract::Message& theirs, Direction direction) {
    const bool request = direction == kRequest;
    const std::string side = request ? "request" : "response";
    const auto has = [](const contract::Message& message, const contract::Name& name) {
      return std::find(message.headers.begin(), message.headers.end(), name) !=
             message.headers.end();
    };
    for (const auto& name : ours.headers) {
      if (has(theirs, name)) {
        types_.elements(name, name, direction);
        continue;
      }
      say(group, side + " header " + shown(name) + ": missing there",
          request ? "they do not send it: the header is read as absent"
                  : "no effect: clients skip headers they do not know");
    }
    for (const auto& name : theirs.headers) {
      if (has(ours, name)) continue;
      say(group, side + " header " + shown(name) + ": missing here",
          request ? "ignored by the bridge, unless it is sent with mustUnderstand=\"1\""
                  : "never sent: read as absent");
    }
  }

  // Types of theirs no message holds, directly or as a base.
  void extra_types() {
    std::set<contract::Name> used;
    for (const auto& operation : theirs_.operations) {
      for (const auto* message : {&operation.request, &operation.response}) {
        if (message->wrapper) reach(theirs_.elements.at(*message->wrapper).type, used);
        for (const auto& name : message->headers) reach(theirs_.elements.at(name).type, used);
      }
    }
    for (const auto& [name, type] : theirs_.types) {
      const bool inline_type =
          name.local.starts_with("element ") || name.local.find('/') != std::string::npos;
      if (inline_type || name.space == contract::kSerialization || used.contains(name)) continue;
      if (ours_.type(name) != nullptr) continue;
      const bool derived = used.contains(type.base);
      say(title(name), "missing here",
          derived ? "never sent; where they send it by xsi:type the call is read as its base " +
                        type.base.local
                  : "no effect: no message holds it");
    }
  }

  void reach(const contract::Name& name, std::set<contract::Name>& used) const {
    const contract::Type* type = theirs_.type(name);
    if (type == nullptr || !used.insert(name).second) return;
    reach(type->base, used);
    for (const auto& member : type->members) reach(member.type, used);
  }

  const contract::Contract& ours_;
  const contract::Contract& theirs_;
  TypeDiff types_;
  Comparison result_;
};

}  // namespace

Comparison compare(const contract::Contract& ours, const contract::Contract& theirs) {
  return ContractDiff(ours, theirs).run();
}

}  // namespace uws::tools
