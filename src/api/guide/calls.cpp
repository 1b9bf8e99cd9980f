#include <algorithm>
#include <charconv>

#include "api/guide/guide.hpp"
#include "api/guide/routes.hpp"
#include "api/guide/wire.hpp"
#include "base/digest.hpp"
#include "codec/json.hpp"

namespace interlock::guide {
namespace {

std::vector<Bucket> listed(std::span<const Bucket> buckets) { return {buckets.begin(), buckets.end()}; }

/// RFC 9110 8.8.3, strong ones only: a weak tag says nothing about bytes, and a bare or listed one is no tag (B61).
bool is_strong_tag(std::string_view tag) {
  if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return false;
  const auto inside = tag.substr(1, tag.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && c != '"';
  });
}

/// Entity tags of schedules are their version (guide-api.md).
std::optional<std::string> if_match(const Guard& guard) {
  if (guard.value.empty()) return std::nullopt;
  if (guard.kind == GuardKind::etag) return guard.value;
  if (guard.kind == GuardKind::version) return '"' + guard.value + '"';
  return std::nullopt;
}

/// A version travels as the number that it was read as.
std::optional<Value> version_value(const Guard& guard) {
  std::int64_t number = 0;
  const auto* end = guard.value.data() + guard.value.size();
  const auto [rest, error] = std::from_chars(guard.value.data(), end, number);
  if (guard.kind != GuardKind::version || error != std::errc{} || rest != end) return std::nullopt;
  return Value(number);
}

Request request(Method method, std::string path) { return {.method = method, .path = std::move(path), .query = {}}; }

void add_body(Request& request, const Value& body) {
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = write_json(body);
}

void add_guard(Request& request, const Guard& guard) {
  if (auto tag = if_match(guard)) request.headers.emplace_back("If-Match", std::move(*tag));
}

}  // namespace

std::optional<Guard> guard_of(Kind kind, const Value& body, const std::string& etag) {
  switch (route(kind).guard) {
    case GuardKind::etag:
      if (is_strong_tag(etag)) return Guard{GuardKind::etag, etag};
      return std::nullopt;
    case GuardKind::version:
      if (const auto* version = body.find("version"); version != nullptr && version->is<std::int64_t>()) {
        return Guard{GuardKind::version, std::to_string(*version->as<std::int64_t>())};
      }
      return std::nullopt;
    case GuardKind::content:
      return Guard{GuardKind::content, sha256(write_json(body))};
    case GuardKind::absence:
      break;
  }
  return std::nullopt;
}

Map fields(Kind kind, const Value& body, const Names& names, const Tenant& tenant) {
  return decode(kind, body, {names, tenant});
}

Item item(Kind kind, const Response& response, const Value& body) {
  const auto* etag = find_header(response.headers, "ETag");
  return {.body = body, .guard = guard_of(kind, body, etag != nullptr ? *etag : std::string())};
}

bool update_needs_body(Kind kind) { return route(kind).update == Method::put; }

Call item_call(Kind kind, const ResourceId& id) {
  return {.request = request(Method::get, item_path(kind, id)),
          .meaning = Meaning::reads,
          .buckets = listed(route(kind).read_buckets)};
}

Read step_read(const Step& step, const ResourceId& id) { return {Part::item, step.address.kind, id}; }

std::optional<ResourceId> id_to_be(const Address&, const Names&) { return std::nullopt; }

Call create_call(const Step& step, const Names& names, const Tenant& tenant) {
  const auto kind = step.address.kind;
  Call call{.request = request(Method::post, list_path(kind)),
            .meaning = Meaning::creates,
            .buckets = listed(route(kind).write_buckets)};
  add_body(call.request, edited(kind, Map{{route(kind).key, step.address.name}}, step.edits, {names, tenant}));
  return call;
}

Call update_call(const Step& step, std::span<const FieldEdit> edits, const Value& body, const Guard& guard,
                 const Names& names, const Tenant& tenant) {
  const auto& row = route(step.address.kind);
  Call call{.request = request(row.update, item_path(row.kind, step.object_id)),
            .meaning = Meaning::sets,
            .buckets = listed(row.write_buckets)};
  const auto* whole_object = body.as<Map>();
  auto wire = edited(row.kind, whole_object != nullptr ? *whole_object : Map{}, edits, {names, tenant});
  if (auto version = version_value(guard)) wire.set("version", std::move(*version));
  add_guard(call.request, guard);
  add_body(call.request, wire);
  return call;
}

Call remove_call(const Step& step) {
  const auto& row = route(step.address.kind);
  Call call{.request = request(Method::remove, item_path(row.kind, step.object_id)),
            .meaning = Meaning::sets,
            .buckets = listed(row.write_buckets)};
  add_guard(call.request, step.guard);
  return call;
}

Call token_call(const Secret& basic_credentials) {
  Call call{.request = request(Method::post, "/oauth/token"), .meaning = Meaning::reads, .buckets = {}};
  call.request.authorization = Authorization{"Basic", basic_credentials};
  call.request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  call.request.body = query_string({{"grant_type", "client_credentials"}});
  return call;
}

Call organization_call() {
  return {.request = request(Method::get, "/api/v2/organizations/me"),
          .meaning = Meaning::reads,
          .buckets = {Bucket::token}};
}

ApiError error(const Response& response) {
  const auto body = parse_json(response.body, "answer");
  if (!body) return {};
  ApiError found{
      .code = text_or(*body, "code"), .message = text_or(*body, "message"), .limit = text_or(*body, "limit")};
  const auto* details = body->find("details");
  const auto* list = details != nullptr ? details->as<List>() : nullptr;
  if (found.code.empty() && list != nullptr && !list->empty()) found.code = text_or(list->front(), "errorCode");
  return found;
}

}  // namespace interlock::guide
