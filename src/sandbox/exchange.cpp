#include "sandbox/exchange.hpp"

#include <algorithm>

#include "codec/json.hpp"

namespace interlock::sandbox {
namespace {

Response json_response(int status, const Value& body, Headers headers) {
  headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  return {status, std::move(headers), write_json(body)};
}

Value details_of(const Refusal& refusal) {
  if (refusal.field.empty() && refusal.entity_id.empty()) return List{};
  Map detail{{"errorCode", refusal.code}};
  if (!refusal.field.empty()) detail.set("fieldName", refusal.field);
  if (!refusal.entity_id.empty()) detail.set("entityId", refusal.entity_id);
  if (!refusal.entity_name.empty()) detail.set("entityName", refusal.entity_name);
  return List{std::move(detail)};
}

}  // namespace

const std::string* Call::query(std::string_view name) const {
  const auto found = std::find_if(request.query.begin(), request.query.end(),
                                  [&](const auto& parameter) { return parameter.first == name; });
  return found != request.query.end() ? &found->second : nullptr;
}

Response render(const Reply& reply) {
  if (reply.body.is<Null>()) return {reply.status, reply.headers, ""};
  return json_response(reply.status, reply.body, reply.headers);
}

Response render(const Refusal& refusal, const std::string& context_id) {
  Map body{{"message", refusal.message}, {"code", refusal.code},           {"status", refusal.status},
           {"contextId", context_id},    {"details", details_of(refusal)}, {"errors", List{}}};
  if (!refusal.limit.empty()) body.set("limit", refusal.limit);
  if (!refusal.permission.empty()) body.set("messageParams", Map{{"permissions", refusal.permission}});
  return json_response(refusal.status, body, {});
}

}  // namespace interlock::sandbox
