#include "contract/owner_files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <utility>

#include "base/text.h"
#include "contract/reader.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<std::string>;

constexpr int kDeepest = 8;
constexpr const char* kRulesFile = "contract.toml";

enum class FileKind { wsdl, schema, other };

struct Found {
  std::string path;
  FileKind content = FileKind::other;
  std::string name_space = {};  // of a schema
};

Found look_at(const std::string& path) {
  const auto extension = base::lower(fs::path(path).extension().string());
  constexpr const char* kExtensions[] = {".wsdl", ".xsd", ".xml", ".svc"};
  if (std::ranges::find(kExtensions, extension) == std::end(kExtensions)) return {path};
  const auto text = read_file(path);
  pugi::xml_document xml;
  if (!text || !xml.load_buffer(text->data(), text->size())) {
    // The reader says what is wrong with it; what only might be one is passed over.
    const bool wsdl = extension == ".wsdl";
    return {path, wsdl ? FileKind::wsdl : FileKind::other, {}};
  }
  const auto root = xml.document_element();
  if (is(root, kWsdl, "definitions")) return {path, FileKind::wsdl, {}};
  if (!is(root, kXsd, "schema")) return {path};
  return {path, FileKind::schema, root.attribute("targetNamespace").value()};
}

class Folder {
 public:
  explicit Folder(std::string directory) : root_(std::move(directory)) {}

  tl::expected<OwnerFiles, Problems> run() {
    auto rules = read_rules((fs::path(root_) / kRulesFile).generic_string());
    if (!rules) return tl::unexpected(std::move(rules.error()));
    result_.rules = std::move(*rules);
    if (!list()) return tl::unexpected(std::move(problems_));
    for (const auto& path : main_wsdls()) read_wsdl(path);
    if (problems_.empty()) read_other_schemas();
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(result_);
  }

 private:
  void complain(const std::string& words) { problems_.push_back(words); }

  bool list() {
    std::error_code error;
    fs::recursive_directory_iterator entry(root_, error), end;
    if (error) {
      complain(root_ + ": cannot be read: " + error.message());
      return false;
    }
    for (; !error && entry != end; entry.increment(error)) {
      if (entry.depth() >= kDeepest) entry.disable_recursion_pending();
      if (!entry->is_regular_file(error)) continue;
      auto found = look_at(entry->path().lexically_normal().generic_string());
      if (found.content != FileKind::other) files_.push_back(std::move(found));
    }
    std::ranges::sort(files_, {}, &Found::path);
    if (files_.empty()) complain(root_ + ": holds neither a WSDL nor a schema");
    return problems_.empty();
  }

  bool within(const std::string& path) const {
    const auto relative = fs::path(path).lexically_relative(fs::path(root_).lexically_normal());
    return !relative.empty() && *relative.begin() != "..";
  }

  std::optional<std::string> read(const std::string& path) const {
    return within(path) ? read_file(path) : std::nullopt;
  }

  // The one schema of the namespace; the nearest where there are several.
  std::string schema_of(const std::string& name_space, const std::string& from) const {
    std::string elsewhere;
    for (const auto& file : files_) {
      if (file.content != FileKind::schema || file.name_space != name_space) continue;
      if (file.path == from) continue;
      if (fs::path(file.path).parent_path() == fs::path(from).parent_path()) return file.path;
      if (elsewhere.empty()) elsewhere = file.path;
    }
    return elsewhere;
  }

  // A document whose imports lead to files: those that lead nowhere get the path of the schema with
  // their namespace, relative to the document.
  std::optional<std::string> repaired(const std::string& path) const {
    auto text = read(path);
    if (!text) return std::nullopt;
    const auto raw = [this](const std::string& at) { return read(at); };
    pugi::xml_document xml;
    if (!xml.load_buffer(text->data(), text->size(), pugi::parse_full)) return text;
    const Document document{path, {}, {}};
    const auto set = follow_imports(path, raw);
    if (!set) return text;
    bool changed = false;
    visit_imports(xml, document, [&](const Import& import) -> std::string {
      const bool missing = std::ranges::any_of(set->missing, [&](const Import& each) {
        return each.from == path && each.name_space == import.name_space &&
               each.location == import.location && each.schema == import.schema;
      });
      if (!missing || !import.schema || import.name_space.empty()) return {};
      const auto found = schema_of(import.name_space, path);
      if (found.empty()) return {};
      changed = true;
      return fs::path(found).lexically_relative(fs::path(path).parent_path()).generic_string();
    });
    if (!changed) return text;
    std::ostringstream out;
    xml.save(out, "", pugi::format_raw);
    return std::move(out).str();
  }

  ReadDocument reading() const {
    return [this](const std::string& path) { return repaired(path); };
  }

  // WSDL files no other one imports; those of `use` where it names some.
  std::vector<std::string> main_wsdls() {
    std::set<std::string> imported;
    std::vector<std::string> all;
    for (const auto& file : files_) {
      if (file.content != FileKind::wsdl) continue;
      all.push_back(file.path);
      const auto set = follow_imports(file.path, reading());
      if (!set) continue;
      for (std::size_t i = 1; i < set->wsdls.size(); ++i) imported.insert(set->wsdls[i].path);
    }
    const auto& use = result_.rules.use;
    for (const auto& name : use) {
      const auto named = [&](const std::string& path) { return is_named(path, name); };
      if (std::ranges::none_of(all, named)) {
        complain(result_.rules.file + ": use: there is no WSDL " + name);
      }
    }
    std::erase_if(all, [&](const std::string& path) {
      if (use.empty()) return imported.contains(path);
      return std::ranges::none_of(use,
                                  [&](const std::string& name) { return is_named(path, name); });
    });
    return all;
  }

  bool is_named(const std::string& path, const std::string& name) const {
    const fs::path relative = fs::path(path).lexically_relative(root_);
    return relative.generic_string() == name || fs::path(path).filename() == name;
  }

  void read_wsdl(const std::string& path) {
    auto documents = follow_imports(path, reading());
    if (!documents) return complain(documents.error());
    auto contract = read_contract({path}, {reading()});
    if (!contract) return complain(contract.error());
    for (const auto* list : {&documents->wsdls, &documents->schemas}) {
      for (const auto& document : *list) reached_.insert(document.path);
    }
    merge(path, *contract);
    result_.wsdls.push_back(
        {std::move(*documents), std::move(contract->operations), std::move(contract->addresses)});
  }

  // `other` describes what `path` does, and in another way.
  void refuse_versions(const std::string& path, const std::string& other, const std::string& what) {
    complain(path + ": describes " + what + " otherwise than " + other +
             " does: two versions? Say in " + kRulesFile + " which files count: use = [\"" +
             fs::path(path).lexically_relative(root_).generic_string() + "\"]");
  }

  void merge(const std::string& path, const Contract& contract) {
    auto& whole = result_.contract;
    for (const auto& [name, type] : contract.types) {
      const auto [known, fresh] = whole.types.emplace(name, type);
      if (fresh) origin_.emplace(name, path);
      if (known->second == type) continue;
      return refuse_versions(path, origin_[name], "the type " + shown(name));
    }
    whole.elements.insert(contract.elements.begin(), contract.elements.end());
    for (const auto& operation : contract.operations) {
      const auto known = std::ranges::find_if(whole.operations, [&](const Operation& each) {
        return each.port_type == operation.port_type && each.name == operation.name;
      });
      if (known == whole.operations.end()) {
        whole.operations.push_back(operation);
      } else if (*known != operation) {
        return refuse_versions(path, result_.wsdls.front().documents.wsdls.front().path,
                               "the operation " + operation.name);
      }
    }
  }

  void read_other_schemas() {
    std::vector<std::string> paths;
    for (const auto& file : files_) {
      result_.files.push_back(fs::path(file.path).lexically_relative(root_).generic_string());
      if (file.content == FileKind::schema && !reached_.contains(file.path)) {
        paths.push_back(file.path);
      }
    }
    if (paths.empty()) return;
    auto contract = read_contract(paths, {reading(), {}, true});
    if (contract) {
      result_.callbacks = std::move(*contract);
    } else if (result_.wsdls.empty()) {
      complain(contract.error());
    }
  }

  const std::string root_;
  OwnerFiles result_;
  Problems problems_;
  std::vector<Found> files_;
  std::set<std::string> reached_;
  std::map<Name, std::string> origin_;  // of types
};

}  // namespace

tl::expected<OwnerFiles, std::vector<std::string>> read_owner_files(const std::string& directory) {
  auto path = fs::path(directory).lexically_normal().generic_string();
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return Folder(std::move(path)).run();
}

}  // namespace uws::contract
