#pragma once
// Follows the imports of WSDL and XSD files, however they were saved.

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace pugi {
class xml_node;
}

namespace uws::contract {

// The text of the document at a path, nothing when there is none.
using ReadDocument = std::function<std::optional<std::string>(const std::string& path)>;

// The ReadDocument of plain files.
std::optional<std::string> read_file(const std::string& path);

struct Document {
  std::string path;
  std::string text;
  std::string target;  // namespace of the schema that includes it; empty = imported
};

// What a document says of another one.
struct Import {
  std::string from;        // path of the document that says it
  bool schema = false;     // xs:import or xs:include, else wsdl:import
  std::string name_space;  // of an xs:import
  std::string location;    // empty = none given
  std::string target;      // of an xs:include: the namespace it stands in
};

struct DocumentSet {
  std::vector<Document> wsdls;    // the main one, then as ?wsdl=wsdl0, wsdl1, … count them
  std::vector<Document> schemas;  // ?xsd=xsd0, xsd1, … in order of import
  std::vector<Import> missing;    // those that lead to no document

  // Where in the list the document stands that `import` leads to.
  std::optional<std::size_t> number(const Import& import) const;
};

// Reads `main` (WSDL or XSD) and all it imports, directly or not. An import is looked for relative
// to the document that has it, then by its file name beside it; a URL that ends in "?xsd=xsd0" as
// "<main>.xsd0.xsd" beside the main document, then as "<document>.xsd0.xsd" and "xsd0.xsd" beside
// the one that has it, "?wsdl=wsdl0" likewise. Error: one line that begins with the path of the
// document that cannot be read or is no XML.
tl::expected<DocumentSet, std::string> follow_imports(const std::string& main,
                                                      const ReadDocument& read);

// Calls `visit` with each import in the tree `xml` of `document`, in their order. What it returns
// becomes the import's location, unless it is empty.
void visit_imports(const pugi::xml_node& xml, const Document& document,
                   const std::function<std::string(const Import&)>& visit);

}  // namespace uws::contract
