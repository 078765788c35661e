#include "bridge/recording/asked.h"

#include <nlohmann/json.hpp>

#include "mapping/common/faults.h"

namespace uws::recording {
namespace {

using Json = nlohmann::json;

Json registration_json(const mapping::Registration& r) {
  return {{"account", r.account},
          {"service", r.service},
          {"url", r.url},
          {"username", r.username},
          {"password", r.password}};
}

Json shown(const mapping::ShownListeners& urls) { return urls ? Json(*urls) : Json(); }

struct CallJson {
  Json operator()(const mapping::TakeTurn& c) const {
    return {{"turn", {{"account", c.account}, {"service", c.service}}}};
  }
  Json operator()(const mapping::PrepareRegistration& c) const {
    return {{"prepare", registration_json(c.registration)}, {"shown", shown(c.shown)}};
  }
  Json operator()(const mapping::CommitRegistration& c) const {
    return {{"commit", {{"intent", c.intent}}}};
  }
  Json operator()(const mapping::AbandonRegistration& c) const {
    return {{"abandon", {{"intent", c.intent}}}};
  }
  Json operator()(const mapping::RemoveRegistration& c) const {
    return {{"remove", {{"account", c.account}, {"service", c.service}}}};
  }
  Json operator()(const mapping::ListRegistrations& c) const {
    return {{"list", {{"account", c.account}}}, {"shown", shown(c.shown)}};
  }
};

std::string reply_text(const mapping::StoreReply& reply) {
  auto json = Json::object();
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
  };
  put("callback_url", reply.callback_url);
  put("callback_username", reply.callback_username);
  put("callback_password", reply.callback_password);
  if (reply.intent != 0) json["intent"] = reply.intent;
  for (const auto& r : reply.registrations) json["registrations"].push_back(registration_json(r));
  return json.dump();
}

}  // namespace

const char* name_of(mapping::Method method) {
  switch (method) {
    case mapping::Method::get:
      return "GET";
    case mapping::Method::post:
      return "POST";
    case mapping::Method::put:
      return "PUT";
    case mapping::Method::del:
      return "DELETE";
  }
  return "?";
}

std::string store_call_text(const mapping::StoreCall& call) {
  return std::visit(CallJson{}, call).dump();
}

mapping::StoreReply store_reply(const std::string& text) {
  mapping::StoreReply reply;
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return reply;
  reply.callback_url = json.value("callback_url", "");
  reply.callback_username = json.value("callback_username", "");
  reply.callback_password = json.value("callback_password", "");
  reply.intent = json.value("intent", 0LL);
  for (const auto& r : json.value("registrations", Json::array())) {
    reply.registrations.push_back({r.value("account", ""), r.value("service", ""),
                                   r.value("url", ""), r.value("username", ""),
                                   r.value("password", "")});
  }
  return reply;
}

Asked asked_of(const mapping::RestCall& call) {
  Asked asked;
  asked.method = name_of(call.method);
  asked.path = call.path;
  asked.body = call.body;
  return asked;
}

Asked asked_of(const mapping::StoreCall& call) {
  Asked asked;
  asked.store = true;
  asked.body = store_call_text(call);
  return asked;
}

void put_reply(Asked& asked, const mapping::Reply& reply) {
  if (const auto* rest = std::get_if<mapping::RestReply>(&reply)) {
    asked.status = rest->status;
    asked.content_type = rest->content_type;
    asked.reply = rest->body;
  } else if (const auto* store = std::get_if<mapping::StoreReply>(&reply)) {
    asked.status = 200;
    asked.reply = reply_text(*store);
  }
}

mapping::Reply reply_of(const Asked& asked) {
  if (asked.status == 0) {
    return mapping::NoReply{
        mapping::refuse(mapping::kUnexpectedError,
                        asked.store ? "the store failed" : "the platform gave no answer")};
  }
  if (asked.store) return store_reply(asked.reply);
  return mapping::RestReply{asked.status, asked.content_type, asked.reply};
}

}  // namespace uws::recording
