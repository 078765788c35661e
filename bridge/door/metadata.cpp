#include "bridge/door/metadata.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "base/text.h"
#include "bridge/door/iis_answer.h"
#include "bridge/door/soap_request.h"
#include "contract/documents.h"
#include "contract/pages.h"

namespace uws::door {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLongestQuery = 2'048;  // with its question mark
constexpr int kUriTooLong = 414;

// "CarrierService" -> its documents.
using Services = std::map<std::string, contract::DocumentSet>;

// Error: why the documents from `main` on cannot be used.
tl::expected<contract::DocumentSet, std::string> whole_set(const std::string& main,
                                                           const contract::ReadDocument& read) {
  auto found = contract::follow_imports(main, read);
  if (!found) return found;
  for (const auto& import : found->missing) {
    if (import.location.empty()) continue;
    return tl::unexpected(import.from + " imports " + import.location + ", which is not there");
  }
  return found;
}

// The documents of the program; they are whole, a test holds them to it.
Services own_services() {
  Services services;
  for (const auto& document : contract::contract_documents()) {
    if (!document.path.ends_with(".wsdl")) continue;
    const std::string path(document.path);
    if (auto found = whole_set(path, contract::contract_document)) {
      contract::keep_used_types(*found);
      services.emplace(fs::path(path).stem(), std::move(*found));
    }
  }
  return services;
}

void replace_by_files(Services& services, const MetadataSettings& settings, ops::Events& events) {
  const fs::path root = settings.directory;
  // Paths are normal and relative to `root`, unless they lead out of it.
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (path.starts_with("..") || path.starts_with('/')) return std::nullopt;
    return contract::read_file(root / path);
  };
  for (auto& [service, documents] : services) {
    std::string main = service + ".wsdl";
    if (!read(main)) main = service + "/" + main;
    if (!read(main)) continue;
    auto found = whole_set(main, read);
    if (found) {
      documents = std::move(*found);
    } else {
      events.warn("documents of " + service + " in " + settings.directory +
                  " cannot be used: " + found.error());
    }
  }
}

http::Response xml_page(std::string text) {
  return iis_answer(200, "text/xml; charset=UTF-8", std::move(text));
}

// `url` holds nothing that HTML would read as anything but text.
http::Response help_page(const std::string& service, const std::string& url) {
  const auto link = [&](const char* query) {
    const std::string target = url + query;
    return "<a href=\"" + target + "\">" + target + "</a>";
  };
  return iis_answer(
      200, "text/html; charset=UTF-8",
      "<html><head><link rel=\"alternate\" type=\"text/xml\" href=\"" + url + "?disco\"/><title>" +
          service + " Service</title></head><body><h1>" + service +
          " Service</h1><p>You have created a service.</p><p>Its description, for tools that "
          "make a client of it:</p><pre>svcutil.exe " +
          link("?wsdl") + "</pre><p>The same as a single file:</p><pre>" + link("?singleWsdl") +
          "</pre></body></html>");
}

std::string discovery(const std::string& url) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
         "<discovery xmlns=\"http://schemas.xmlsoap.org/disco/\"><contractRef ref=\"" +
         url + "?wsdl\" docRef=\"" + url +
         "\" xmlns=\"http://schemas.xmlsoap.org/disco/scl/\"/></discovery>";
}

// Of the parts of a query the last one that names a document counts; lower case, empty = none.
std::string document_asked(std::string_view query) {
  std::string asked;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string part = base::lower(query.substr(0, end));
    for (const char* name : {"wsdl", "xsd", "singlewsdl", "disco"}) {
      if (part.starts_with(name)) asked = part;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return asked;
}

std::optional<std::string> document_page(const contract::DocumentSet& documents,
                                         const std::string& query, const std::string& url) {
  const std::string asked = document_asked(query);
  if (asked == "disco") return discovery(url);
  // Where nothing is imported the one WSDL is that of every address a client may have kept.
  const bool one = documents.wsdls.size() == 1 && asked == "wsdl=wsdl0";
  return contract::page(documents, one ? "wsdl" : asked, url);
}

}  // namespace

MetadataPages metadata_pages(MetadataSettings settings, ops::Events& events) {
  auto loaded = std::make_shared<Services>(own_services());
  if (!settings.directory.empty()) replace_by_files(*loaded, settings, events);
  const std::shared_ptr<const Services> services = std::move(loaded);
  return [services, rules = std::move(settings.address),
          owner = settings.owner](const http::Request& request) -> std::optional<http::Response> {
    const owner::Shared owners = owner ? owner->current() : owner::Shared();
    const Place place = find_place(request.path, owners.get());
    const auto found = services->find(place.service);
    if (place.kind != Place::Kind::service || found == services->end()) return std::nullopt;
    if (request.query.size() + 1 > kLongestQuery) return empty_answer(kUriTooLong);
    const std::string url = public_address(request, rules) + path_of(place);
    const auto* documents = &found->second;
    if (owners) {
      const auto theirs = owners->documents.find(place.service);
      if (theirs != owners->documents.end()) documents = theirs->second;
    }
    if (auto page = document_page(*documents, request.query, url)) {
      return xml_page(std::move(*page));
    }
    return help_page(place.service, url);
  };
}

}  // namespace uws::door
