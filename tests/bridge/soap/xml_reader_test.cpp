#include "bridge/soap/xml_reader.h"

#include <doctest/doctest.h>
#include <expat.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws;
using namespace uws::test;

// What a reader told, text in one piece.
struct Told {
  std::vector<std::string> events;
  uws::soap::XmlEnd end = uws::soap::XmlEnd::whole;

  void add(std::string event) { events.push_back(std::move(event)); }
  void add_text(std::string_view text) {
    if (events.empty() || !events.back().starts_with("text ")) add("text ");
    events.back() += text;
  }
  void add_start(std::string name, const std::set<std::string>& attributes) {
    add("start " + std::move(name));
    for (const auto& attribute : attributes) add("attribute " + attribute);
  }
};

std::string full(std::string_view uri, std::string_view local) {
  return uri.empty() ? std::string(local) : std::string(uri) + "\n" + std::string(local);
}

class Listener : public uws::soap::XmlEvents {
 public:
  Told told;

  bool declaration(const uws::soap::XmlDeclaration&) override { return true; }
  bool start(const uws::soap::XmlElement& element) override {
    std::set<std::string> attributes;
    for (const auto& [uri, local, value] : element.attributes) {
      attributes.insert(full(uri, local) + "=" + std::string(value));
    }
    told.add_start(full(element.uri, element.local), attributes);
    return true;
  }
  bool text(std::string_view text) override {
    told.add_text(text);
    return true;
  }
  bool end() override {
    told.add("end");
    return true;
  }
  bool document_type() override { return false; }
  bool instruction() override { return false; }
};

Told by_libxml2(const std::string& document) {
  static uws::soap::XmlReader reader;
  Listener listener;
  listener.told.end = reader.read(document, listener);
  return listener.told;
}

// The judge.
struct Expat {
  Told told;
  bool over = false;  // a document type or an instruction: nothing more is told

  static Expat& self(void* user) { return *static_cast<Expat*>(user); }
  static void on_start(void* user, const char* name, const char** attributes) {
    if (self(user).over) return;
    std::set<std::string> found;
    for (; *attributes; attributes += 2) {
      found.insert(std::string(attributes[0]) + "=" + attributes[1]);
    }
    self(user).told.add_start(name, found);
  }
  static void on_end(void* user, const char*) {
    if (!self(user).over) self(user).told.add("end");
  }
  static void on_text(void* user, const char* text, int size) {
    if (!self(user).over) self(user).told.add_text({text, static_cast<std::size_t>(size)});
  }
  static void on_type(void* user, const char*, const char*, const char*, int) {
    self(user).over = true;
  }
  static void on_instruction(void* user, const char*, const char*) { self(user).over = true; }
};

Told by_expat(const std::string& document) {
  Expat judge;
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(
      XML_ParserCreateNS("UTF-8", '\n'), XML_ParserFree);
  XML_SetUserData(parser.get(), &judge);
  XML_SetElementHandler(parser.get(), Expat::on_start, Expat::on_end);
  XML_SetCharacterDataHandler(parser.get(), Expat::on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), Expat::on_type);
  XML_SetProcessingInstructionHandler(parser.get(), Expat::on_instruction);
  const auto size = static_cast<int>(document.size());
  const bool well = XML_Parse(parser.get(), document.data(), size, 1) == XML_STATUS_OK;
  judge.told.end = judge.over ? uws::soap::XmlEnd::stopped
                              : (well ? uws::soap::XmlEnd::whole : uws::soap::XmlEnd::broken);
  return judge.told;
}

// What libxml2 takes for a mistake and expat does not: versions such as "1.a".
bool stricter(const Told& ours, const Told& judge) {
  return ours.end == uws::soap::XmlEnd::broken && judge.end != uws::soap::XmlEnd::broken;
}

void check_same_events(const Told& ours, const Told& judge) {
  const auto [mine, theirs] = std::mismatch(ours.events.begin(), ours.events.end(),
                                            judge.events.begin(), judge.events.end());
  const std::string first = mine == ours.events.end() ? "(end)" : *mine;
  const std::string second = theirs == judge.events.end() ? "(end)" : *theirs;
  CHECK(first == second);
}

const std::vector<std::string>& seeds() {
  static const std::vector<std::string> seeds = {
      move_device("<DeviceList><c:DeviceIdentifierCollection><c:DeviceIdentifiers>"
                  "<c:DeviceIdentifier><c:Kind>mdn</c:Kind><c:Identifier>5551230000"
                  "</c:Identifier></c:DeviceIdentifier></c:DeviceIdentifiers>"
                  "</c:DeviceIdentifierCollection></DeviceList><ServicePlan i:nil='true'/>"),
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a xmlns='urn:a'>\r\n<b c='&lt;&#10;x' "
      "d=\"e\tf\"/>"
      "&amp;&#x1F600;<![CDATA[ <x> ]]>\xC3\xA9<!-- y --></a>\n",
      "<p:a xmlns:p='urn:p' p:q='1' q='2'><q xmlns='urn:q' xmlns:p='urn:r'><p:b/></q></p:a>",
      "<?xml version='1.0' standalone='yes'?><a xml:space='preserve' xml:lang='en'> <b/> </a>",
  };
  return seeds;
}

const char* const kPieces[] = {"<",
                               ">",
                               "/>",
                               "</",
                               "&",
                               "&amp;",
                               "&#0;",
                               "&#xD800;",
                               "]]>",
                               "<![CDATA[",
                               "<!--",
                               "--",
                               "-->",
                               "\"",
                               "'",
                               "=",
                               " ",
                               "\r\n",
                               "\r",
                               "\xC0\x80",
                               "\xED\xA0\x80",
                               "\xEF\xBF\xBE",
                               "\xFF",
                               "\xF4\x90\x80\x80",
                               "xmlns=''",
                               " xmlns:p='urn:p'",
                               " xmlns:p=''",
                               " xmlns:xml='urn:x'",
                               "p:",
                               ":",
                               "<?",
                               "?>",
                               "<?x y?>",
                               "<!DOCTYPE a>",
                               "<?xml version='1.0'?>",
                               "&lt;",
                               "&nbsp;",
                               "\x01",
                               "\x7F",
                               "<p:x/>",
                               " a='1' a='2'",
                               " a='<'",
                               "\xC2\x85",
                               "\xE2\x80\xA8",
                               "<a/>",
                               "x"};

std::string mutated(std::string text, std::mt19937& dice) {
  const auto below = [&](std::size_t most) { return dice() % most; };
  for (auto times = 1 + below(3); times > 0; --times) {
    const auto at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      case 1:
        text.erase(at, 1 + below(6));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(dice());
        break;
      default:
        text.insert(at, text.substr(below(text.size() + 1), 1 + below(30)));
    }
    if (text.empty()) text = "x";
  }
  return text;
}

std::string printable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte >= 0x20 && byte < 0x7F ? std::string(1, c) : "\\" + std::to_string(byte) + ".";
  }
  return out;
}

}  // namespace

TEST_CASE("libxml2 tells what expat tells of a document") {
  for (const auto& seed : seeds()) {
    CAPTURE(printable(seed));
    const Told ours = by_libxml2(seed), judge = by_expat(seed);
    CHECK(ours.end == uws::soap::XmlEnd::whole);
    check_same_events(ours, judge);
  }
}

TEST_CASE("libxml2 accepts no document that expat refuses") {
  std::mt19937 dice(20261130);
  int refused = 0, accepted = 0, only_ours = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string document = mutated(seeds()[dice() % seeds().size()], dice);
    const Told ours = by_libxml2(document), judge = by_expat(document);
    if (stricter(ours, judge)) {
      ++only_ours;
      continue;
    }
    CAPTURE(printable(document));
    CHECK(ours.end == judge.end);
    if (ours.end != uws::soap::XmlEnd::broken) check_same_events(ours, judge);
    ++(ours.end == uws::soap::XmlEnd::broken ? refused : accepted);
  }
  MESSAGE(std::to_string(refused) << " refused by both, " << accepted << " accepted by both, "
                                  << only_ours << " refused by libxml2 alone");
  CHECK(accepted > 2'000);
  CHECK(refused > 2'000);
  CHECK(only_ours < 100);
}
