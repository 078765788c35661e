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

// A recording may hold anything: what is no text is none.
std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  const bool text = json.is_object() && found != json.end() && found->is_string();
  return text ? found->get<std::string>() : std::string();
}

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

std::string store_call_text(const mapping::StoreCall& call) {
  return std::visit(CallJson{}, call).dump();
}

mapping::StoreReply store_reply(const std::string& text) {
  mapping::StoreReply reply;
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return reply;
  reply.callback_url = text_at(json, "callback_url");
  reply.callback_username = text_at(json, "callback_username");
  reply.callback_password = text_at(json, "callback_password");
  const auto intent = json.find("intent");
  if (intent != json.end() && intent->is_number_integer()) reply.intent = intent->get<long long>();
  const auto registrations = json.find("registrations");
  if (registrations == json.end()) return reply;
  for (const auto& r : *registrations) {
    reply.registrations.push_back({text_at(r, "account"), text_at(r, "service"), text_at(r, "url"),
                                   text_at(r, "username"), text_at(r, "password")});
  }
  return reply;
}

Asked asked_of(const mapping::RestCall& call) {
  Asked asked;
  asked.method = mapping::name_of(call.method);
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
