#pragma once
// A document as events, by libxml2's SAX2 interface (a third of expat's time, names interned),
// held to what WCF's reader and expat accept: UTF-8, namespaces, no document type, no processing
// instruction, nothing fetched, no entity but the five of XML.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uws::soap {

// Borrowed for the time of the call.
struct XmlAttribute {
  std::string_view uri, local;
  std::string_view value;
};

struct XmlElement {
  std::string_view uri, local;               // empty uri: in no namespace
  std::span<const XmlAttribute> attributes;  // without xmlns
  std::size_t declared = 0;                  // namespaces it declares
};

// The pseudo-attributes of the XML declaration.
struct XmlDeclaration {
  std::string_view version, encoding;  // encoding: empty when it names none
};

// What a reader tells. Each function answers whether the reader should go on.
class XmlEvents {
 public:
  virtual bool declaration(const XmlDeclaration& declaration) = 0;
  virtual bool start(const XmlElement& element) = 0;
  virtual bool text(std::string_view text) = 0;
  virtual bool end() = 0;
  virtual bool document_type() = 0;
  virtual bool instruction() = 0;

 protected:
  ~XmlEvents() = default;
};

enum class XmlEnd {
  whole,    // well-formed to its last byte
  stopped,  // as the events wanted
  broken    // not well-formed; the events up to there have been told
};

// Used for document after document; not thread-safe.
class XmlReader {
 public:
  XmlReader();
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Reads `document` (UTF-8, with or without its mark; at most 1 GiB; what its declaration calls
  // its encoding is not looked at). Throws std::bad_alloc.
  XmlEnd read(std::string_view document, XmlEvents& events);
  // What is held for the document being read, and the most that was, bytes.
  std::size_t held() const;
  std::size_t peak() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// Why a document that a reader found broken is so, in expat's words (they are what the gateway has
// always answered), with line and position; nothing where expat sees no mistake. `whole` false:
// more would have followed.
std::optional<std::string> words_for_broken(std::string_view document, bool whole);

}  // namespace uws::soap
