#include "bridge/http/metadata.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "bridge/http/contract_documents.h"
#include "bridge/http/service_documents.h"

namespace uws::http {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kRoot = "/api/v2/";
constexpr std::string_view kSuffix = ".svc";
constexpr std::size_t kLongestQuery = 2'048;
constexpr int kUriTooLong = 414;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// "carrierservice" -> its documents.
using Services = std::map<std::string, ServiceDocuments>;

std::optional<std::string> own_document(const std::string& path) {
  for (const auto& document : contract_documents()) {
    if (document.path == path) return std::string(document.text);
  }
  return std::nullopt;
}

std::optional<std::string> file_text(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The documents of the program; they are whole, a test holds them to it.
Services own_services() {
  Services services;
  for (const auto& document : contract_documents()) {
    if (!document.path.ends_with(".wsdl")) continue;
    const std::string path(document.path);
    const std::string service = fs::path(path).stem();
    if (auto found = collect_documents(service, path, own_document)) {
      services.emplace(lower(service), std::move(*found));
    }
  }
  return services;
}

void replace_by_files(Services& services, const MetadataSettings& settings) {
  const fs::path root = settings.directory;
  const auto read = [&](const std::string& path) { return file_text(root / path); };
  for (auto& [key, documents] : services) {
    const std::string service = documents.service;
    std::string main = service + ".wsdl";
    if (!read(main)) main = service + "/" + main;
    if (!read(main)) continue;
    auto found = collect_documents(service, main, read);
    if (found) {
      documents = std::move(*found);
    } else if (settings.warn) {
      settings.warn("documents of " + service + " in " + settings.directory +
                    " cannot be used: " + found.error());
    }
  }
}

Response xml_page(std::string text) {
  Response response;
  response.headers.add("Content-Type", "text/xml; charset=UTF-8");
  response.body = std::move(text);
  return response;
}

// `url` holds nothing that HTML would read as anything but text.
Response help_page(const std::string& service, const std::string& url) {
  const auto link = [&](const char* query) {
    const std::string target = url + query;
    return "<a href=\"" + target + "\">" + target + "</a>";
  };
  Response response;
  response.headers.add("Content-Type", "text/html; charset=UTF-8");
  response.body =
      "<html><head><title>" + service + " Service</title></head><body><h1>" + service +
      " Service</h1><p>You have created a service.</p><p>Its description, for tools that "
      "make a client of it:</p><pre>svcutil.exe " +
      link("?wsdl") + "</pre><p>The same as a single file:</p><pre>" + link("?singleWsdl") +
      "</pre></body></html>";
  return response;
}

std::string discovery(const std::string& url) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
         "<discovery xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
         " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
         " xmlns=\"http://schemas.xmlsoap.org/disco/\"><contractRef ref=\"" +
         url + "?wsdl\" docRef=\"" + url +
         "\" xmlns=\"http://schemas.xmlsoap.org/disco/scl/\"/></discovery>";
}

// The number in "xsd3" for `kind` "xsd".
std::optional<std::size_t> numbered(const std::string& value, const std::string& kind) {
  if (!value.starts_with(kind)) return std::nullopt;
  std::size_t number = 0;
  const char* last = value.data() + value.size();
  const auto [end, error] = std::from_chars(value.data() + kind.size(), last, number);
  if (error != std::errc{} || end != last) return std::nullopt;
  return number;
}

// ?wsdl=wsdl0 is the WSDL of another namespace; documents that need none show the one they have.
std::optional<std::string> document_page(const ServiceDocuments& documents,
                                         const std::string& query, const std::string& url) {
  const auto equals = query.find('=');
  const std::string name = lower(query.substr(0, std::min(equals, query.find('&'))));
  const std::string value = equals == std::string::npos ? "" : lower(query.substr(equals + 1));
  if (name == "singlewsdl") return single_wsdl_page(documents, url);
  if (name == "disco") return discovery(url);
  if (name == "wsdl") {
    if (value.empty()) return wsdl_page(documents, 0, url);
    const auto number = numbered(value, "wsdl");
    if (number && *number + 1 < documents.wsdls.size())
      return wsdl_page(documents, *number + 1, url);
    if (number == 0U) return wsdl_page(documents, 0, url);
  }
  if (name == "xsd") {
    const auto number = numbered(value, "xsd");
    if (number && *number < documents.schemas.size()) return xsd_page(documents, *number, url);
  }
  return std::nullopt;
}

const ServiceDocuments* documents_at(const Services& services, std::string_view path) {
  const std::string asked = lower(path);
  if (!asked.starts_with(kRoot) || !asked.ends_with(kSuffix)) return nullptr;
  if (asked.size() < kRoot.size() + kSuffix.size()) return nullptr;
  const auto length = asked.size() - kRoot.size() - kSuffix.size();
  const auto found = services.find(asked.substr(kRoot.size(), length));
  return found == services.end() ? nullptr : &found->second;
}

}  // namespace

std::function<std::optional<Response>(const Request&)> metadata_pages(MetadataSettings settings) {
  auto loaded = std::make_shared<Services>(own_services());
  if (!settings.directory.empty()) replace_by_files(*loaded, settings);
  const std::shared_ptr<const Services> services = std::move(loaded);
  return [services,
          rules = std::move(settings.address)](const Request& request) -> std::optional<Response> {
    const auto* documents = documents_at(*services, request.path);
    if (!documents) return std::nullopt;
    if (request.query.size() > kLongestQuery) {
      Response refused;
      refused.status = kUriTooLong;
      return refused;
    }
    const std::string url = public_address(request, rules) + std::string(kRoot) +
                            documents->service + std::string(kSuffix);
    if (auto page = document_page(*documents, request.query, url)) {
      return xml_page(std::move(*page));
    }
    return help_page(documents->service, url);
  };
}

}  // namespace uws::http
