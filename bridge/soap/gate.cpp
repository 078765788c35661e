#include "bridge/soap/gate.h"

#include <expat.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "bridge/soap/gate_body.h"

namespace uws::soap {
namespace {

constexpr std::string_view kEnvelope = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kNextActor = "http://schemas.xmlsoap.org/soap/actor/next";
constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxAttributes = 64;
constexpr char kSeparator = '\n';

// One pass of expat over a document: envelope and headers here, the Body's content in BodyCheck.
class Gate {
 public:
  Gate(std::string_view document, std::string_view declared_encoding, const Wrapper* wrapper,
       const Leniency& leniency)
      : document_(document),
        encoding_(declared_encoding),
        parser_(XML_ParserCreateNS("UTF-8", kSeparator), XML_ParserFree),
        body_(report_, wrapper, leniency) {}

  GateReport run() {
    XML_Parser p = parser_.get();
    XML_SetUserData(p, this);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetCharacterDataHandler(p, on_text);
    XML_SetStartDoctypeDeclHandler(p, on_doctype);
    XML_SetProcessingInstructionHandler(p, on_instruction);
    XML_SetXmlDeclHandler(p, on_declaration);
    const auto status = XML_Parse(p, document_.data(), static_cast<int>(document_.size()), 1);
    if (status != XML_STATUS_OK && !body_.stopped()) broken();
    if (report_.reached_body && !body_seen_end_ && report_.xml_error.empty() && !body_.stopped()) {
      report_.xml_error = "Unexpected end of file.";
    }
    if (acceptable()) report_.document = body_.apply_edits(document_, root_offset_);
    return std::move(report_);
  }

 private:
  static Gate& self(void* user) { return *static_cast<Gate*>(user); }
  static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    if (Gate& gate = self(user); !gate.stopped_) gate.start(name, attributes);
  }
  static void on_end(void* user, const XML_Char*) {
    if (Gate& gate = self(user); !gate.stopped_) gate.end();
  }
  static void on_text(void* user, const XML_Char* text, int length) {
    if (Gate& gate = self(user); !gate.stopped_) {
      gate.text({text, static_cast<std::size_t>(length)});
    }
  }
  static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(user).refuse("DTD is not supported.");
  }
  static void on_instruction(void* user, const XML_Char*, const XML_Char*) {
    self(user).refuse(
        "Processing instructions (other than the XML declaration) and DTDs are not supported.");
  }
  static void on_declaration(void* user, const XML_Char*, const XML_Char* encoding, int) {
    Gate& gate = self(user);
    if (!encoding) return;
    std::string named(encoding);
    std::transform(named.begin(), named.end(), named.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (named != gate.encoding_) gate.refuse("The encoding of the declaration does not match.");
  }

  std::size_t offset() const {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()));
  }
  std::size_t end_offset() const {
    return offset() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get()));
  }

  bool acceptable() const {
    return report_.reached_body && report_.xml_error.empty() && report_.violation.empty() &&
           !report_.wrong_wrapper;
  }

  void broken() {
    if (!report_.reached_body || !report_.xml_error.empty()) return;
    const auto* words = XML_ErrorString(XML_GetErrorCode(parser_.get()));
    report_.xml_error = std::string(words ? words : "malformed") + ", line " +
                        std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ", position " +
                        std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1) + ".";
  }

  // expat still ends an empty element whose start stopped it; nothing may be heard after this.
  void stop() {
    stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void refuse(const char* words) {
    if (report_.reached_body && report_.xml_error.empty()) report_.xml_error = words;
    stop();
  }

  void start(std::string_view qualified, const XML_Char** attributes) {
    ++depth_;
    std::size_t count = 0;
    while (attributes[count]) count += 2;
    if (depth_ > kMaxDepth) {
      return refuse(
          "The maximum read depth (32) has been exceeded. This quota may be increased by "
          "changing the MaxDepth property on the XmlDictionaryReaderQuotas object used "
          "when creating the XML reader.");
    }
    if (count / 2 > kMaxAttributes) return refuse("Too many attributes on one element.");
    const auto split = qualified.rfind(kSeparator);
    const bool plain = split == std::string_view::npos;
    const std::string_view uri = plain ? std::string_view{} : qualified.substr(0, split);
    const std::string_view local = plain ? qualified : qualified.substr(split + 1);
    if (depth_ == 1) return start_envelope(uri, local);
    if (depth_ == 2) return start_part(uri, local);
    if (in_header_) return start_header(uri, local, attributes);
    if (in_body_) {
      body_.start(uri, local, attributes, offset());
      if (body_.stopped()) stop();
    }
  }

  void start_envelope(std::string_view uri, std::string_view local) {
    root_offset_ = offset();
    if (uri != kEnvelope || local != "Envelope") stop();
  }

  void start_part(std::string_view uri, std::string_view local) {
    const bool soap = uri == kEnvelope;
    if (soap && local == "Header" && !header_seen_ && !report_.reached_body) {
      header_seen_ = in_header_ = true;
      header_offset_ = offset();
    } else if (soap && local == "Body" && !report_.reached_body) {
      report_.reached_body = in_body_ = true;
    } else if (!report_.reached_body) {
      stop();
    }
  }

  void start_header(std::string_view uri, std::string_view local, const XML_Char** attributes) {
    if (depth_ != 3) return;
    in_token_ = uri == kMessageNamespace && local == "token";
    if (in_token_) report_.token = "";
    bool must_understand = false, for_us = true;
    for (; *attributes; attributes += 2) {
      const std::string_view name = attributes[0], value = attributes[1];
      if (name == std::string(kEnvelope) + kSeparator + "mustUnderstand") {
        must_understand = value == "1" || value == "true";
      } else if (name == std::string(kEnvelope) + kSeparator + "actor") {
        for_us = value.empty() || value == kNextActor;
      }
    }
    if (must_understand && for_us && !in_token_ && !report_.not_understood) {
      report_.not_understood = HeaderName{std::string(local), std::string(uri)};
    }
  }

  void end() {
    if (depth_ == 2 && in_header_) {
      in_header_ = false;
      body_.erase(header_offset_, end_offset());
    } else if (depth_ == 2 && in_body_) {
      in_body_ = false;
      body_seen_end_ = true;
    } else if (in_body_) {
      body_.end(offset(), end_offset());
      if (body_.stopped()) stop();
    }
    if (depth_ == 3) in_token_ = false;
    --depth_;
  }

  void text(std::string_view text) {
    if (in_token_ && depth_ == 3) report_.token->append(text);
    if (!in_body_) return;
    body_.text(text);
    if (body_.stopped()) stop();
  }

  std::string_view document_;
  std::string_view encoding_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  GateReport report_;
  BodyCheck body_;
  std::size_t depth_ = 0;
  std::size_t root_offset_ = 0;
  std::size_t header_offset_ = 0;
  bool header_seen_ = false, in_header_ = false, in_token_ = false;
  bool in_body_ = false, body_seen_end_ = false, stopped_ = false;
};

}  // namespace

GateReport pass_gate(std::string_view document, std::string_view declared_encoding,
                     const Wrapper* wrapper, const Leniency& leniency) {
  return Gate(document, declared_encoding, wrapper, leniency).run();
}

}  // namespace uws::soap
