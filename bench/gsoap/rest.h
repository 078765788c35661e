#pragma once
// The REST API as gSOAP's contender calls it: libcurl, blocking, one kept handle.

#include <curl/curl.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace uws::bench {

// One per thread.
class Rest {
 public:
  // `base`: "http://127.0.0.1:PORT/api".
  explicit Rest(std::string base);

  // The reply of a call, parsed; discarded (is_discarded) when it did not succeed.
  nlohmann::json call(const char* method, const char* path, const std::string& body,
                      const std::string& session);

 private:
  struct Close {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using Headers = std::unique_ptr<curl_slist, Close>;

  nlohmann::json send(const char* method, const std::string& url, const std::string& body,
                      const Headers& headers);

  const std::string base_;
  std::unique_ptr<CURL, Close> curl_;
  std::string bearer_;
  std::string session_;
  Headers headers_;
};

}  // namespace uws::bench
