#pragma once
// The strict check at the door. gSOAP is lenient (invalid UTF-8, DTDs, quadratic attribute lists,
// child elements inside a string, ...), WCF is not: every document is read here, once, and gSOAP
// sees no byte of it. The gate also says what WCF would have said, and leaves as tokens what gSOAP
// may read: the contract's own elements and nothing else, known habits of old clients put straight.
// What a document may cost stands in gate_limits.h; beyond it the document counts as broken where
// it breaks the limit.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/soap/xml_reader.h"
#include "contract/shape.h"
#include "contract/tokens.h"
#include "mapping/common/leniency.h"

namespace uws::soap {

using mapping::Leniency;

struct HeaderName {
  std::string name, name_space;
};

// What a document cost: counts, and the bytes the reader held at most.
struct GateCost {
  std::size_t elements = 0;  // of the document
  std::size_t strays = 0;    // those the contract does not know
  std::size_t steps = 0;     // characters looked at, handed over by the reader, or written
  std::size_t reader_bytes = 0;
};

struct GateReport {
  // False: the document breaks before its Body starts; HTTP 400 and nothing else.
  bool reached_body = false;
  // Text of the token header; the last one wins. Absent and empty are different. Leading blanks are
  // gone, and of a very long one only the beginning is kept (over 256 characters all the same).
  std::optional<std::string> token;
  // First header with mustUnderstand the service does not know.
  std::optional<HeaderName> not_understood;
  // Broken XML inside Body, or a limit: the reader's words.
  std::string xml_error;
  // Body's first element is not the operation's wrapper.
  bool wrong_wrapper = false;
  // What DataContractSerializer would not accept: its message, without the formatter's words
  // around it; and which member breaks which rule, without a value of the request.
  std::string violation, violated;
  // Whether Body holds a wrapper element, and the wrapper an Input that is not nil.
  bool has_wrapper = false;
  bool has_input = false;
  // The list that holds more than kMaxItems items.
  std::string_view crowded_list;
  // "Type.Member" of an owner's contract, each once, the first few: the request has them, and
  // nothing reads them.
  std::vector<std::string> unread;
  // A string member holds an apostrophe, a less-than sign or a backslash.
  bool forbidden_character = false;
  GateCost cost;
};

// What the gate needs for a document and keeps for the next one; one a thread.
struct GateRoom {
  XmlReader reader;
  // What gSOAP may read; empty when anything in the report stands against it.
  contract::Tokens tokens;
};

// Checks `document` (UTF-8; `declared_encoding` is the only encoding its declaration may name,
// lower case). `wrapper` is the wrapper the SOAPAction's operation expects, built in or of an
// owner's contract; null = no operation known, then only the XML is checked.
GateReport pass_gate(std::string_view document, std::string_view declared_encoding,
                     const contract::Wrapper* wrapper, const Leniency& leniency, GateRoom& room);

}  // namespace uws::soap
