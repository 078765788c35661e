#include "tests/bridge/callback/outside.h"

namespace uws::test {

const std::string kFault =
    "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
    "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>"
    "</s:Body></s:Envelope>";
const std::string kEmptyAnswer =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>";

int Outside::call(const std::string& method, const std::string& url, const std::string& body) {
  http::ClientCall wanted;
  wanted.method = method;
  wanted.url = url;
  wanted.headers.add("Content-Type", "application/json");
  wanted.body = body;
  wanted.timeout = std::chrono::milliseconds(30'000);
  auto reply =
      boost::asio::co_spawn(io, client.perform(std::move(wanted)), boost::asio::use_future);
  until([&] { return reply.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  const auto outcome = reply.get();
  return outcome ? outcome->status : 0;
}

std::string webhook_body(const mapping::StoreReply& registered, const std::string& request_id,
                         int callback_count, const std::string& device) {
  return R"({"username":")" + registered.callback_username + R"(","password":")" +
         registered.callback_password + R"(","requestId":")" + request_id +
         R"(","deviceIds":[{"id":")" + device +
         R"(","kind":"imei"}],"deviceResponse":)"
         R"({"moveDeviceResponse":{"ipAddress":"10.0.0.1","state":"Active"}},)"
         R"("status":"Success","callbackCount":)" +
         std::to_string(callback_count) + R"(,"maxCallbackThreshold":4})";
}

std::string element_text(const std::string& xml, const std::string& name) {
  const auto open = '<' + name + '>';
  const auto start = xml.find(open);
  if (start == std::string::npos) return {};
  const auto end = xml.find("</", start);
  return xml.substr(start + open.size(), end - start - open.size());
}

}  // namespace uws::test
