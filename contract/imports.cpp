#include "contract/imports.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "contract/xml_names.h"

namespace uws::contract {
namespace {

namespace fs = std::filesystem;

std::string beside(const std::string& document, const fs::path& file) {
  return (fs::path(document).parent_path() / file).lexically_normal().generic_string();
}

// Where the document may be; `main` is the one all imports began with.
std::vector<std::string> places(const std::string& main, const Import& import) {
  const auto& from = import.from;
  const auto& location = import.location;
  if (const auto question = location.rfind('?'); question != std::string::npos) {
    const auto equals = location.find('=', question);
    if (equals == std::string::npos) return {};
    const std::string kind = location.substr(question + 1, equals - question - 1);
    const std::string file = location.substr(equals + 1) + "." + kind;
    const auto named = [&](const std::string& document) {
      return beside(document, fs::path(document).stem().string() + "." + file);
    };
    return {named(main), named(from), beside(from, file)};
  }
  if (location.empty()) return {};
  const std::string near = beside(from, fs::path(location).filename());
  if (location.find("://") != std::string::npos) return {near};
  return {beside(from, location), near};
}

// Visits the imports below `node`; `import` says what is above.
void visit_below(const pugi::xml_node& node, Import import,
                 const std::function<std::string(const Import&)>& visit) {
  for (auto child : node.children()) {
    const bool include = is(child, kXsd, "include");
    import.schema = include || is(child, kXsd, "import");
    if (import.schema || is(child, kWsdl, "import")) {
      auto location = child.attribute(import.schema ? "schemaLocation" : "location");
      const std::string name_space = import.schema ? child.attribute("namespace").value() : "";
      const auto replacement = visit({import.from, import.schema, name_space, location.value(),
                                      include ? import.target : std::string()});
      if (replacement.empty()) continue;
      if (!location)
        location = child.append_attribute(import.schema ? "schemaLocation" : "location");
      location.set_value(replacement.c_str());
    } else if (is(child, kXsd, "schema")) {
      const auto own = child.attribute("targetNamespace");
      visit_below(child, {import.from, false, {}, {}, own ? own.value() : import.target}, visit);
    } else if (is(child, kWsdl, "definitions") || is(child, kWsdl, "types")) {
      visit_below(child, import, visit);
    }
  }
}

std::optional<std::size_t> find(const std::vector<Document>& list, const std::string& path) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Document& known) { return known.path == path; });
  if (found == list.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

// Adds what `import` leads to, unless it is there.
void follow(DocumentSet& set, const Import& import, const ReadDocument& read) {
  auto& list = import.schema ? set.schemas : set.wsdls;
  for (const auto& place : places(set.wsdls.front().path, import)) {
    if (find(list, place)) return;
    if (auto text = read(place)) {
      list.push_back({place, std::move(*text), import.target});
      return;
    }
  }
  set.missing.push_back(import);
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) return std::nullopt;
  return text;
}

std::optional<std::size_t> DocumentSet::number(const Import& import) const {
  for (const auto& place : places(wsdls.front().path, import)) {
    if (const auto found = find(import.schema ? schemas : wsdls, place)) return found;
  }
  return std::nullopt;
}

tl::expected<DocumentSet, std::string> follow_imports(const std::string& main,
                                                      const ReadDocument& read) {
  const std::string path = beside({}, main);
  auto text = read(path);
  if (!text) return tl::unexpected(main + ": cannot be read");
  DocumentSet set{{{path, std::move(*text), {}}}, {}, {}};
  std::size_t wsdls = 0, schemas = 0;
  while (wsdls < set.wsdls.size() || schemas < set.schemas.size()) {
    const Document next = wsdls < set.wsdls.size() ? set.wsdls[wsdls++] : set.schemas[schemas++];
    pugi::xml_document xml;
    const auto loaded = xml.load_buffer(next.text.data(), next.text.size());
    if (!loaded) return tl::unexpected(next.path + ": no XML: " + loaded.description());
    visit_imports(xml, next, [&](const Import& import) {
      follow(set, import, read);
      return std::string();
    });
  }
  return set;
}

void visit_imports(const pugi::xml_node& xml, const Document& document,
                   const std::function<std::string(const Import&)>& visit) {
  visit_below(xml, {document.path, false, {}, {}, document.target}, visit);
}

}  // namespace uws::contract
