#pragma once
// The strict check at the door. gSOAP is lenient (invalid UTF-8, DTDs, quadratic attribute lists,
// child elements inside a string, ...), WCF is not: every document passes here, once, before gSOAP
// sees a byte. The gate also says what WCF would have said, and writes down the document gSOAP may
// read: root element on, SOAP headers removed, known habits of old clients put straight.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/soap/shape.h"
#include "mapping/common/leniency.h"

namespace uws::soap {

using mapping::Leniency;

struct HeaderName {
  std::string name, name_space;
};

struct GateReport {
  // False: the document breaks before its Body starts; HTTP 400 and nothing else.
  bool reached_body = false;
  // Text of the token header; the last one wins. Absent and empty are different.
  std::optional<std::string> token;
  // First header with mustUnderstand the service does not know.
  std::optional<HeaderName> not_understood;
  // Broken XML inside Body: the reader's words.
  std::string xml_error;
  // Body's first element is not the operation's wrapper.
  bool wrong_wrapper = false;
  // What DataContractSerializer would not accept: its message, without the formatter's words
  // around it.
  std::string violation;
  // Whether Body holds a wrapper element, and the wrapper an Input that is not nil.
  bool has_wrapper = false;
  bool has_input = false;
  // A string member holds an apostrophe, a less-than sign or a backslash.
  bool forbidden_character = false;
  // What gSOAP may read; only set when nothing above stands against it.
  std::string document;
};

// Checks `document` (UTF-8; `declared_encoding` is the only encoding its declaration may name,
// lower case). `wrapper` is the wrapper the SOAPAction's operation expects; null = no operation
// known, then only the XML is checked. Limits: depth 32, 64 attributes on one element.
GateReport pass_gate(std::string_view document, std::string_view declared_encoding,
                     const Wrapper* wrapper, const Leniency& leniency);

}  // namespace uws::soap
