#include "tests/bridge/soap/soap_requests.h"

#include <initializer_list>
#include <vector>

#include "base/xml_out.h"
#include "mapping/common/leniency.h"

namespace uws::test {

std::string contract_namespace(std::string_view name) {
  return "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract." +
         std::string(name);
}

namespace {

// Documents of many MiB are made here: one copy of each part.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  std::string out;
  out.reserve(size);
  for (const auto part : parts) out += part;
  return out;
}

}  // namespace

std::string envelope(std::string_view body, std::string_view header) {
  const bool headed = !header.empty();
  return joined({"<s:Envelope xmlns:s=\"", kSoapNamespace, "\" xmlns:v=\"", kV2, "\" xmlns:c=\"",
                 contract_namespace("Common"),
                 "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">",
                 headed ? "<s:Header>" : "", header, headed ? "</s:Header>" : "", "<s:Body>", body,
                 "</s:Body></s:Envelope>"});
}

std::string request(std::string_view operation, std::string_view service,
                    std::string_view members) {
  return envelope(joined({"<v:", operation, "><v:Input xmlns=\"", contract_namespace(service),
                          "\">", members, "</v:Input></v:", operation, ">"}));
}

std::string move_device(std::string_view members) {
  return request("MoveDevice", "CarrierService",
                 joined({"<AccountName>0212345678-00001</AccountName>", members}));
}

namespace {

// The elements of `tokens` as text.
class Shown {
 public:
  explicit Shown(const contract::Wrapper& wrapper) : wrapper_(wrapper) {}

  std::string text(const contract::Tokens& tokens) {
    for (const auto& token : tokens.all()) {
      if (token.kind == contract::Token::Kind::end) {
        close();
        continue;
      }
      open(token.member, token.kind == contract::Token::Kind::nil);
      if (token.kind == contract::Token::Kind::begin) continue;
      if (token.kind == contract::Token::Kind::value) {
        base::append_xml_text(out_, tokens.text_of(token));
      }
      close();
    }
    return out_;
  }

 private:
  struct Open {
    std::string name, name_space;
    const contract::Shape* content;
  };

  void open(const contract::Member* member, bool nil) {
    Open next{std::string(member ? member->name : wrapper_.name),
              std::string(member ? open_.back().content->name_space : kV2),
              member ? member->type : wrapper_.type};
    out_ += "<" + next.name;
    if (open_.empty() || open_.back().name_space != next.name_space) {
      out_ += " xmlns=\"" + next.name_space + "\"";
    }
    out_ += nil ? " i:nil=\"true\">" : ">";
    open_.push_back(std::move(next));
  }
  void close() {
    out_ += "</" + open_.back().name + ">";
    open_.pop_back();
  }

  const contract::Wrapper& wrapper_;
  std::vector<Open> open_;
  std::string out_;
};

}  // namespace

Gated gate(std::string_view document, std::string_view operation, bool strict) {
  static soap::GateRoom room;
  const auto* const wrapper = contract::find_wrapper(operation);
  Gated gated{soap::pass_gate(document, "utf-8", wrapper, mapping::leniency(strict), room), {}};
  if (!room.tokens.empty()) gated.document = Shown(*wrapper).text(room.tokens);
  return gated;
}

}  // namespace uws::test
