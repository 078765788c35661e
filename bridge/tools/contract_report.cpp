#include "bridge/tools/contract_report.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>

#include "bridge/tools/type_diff.h"

namespace uws::tools {
namespace {

using contract::Finding;

std::string absent(const Finding& finding) {
  if (finding.constant) return "the constant of the rule";
  if (finding.nillable) return "nil";
  return finding.required ? "left out though it is required there: WCF clients throw, others read "
                            "it as absent"
                          : "left out";
}

// The same of a callback, where what is optional is left out.
std::string absent_in_callback(const Finding& finding) {
  if (finding.constant) return "the constant of the rule";
  if (!finding.required) return "left out";
  return finding.nillable ? "nil"
                          : "left out though it is required there: WCF receivers throw, others "
                            "read it as absent";
}

// In a request, in an answer, and in a callback.
Meaning meaning_of(const Finding& finding) {
  switch (finding.matter) {
    case Finding::Matter::operation:
      return {"answered with ActionNotSupported", ""};
    case Finding::Matter::no_wrapper:
      return {"read by the built-in contract", "written by the built-in contract"};
    case Finding::Matter::only_his:
      return {"read and reported, nothing is done with it", absent(finding),
              absent_in_callback(finding)};
    case Finding::Matter::only_ours:
      return {"nobody sends it: absent", "not written", "not written: what it holds gets lost"};
    case Finding::Matter::kind:
      return {
          "not read where the kinds do not fit", "not written where they do not fit",
          "what does not fit is not written; of a list all are, where typed receivers read one"};
    case Finding::Matter::text_carries:
      break;
  }
  return {"a value of another kind is refused with DeserializationFailed",
          std::string("a value of another kind is counted, and ") +
              (finding.nillable ? "nil" : "left out")};
}

std::string shown(const Finding& finding) {
  return joined(meaning_of(finding), finding.directions);
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Printer {
 public:
  Printer(const owner::OwnerContract& contract, std::ostream& out)
      : contract_(contract), out_(out) {}

  void print() {
    const auto& matching = contract_.matching;
    out_ << "files: " << contract_.files.files.size() << '\n';
    for (const auto& [service, documents] : contract_.documents) {
      out_ << "service " << service << ": " << documents->wsdls.front().path << '\n';
    }
    for (const auto& [path, place] : contract_.places) {
      out_ << "address " << place.spelt << ": " << place.service << '\n';
    }
    out_ << "matched: " << contract_.plan().operations() << " operations, " << matching.types
         << " types, " << matching.members << " members, " << matching.renamed
         << " of them renamed\n";
    out_ << (contract_.callbacks ? "callbacks: " + callback_names() : "callbacks: built in")
         << '\n';
    print_part("settled", false);
    print_part("open", true);
    out_ << '\n' << matching.open() << " open\n";
  }

 private:
  std::string callback_names() const {
    std::vector<std::string> names;
    for (const auto& [name, element] : contract_.callbacks->roots()) {
      names.push_back(contract::shown(element.name));
    }
    return list(names);
  }

  void print_part(const char* title, bool open) {
    std::string group;
    for (const auto& finding : contract_.matching.findings) {
      if (finding.open != open) continue;
      if (group.empty()) out_ << '\n' << title << ":\n";
      if (finding.group != group) out_ << "  " << finding.group << '\n';
      group = finding.group;
      out_ << "    " << finding.what << "\n      -> " << shown(finding) << '\n';
      if (!finding.nearest.empty()) out_ << "      nearest: " << list(finding.nearest) << '\n';
    }
  }

  const owner::OwnerContract& contract_;
  std::ostream& out_;
};

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

}  // namespace

void print_report(const owner::OwnerContract& contract, std::ostream& out) {
  Printer(contract, out).print();
}

void print_draft(const owner::OwnerContract& contract, std::ostream& out) {
  const auto open = [&](Finding::Matter matter, const auto& act) {
    std::set<std::string> done;
    for (const auto& finding : contract.matching.findings) {
      if (!finding.open || finding.matter != matter || finding.key.empty()) continue;
      if (done.insert(finding.key).second) act(finding);
    }
  };
  out << "# What names alone do not tell. Written by uws-bridge contract draft; nothing here is\n"
         "# used until it is no comment any more. Renames first: what is renamed need not be "
         "ignored.\n\n"
         "ignore = [\n";
  open(Finding::Matter::only_his,
       [&](const Finding& finding) { out << "  # \"" << finding.key << "\",  # only there\n"; });
  open(Finding::Matter::only_ours,
       [&](const Finding& finding) { out << "  # \"" << finding.key << "\",  # only here\n"; });
  open(Finding::Matter::kind, [&](const Finding& finding) {
    out << "  # \"" << finding.key << "\",  # of another kind\n";
  });
  out << "]\nnest = []\nflatten = []\n\n[rename]\n";
  open(Finding::Matter::only_his, [&](const Finding& finding) {
    for (const auto& name : finding.nearest) {
      out << "# \"" << finding.key << "\" = \"" << first_word(name) << "\"  # " << name << '\n';
    }
  });
  for (const auto& finding : contract.matching.findings) {
    if (!finding.open || finding.matter != Finding::Matter::operation) continue;
    for (const auto& name : finding.nearest) {
      out << "# \"" << finding.group.substr(finding.group.find(' ') + 1) << "\" = \""
          << first_word(name) << "\"  # " << name << '\n';
    }
  }
  out << "\n[constant]\n";
  open(Finding::Matter::only_his, [&](const Finding& finding) {
    const bool thrown = finding.required && !finding.nillable;
    const bool callback = (finding.directions & contract::kCallback) != 0;
    if (thrown && (callback || (finding.directions & contract::kResponse) != 0)) {
      out << "# \"" << finding.key << "\" = \"\"  # required there, and "
          << (callback ? "callbacks" : "answers") << " do not have it\n";
    }
  });
}

}  // namespace uws::tools
