#include "bridge/soap/xml_reader.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <simdjson.h>

#include <mutex>
#include <new>

#include "base/utf8.h"
#include "bridge/soap/reader_memory.h"

namespace uws::soap {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
// A dictionary of more names belongs to no client of the service; it is thrown away with its
// parser.
constexpr int kKeptNames = 2'000;
constexpr std::size_t kKeptBytes = 512 * 1024;
// NOENT: the five entities are replaced in attributes too; there are no others without a DTD.
constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT;

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view{};
}

// How many bytes of `text` are UTF-8, from its beginning on. libxml2 does not look at all of them.
std::size_t valid_bytes(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return text.size();
  std::size_t at = 0;
  for (auto next = base::decode_utf8(text, at); next.valid; next = base::decode_utf8(text, at)) {
    at += next.length;
  }
  return at;
}

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    count_reader_memory();
    xmlInitParser();
  });
}

// The value of a pseudo-attribute of the XML declaration; libxml2 has found it well-formed.
std::string_view pseudo_attribute(std::string_view declaration, std::string_view name) {
  const auto found = declaration.find(name);
  if (found == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", found);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  return declaration.substr(open + 1, close == std::string_view::npos ? 0 : close - open - 1);
}

}  // namespace

struct XmlReader::Parser {
  Parser() {
    start_library();
    make();
  }
  ~Parser() { xmlFreeParserCtxt(context); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void make() {
    context = xmlNewParserCtxt();
    if (!context) throw std::bad_alloc();
    xmlSAXHandler& sax = *context->sax;
    sax = {};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startDocument = on_document;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = sax.ignorableWhitespace = sax.cdataBlock = on_text;
    sax.internalSubset = on_document_type;
    sax.processingInstruction = on_instruction;
    sax.serror = on_error;
  }

  XmlEnd read(std::string_view whole, XmlEvents& told) {
    document = whole.substr(whole.starts_with(kMark) ? kMark.size() : 0);
    events = &told;
    stopped = broken = false;
    memory.start();
    const std::string_view readable = document.substr(0, valid_bytes(document));
    // A zero byte so early would make libxml2 guess another encoding.
    if (readable.empty() || readable.substr(0, 4).find('\0') != std::string_view::npos) {
      return XmlEnd::broken;
    }
    context->userData = this;
    // A copy: buffers that lie elsewhere lose their place in libxml2 2.9.
    // Naming the encoding would make it convert UTF-8 to UTF-8.
    xmlCtxtReadMemory(context, readable.data(), static_cast<int>(readable.size()), nullptr, nullptr,
                      kOptions);
    broken = broken || readable.size() < document.size() || context->wellFormed == 0;
    tidy();
    if (stopped) return XmlEnd::stopped;
    return broken ? XmlEnd::broken : XmlEnd::whole;
  }

  // Leaves nothing of a document behind but a few names.
  void tidy() {
    if (xmlDictSize(context->dict) <= kKeptNames && memory.held() <= kKeptBytes) return;
    xmlFreeParserCtxt(context);
    context = nullptr;
    make();
  }

  static Parser& self(void* user) { return *static_cast<Parser*>(user); }
  bool listens() const { return !stopped && !broken; }

  void go_on(bool wanted) {
    if (wanted) return;
    stopped = !broken;
    xmlStopParser(context);
  }

  static void on_document(void* user) {
    Parser& parser = self(user);
    // All of the document is there: nothing is to be fetched, for which the parser otherwise asks
    // at every token of its last 250 bytes.
    parser.context->progressive = 1;
    const std::string_view text = parser.document;
    if (!text.starts_with("<?xml") || !parser.listens()) return;
    const std::string_view declaration = text.substr(0, text.find("?>"));
    parser.go_on(parser.events->declaration(
        {view(parser.context->version), pseudo_attribute(declaration, "encoding")}));
  }

  static void on_start(void* user, const xmlChar* local, const xmlChar*, const xmlChar* uri,
                       int declared, const xmlChar** names, int count, int, const xmlChar** found) {
    Parser& parser = self(user);
    // As expat has it, no namespace's name has a line end, which only a reference can make.
    for (int i = 0; i < declared; ++i) {
      if (view(names[2 * i + 1]).find('\n') != std::string_view::npos) parser.broken = true;
    }
    if (!parser.listens()) return parser.go_on(false);
    // Five pointers each: local name, prefix, URI, begin and end of the value.
    parser.attributes.clear();
    for (int i = 0; i < count; ++i, found += 5) {
      const auto* const value = reinterpret_cast<const char*>(found[3]);
      const auto size = static_cast<std::size_t>(found[4] - found[3]);
      parser.attributes.push_back({view(found[2]), view(found[0]), {value, size}});
    }
    parser.go_on(parser.events->start(
        {view(uri), view(local), parser.attributes, static_cast<std::size_t>(declared)}));
  }

  static void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    if (Parser& parser = self(user); parser.listens()) parser.go_on(parser.events->end());
  }

  static void on_text(void* user, const xmlChar* text, int length) {
    Parser& parser = self(user);
    if (!parser.listens()) return;
    const std::string_view piece(reinterpret_cast<const char*>(text),
                                 static_cast<std::size_t>(length));
    parser.go_on(parser.events->text(piece));
  }

  static void on_document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    if (Parser& parser = self(user); parser.listens()) parser.go_on(parser.events->document_type());
  }

  static void on_instruction(void* user, const xmlChar*, const xmlChar*) {
    if (Parser& parser = self(user); parser.listens()) parser.go_on(parser.events->instruction());
  }

  // Mistakes in namespaces are no reason for libxml2 to stop; whether a namespace's name is a URI,
  // nobody asks.
  static void on_error(void* user, xmlErrorPtr error) {
    Parser& parser = self(user);
    const bool about_uris = error->code == XML_WAR_NS_URI || error->code == XML_WAR_NS_URI_RELATIVE;
    if (error->level < XML_ERR_ERROR || about_uris || parser.stopped) return;
    parser.broken = true;
    // What xmlStopParser does, but for freeing the input under the function that met the mistake;
    // else all that follows is read, and every further mistake told.
    parser.context->disableSAX = 1;
    parser.context->instate = XML_PARSER_EOF;
  }

  ReaderMemory memory;
  xmlParserCtxtPtr context = nullptr;
  std::string_view document;
  XmlEvents* events = nullptr;
  std::vector<XmlAttribute> attributes;
  bool stopped = false, broken = false;
};

XmlReader::XmlReader() : parser_(std::make_unique<Parser>()) {}
XmlReader::~XmlReader() = default;

XmlEnd XmlReader::read(std::string_view document, XmlEvents& events) {
  return parser_->read(document, events);
}

std::size_t XmlReader::held() const { return parser_->memory.held(); }
std::size_t XmlReader::peak() const { return parser_->memory.peak(); }

}  // namespace uws::soap
