#include "bench/gsoap/rest.h"

#include <stdexcept>

namespace uws::bench {
namespace {

std::size_t append(char* data, std::size_t, std::size_t size, void* text) {
  static_cast<std::string*>(text)->append(data, size);
  return size;
}

}  // namespace

Rest::Rest(std::string base) : base_(std::move(base)), curl_(curl_easy_init()) {
  if (!curl_) throw std::runtime_error("curl_easy_init");
  curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl_.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl_.get(), CURLOPT_PROXY, "");
}

nlohmann::json Rest::send(const char* method, const std::string& url, const std::string& body,
                          const Headers& headers) {
  std::string reply;
  curl_easy_setopt(curl_.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(curl_.get(), CURLOPT_CUSTOMREQUEST, method);
  curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &reply);
  long status = 0;
  const auto code = curl_easy_perform(curl_.get());
  curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK || status / 100 != 2) {
    return nlohmann::json(nlohmann::json::value_t::discarded);
  }
  return nlohmann::json::parse(reply, nullptr, false);
}

nlohmann::json Rest::call(const char* method, const char* path, const std::string& body,
                          const std::string& session) {
  if (bearer_.empty()) {
    const Headers basic(curl_slist_append(nullptr, "Authorization: Basic a2V5OnNlY3JldA=="));
    const auto grant =
        send("POST", base_ + "/ts/v1/oauth2/token", "grant_type=client_credentials", basic);
    if (grant.is_object()) bearer_ = grant.value("access_token", "");
  }
  if (session != session_ || !headers_) {
    session_ = session;
    auto* list = curl_slist_append(nullptr, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:");
    list = curl_slist_append(list, ("Authorization: Bearer " + bearer_).c_str());
    headers_.reset(curl_slist_append(list, ("VZ-M2M-Token: " + session).c_str()));
  }
  return send(method, base_ + path, body, headers_);
}

}  // namespace uws::bench
