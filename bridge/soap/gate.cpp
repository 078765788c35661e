#include "bridge/soap/gate.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>

#include "base/text.h"
#include "bridge/soap/gate_body.h"
#include "bridge/soap/gate_limits.h"
#include "bridge/soap/gate_values.h"
#include "bridge/soap/reader_memory.h"
#include "bridge/soap/xml_tags.h"

namespace uws::soap {
namespace {

constexpr std::string_view kEnvelope = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kMustUnderstand =
    "http://schemas.xmlsoap.org/soap/envelope/\nmustUnderstand";
constexpr std::string_view kActor = "http://schemas.xmlsoap.org/soap/envelope/\nactor";
constexpr std::string_view kNextActor = "http://schemas.xmlsoap.org/soap/actor/next";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr char kSeparator[] = "\n";

// One pass of expat over a document: envelope and headers here, the Body's content in BodyCheck.
class Gate {
 public:
  Gate(std::string_view document, std::string_view declared_encoding,
       const contract::Wrapper* wrapper, const Leniency& leniency)
      : document_(document),
        encoding_(declared_encoding),
        wrapper_known_(wrapper != nullptr),
        memory_(kReaderBytes + 2 * document.size()),
        parser_(XML_ParserCreate_MM("UTF-8", &ReaderMemory::suite(), kSeparator), XML_ParserFree),
        body_(document, report_, wrapper, leniency) {}

  GateReport run() {
    XML_Parser p = parser_.get();
    if (!p) throw std::bad_alloc();
    XML_SetUserData(p, this);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetNamespaceDeclHandler(p, on_namespace, on_namespace_end);
    XML_SetCharacterDataHandler(p, on_text);
    XML_SetStartDoctypeDeclHandler(p, on_doctype);
    XML_SetProcessingInstructionHandler(p, on_instruction);
    XML_SetXmlDeclHandler(p, on_declaration);
    parse(find_tag_over_limit(document_));
    if (report_.reached_body && !body_seen_end_ && report_.xml_error.empty() && !body_.stopped()) {
      report_.xml_error = "Unexpected end of file.";
    }
    if (acceptable()) report_.document = body_.document();
    report_.cost.steps += document_.size() + names_ + report_.document.size();
    report_.cost.reader_bytes = memory_.peak();
    return std::move(report_);
  }

 private:
  static Gate& self(void* user) { return *static_cast<Gate*>(user); }
  static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    if (Gate& gate = self(user); !gate.stopped_) gate.start(name, attributes);
  }
  static void on_namespace(void* user, const XML_Char*, const XML_Char*) {
    Gate& gate = self(user);
    if (++gate.namespaces_ > kMaxNamespaces && !gate.stopped_) gate.refuse(kTooManyNamespaces);
  }
  static void on_namespace_end(void* user, const XML_Char*) { --self(user).namespaces_; }
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
  static void on_declaration(void* user, const XML_Char* version, const XML_Char* encoding, int) {
    Gate& gate = self(user);
    if (!version || std::string_view(version) != "1.0") gate.refuse("Version must be 1.0.");
    if (!encoding) return;
    if (base::lower(encoding) != gate.encoding_)
      gate.refuse("The encoding of the declaration does not match.");
  }

  std::size_t offset() const {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()));
  }
  std::size_t end_offset() const {
    return offset() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get()));
  }

  bool acceptable() const {
    return wrapper_known_ && report_.reached_body && report_.xml_error.empty() &&
           report_.violation.empty() && report_.crowded_list.empty() && !report_.wrong_wrapper;
  }

  // The reader is given the document up to a tag it must not see.
  void parse(const std::optional<TagLimit>& limit) {
    const std::size_t size = limit ? limit->offset : document_.size();
    const auto status =
        XML_Parse(parser_.get(), document_.data(), static_cast<int>(size), limit ? 0 : 1);
    if (stopped_) return;
    if (status != XML_STATUS_OK) return broken();
    if (limit) refuse(limit->words);
  }

  void broken() {
    if (!report_.reached_body || !report_.xml_error.empty()) return;
    const auto code = XML_GetErrorCode(parser_.get());
    if (code == XML_ERROR_NO_MEMORY) {
      report_.xml_error = kTooManyNames;
      return;
    }
    const auto* words = XML_ErrorString(code);
    report_.xml_error = std::string(words ? words : "malformed") + ", line " +
                        std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ", position " +
                        std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1) + ".";
  }

  // expat still ends an empty element whose start stopped it; nothing may be heard after this.
  void stop() {
    stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void refuse(std::string_view words) {
    if (report_.reached_body && report_.xml_error.empty()) report_.xml_error = words;
    stop();
  }

  // False: more names than the document may have handed over.
  bool count_names(std::string_view qualified, const XML_Char** attributes) {
    names_ += qualified.size();
    for (; *attributes; ++attributes) names_ += std::string_view(*attributes).size();
    return names_ <= kReaderBytes + kMaxNamesPerByte * document_.size();
  }

  void start(std::string_view qualified, const XML_Char** attributes) {
    if (++depth_ > kMaxDepth) return refuse(kTooDeep);
    if (++report_.cost.elements > kMaxElements) return refuse(kTooManyElements);
    if (!count_names(qualified, attributes)) return refuse(kTooManyNames);
    const auto split = qualified.rfind(kSeparator[0]);
    const bool plain = split == std::string_view::npos;
    const std::string_view uri = plain ? std::string_view{} : qualified.substr(0, split);
    const std::string_view local = plain ? qualified : qualified.substr(split + 1);
    if (depth_ == 1) return start_envelope(uri, local);
    if (depth_ == 2) return start_part(uri, local);
    if (in_header_) return start_header(uri, local, attributes);
    if (in_body_) {
      body_.start(uri, local, attributes, end_offset());
      if (body_.stopped()) stop();
    }
  }

  void start_envelope(std::string_view uri, std::string_view local) {
    if (uri != kEnvelope || local != "Envelope") stop();
  }

  void start_part(std::string_view uri, std::string_view local) {
    const bool soap = uri == kEnvelope;
    if (soap && local == "Header" && !header_seen_ && !report_.reached_body) {
      header_seen_ = in_header_ = true;
    } else if (soap && local == "Body" && !report_.reached_body) {
      report_.reached_body = in_body_ = true;
    } else if (!report_.reached_body) {
      stop();
    }
  }

  void start_header(std::string_view uri, std::string_view local, const XML_Char** attributes) {
    if (depth_ != 3) {
      if (!body_.count_stray()) refuse(kTooManyStrays);
      return;
    }
    in_token_ = uri == contract::kMessageNamespace && local == "token";
    if (in_token_) report_.token = "";
    if (!in_token_ && !body_.count_stray()) return refuse(kTooManyStrays);
    bool must_understand = false, for_us = true;
    for (; *attributes; attributes += 2) {
      const std::string_view name = attributes[0], value = attributes[1];
      if (name == kMustUnderstand) {
        must_understand = value == "1" || value == "true";
      } else if (name == kActor) {
        for_us = value.empty() || value == kNextActor;
      }
    }
    if (must_understand && for_us && !in_token_ && !report_.not_understood) {
      report_.not_understood = HeaderName{std::string(clipped(local)), std::string(clipped(uri))};
    }
  }

  void end() {
    if (depth_ == 2 && in_header_) {
      in_header_ = false;
    } else if (depth_ == 2 && in_body_) {
      in_body_ = false;
      body_seen_end_ = true;
    } else if (in_body_) {
      body_.end(offset());
      if (body_.stopped()) stop();
    }
    if (depth_ == 3) in_token_ = false;
    --depth_;
  }

  void token_text(std::string_view text) {
    std::string& token = *report_.token;
    if (token.empty()) text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    token.append(text.substr(0, kMaxToken - std::min(token.size(), kMaxToken)));
  }

  void text(std::string_view text) {
    report_.cost.steps += text.size();
    if (in_token_ && depth_ == 3) token_text(text);
    if (!in_body_) return;
    body_.text(text);
    if (body_.stopped()) stop();
  }

  std::string_view document_;
  std::string_view encoding_;
  bool wrapper_known_;
  ReaderMemory memory_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  GateReport report_;
  BodyCheck body_;
  std::size_t depth_ = 0;
  std::size_t namespaces_ = 0;  // in scope
  std::size_t names_ = 0;       // characters of all names and attributes handed over
  bool header_seen_ = false, in_header_ = false, in_token_ = false;
  bool in_body_ = false, body_seen_end_ = false, stopped_ = false;
};

}  // namespace

GateReport pass_gate(std::string_view document, std::string_view declared_encoding,
                     const contract::Wrapper* wrapper, const Leniency& leniency) {
  return Gate(document, declared_encoding, wrapper, leniency).run();
}

}  // namespace uws::soap
