#include "bridge/tools/admin_client.h"

#include <curl/curl.h>

#include <memory>

#include "base/url.h"

namespace uws::tools {
namespace {

constexpr long kPatienceSeconds = 60;

std::size_t append(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

}  // namespace

tl::expected<AdminAnswer, std::string> ask_admin(const AdminPlace& place, const std::string& method,
                                                 const std::string& target) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  if (!easy) return tl::unexpected(std::string("out of memory"));
  AdminAnswer answer;
  const bool local = !place.socket.empty();
  const auto base = local ? std::string("http://localhost")
                          : std::string(uws::base::without_final_slash(place.url));
  const auto url = base + target;
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  if (local) curl_easy_setopt(easy.get(), CURLOPT_UNIX_SOCKET_PATH, place.socket.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
  if (method == "POST") curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, "");
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, kPatienceSeconds);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer.body);
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr,
                                                                      &curl_slist_free_all);
  if (!place.token.empty()) {
    headers.reset(curl_slist_append(nullptr, ("Authorization: Bearer " + place.token).c_str()));
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  }
  const auto code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    return tl::unexpected("no answer of the gateway at " + (local ? place.socket : base) + ": " +
                          curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace uws::tools
