#include "bridge/soap/gate.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "bridge/soap/gate_body.h"
#include "bridge/soap/gate_limits.h"
#include "bridge/soap/gate_values.h"
#include "bridge/soap/xml_tags.h"

namespace uws::soap {
namespace {

constexpr std::string_view kEnvelope = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kNextActor = "http://schemas.xmlsoap.org/soap/actor/next";
constexpr std::string_view kBlanks = " \t\r\n";

// One pass over a document: envelope and headers here, the Body's content in BodyCheck.
class Gate : private XmlEvents {
 public:
  Gate(std::string_view document, std::string_view declared_encoding,
       const contract::Wrapper* wrapper, const Leniency& leniency, GateRoom& room)
      : document_(document),
        encoding_(declared_encoding),
        wrapper_(wrapper),
        room_(room),
        body_(report_, room.tokens, wrapper, leniency) {}

  GateReport run() {
    read(find_tag_over_limit(document_));
    if (report_.reached_body && !body_seen_end_ && report_.xml_error.empty() && !body_.stopped()) {
      report_.xml_error = "Unexpected end of file.";
    }
    report_.cost.steps += document_.size() + names_ + room_.tokens.text_bytes();
    report_.cost.reader_bytes = room_.reader.peak();
    if (!acceptable()) room_.tokens.clear();
    return std::move(report_);
  }

 private:
  bool acceptable() const {
    return wrapper_ && report_.reached_body && report_.xml_error.empty() &&
           report_.violation.empty() && report_.crowded_list.empty() && !report_.wrong_wrapper;
  }

  // The reader is given the document up to a tag it must not see.
  void read(const std::optional<TagLimit>& limit) {
    const std::string_view seen = document_.substr(0, limit ? limit->offset : document_.size());
    if (room_.reader.read(seen, *this) != XmlEnd::broken) return;
    if (!report_.reached_body || !report_.xml_error.empty()) return;
    if (auto words = words_for_broken(seen, !limit)) {
      report_.xml_error = std::move(*words);
    } else {
      report_.xml_error = limit ? limit->words : kNotWellFormed;
    }
  }

  bool refuse(std::string_view words) {
    if (report_.reached_body && report_.xml_error.empty()) report_.xml_error = words;
    return false;
  }

  bool document_type() override { return refuse("DTD is not supported."); }
  bool instruction() override {
    return refuse(
        "Processing instructions (other than the XML declaration) and DTDs are not supported.");
  }
  // Before Body, so that the words do not matter.
  bool declaration(const XmlDeclaration& declaration) override {
    return declaration.version == "1.0" &&
           (declaration.encoding.empty() || base::lower(declaration.encoding) == encoding_);
  }

  // False: more names than the document may have handed over.
  bool count_names(const XmlElement& element) {
    names_ += element.uri.size() + element.local.size();
    for (const auto& [uri, local, value] : element.attributes) {
      names_ += uri.size() + local.size() + value.size();
    }
    return names_ <= kReaderBytes + kMaxNamesPerByte * document_.size() &&
           room_.reader.held() <= kReaderBytes + 2 * document_.size();
  }

  bool count_namespaces(std::size_t declared) {
    namespaces_ += declared;
    declared_[depth_ - 1] = declared;
    return namespaces_ <= kMaxNamespaces;
  }

  bool start(const XmlElement& element) override {
    if (++depth_ > kMaxDepth) return refuse(kTooDeep);
    if (!count_namespaces(element.declared)) return refuse(kTooManyNamespaces);
    if (++report_.cost.elements > kMaxElements) return refuse(kTooManyElements);
    if (!count_names(element)) return refuse(kTooManyNames);
    if (depth_ == 1) return element.uri == kEnvelope && element.local == "Envelope";
    if (depth_ == 2) return start_part(element);
    if (in_header_) return start_header(element);
    if (in_body_) body_.start(element);
    return !body_.stopped();
  }

  bool start_part(const XmlElement& element) {
    const bool soap = element.uri == kEnvelope;
    if (soap && element.local == "Header" && !header_seen_ && !report_.reached_body) {
      header_seen_ = in_header_ = true;
    } else if (soap && element.local == "Body" && !report_.reached_body) {
      report_.reached_body = in_body_ = true;
    } else {
      return report_.reached_body;
    }
    return true;
  }

  bool is_token(const XmlElement& element) const {
    if (!wrapper_) return element.uri == contract::kMessageNamespace && element.local == "token";
    return element.uri == wrapper_->token_space && element.local == wrapper_->token_name;
  }

  bool start_header(const XmlElement& element) {
    if (depth_ != 3) return body_.count_stray() || refuse(kTooManyStrays);
    in_token_ = is_token(element);
    if (in_token_) report_.token = "";
    if (!in_token_ && !body_.count_stray()) return refuse(kTooManyStrays);
    bool must_understand = false, for_us = true;
    for (const auto& [uri, name, value] : element.attributes) {
      if (uri != kEnvelope) continue;
      if (name == "mustUnderstand") must_understand = value == "1" || value == "true";
      if (name == "actor") for_us = value.empty() || value == kNextActor;
    }
    if (must_understand && for_us && !in_token_ && !report_.not_understood) {
      report_.not_understood =
          HeaderName{std::string(clipped(element.local)), std::string(clipped(element.uri))};
    }
    return true;
  }

  bool end() override {
    if (depth_ == 2 && in_header_) {
      in_header_ = false;
    } else if (depth_ == 2 && in_body_) {
      in_body_ = false;
      body_seen_end_ = true;
    } else if (in_body_) {
      body_.end();
    }
    if (depth_ == 3) in_token_ = false;
    namespaces_ -= declared_[--depth_];
    return !body_.stopped();
  }

  void token_text(std::string_view text) {
    std::string& token = *report_.token;
    if (token.empty()) text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    token.append(text.substr(0, kMaxToken - std::min(token.size(), kMaxToken)));
  }

  bool text(std::string_view text) override {
    report_.cost.steps += text.size();
    if (in_token_ && depth_ == 3) token_text(text);
    if (in_body_) body_.text(text);
    return !body_.stopped();
  }

  std::string_view document_;
  std::string_view encoding_;
  const contract::Wrapper* wrapper_;
  GateRoom& room_;
  GateReport report_;
  BodyCheck body_;
  std::size_t depth_ = 0;
  std::array<std::size_t, kMaxDepth> declared_{};  // namespaces, by the open elements
  std::size_t namespaces_ = 0;                     // in scope
  std::size_t names_ = 0;  // characters of all names and attributes handed over
  bool header_seen_ = false, in_header_ = false, in_token_ = false;
  bool in_body_ = false, body_seen_end_ = false;
};

}  // namespace

GateReport pass_gate(std::string_view document, std::string_view declared_encoding,
                     const contract::Wrapper* wrapper, const Leniency& leniency, GateRoom& room) {
  return Gate(document, declared_encoding, wrapper, leniency, room).run();
}

}  // namespace uws::soap
