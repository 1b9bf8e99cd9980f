#include <algorithm>
#include <array>
#include <charconv>

#include "api/faults.hpp"
#include "api/published/published.hpp"
#include "api/published/routes.hpp"
#include "api/published/wire.hpp"
#include "base/digest.hpp"
#include "base/pointer.hpp"
#include "codec/json.hpp"

namespace interlock::published {
namespace {

Call write(Method method, std::string path, const Value& body, Query query = {}) {
  Call call{.request = {.method = method, .path = std::move(path), .query = std::move(query)},
            .meaning = method == Method::post ? Meaning::creates : Meaning::sets,
            .buckets = {Bucket::token}};
  if (!body.is<Null>()) {
    call.request.headers.emplace_back("Content-Type", "application/json");
    call.request.body = write_json(body);
  }
  return call;
}

/// What a POST that adds or moves does twice it does once.
Call repeatable(Call call) {
  call.meaning = Meaning::sets;
  return call;
}

std::string id_at(const Names& names, Kind kind, const std::string& name) {
  return id_of(names, {kind, name}).value_or(ResourceId{}).value;
}

std::vector<std::string> elements_of(std::span<const FieldEdit> edits) {
  std::vector<std::string> names;
  for (const auto& edit : edits) names.push_back(pointer_segments(edit.path).at(1));
  return names;
}

bool takes_away(std::span<const FieldEdit> edits) {
  return std::all_of(edits.begin(), edits.end(), [](const FieldEdit& edit) { return !edit.after; });
}

struct Edit {
  const Step& step;
  std::span<const FieldEdit> edits;
  const Value& body;  // fresh
  const Names& names;
};

// Levels and languages: what is given in one PATCH, what goes one by one, or all of it in one PUT (published-api.md,
// 1).

Call levels_call(const Edit& edit, Part part, Kind target, bool has_put) {
  const auto path = list_path({part, Kind::user, edit.step.object_id});
  const auto names = elements_of(edit.edits);
  if (takes_away(edit.edits) && names.size() == 1) {
    return write(Method::remove, path + "/" + percent_encode(id_at(edit.names, target, names.front())), Null{});
  }
  List levels;
  const bool is_mixed = std::any_of(edit.edits.begin(), edit.edits.end(), [](const auto& e) { return !e.after; });
  if (is_mixed && has_put) {
    const auto wire = edited(Kind::user, edit.body.is<Map>() ? *edit.body.as<Map>() : Map(), edit.edits, edit.names);
    return write(Method::put, path + "/bulk", wire.find("skills") != nullptr ? *wire.find("skills") : Value(List{}));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!edit.edits[i].after) continue;
    levels.emplace_back(Map{{"id", id_at(edit.names, target, names[i])}, {"proficiency", *edit.edits[i].after}});
  }
  return write(Method::patch, path + "/bulk", levels);
}

Call skills_call(const Edit& edit) { return levels_call(edit, Part::levels, Kind::skill, true); }
Call languages_call(const Edit& edit) { return levels_call(edit, Part::languages, Kind::language, false); }

List references_of(const Edit& edit, Kind target) {
  List list;
  for (const auto& name : elements_of(edit.edits)) list.emplace_back(Map{{"id", id_at(edit.names, target, name)}});
  return list;
}

Call members_call(const Edit& edit) {
  const auto path = list_path({Part::members, Kind::queue, edit.step.object_id});
  const auto query = takes_away(edit.edits) ? Query{{"delete", "true"}} : Query{};
  return repeatable(write(Method::post, path, references_of(edit, Kind::user), query));
}

Call wrapup_call(const Edit& edit) {
  const auto path = list_path({Part::wrapup_codes, Kind::queue, edit.step.object_id});
  if (!takes_away(edit.edits)) return repeatable(write(Method::post, path, references_of(edit, Kind::wrapup_code)));
  const auto code = id_at(edit.names, Kind::wrapup_code, elements_of(edit.edits).front());
  return write(Method::remove, path + "/" + percent_encode(code), Null{});
}

Call division_call(const Edit& edit) {
  const auto* name = edit.edits.front().after ? edit.edits.front().after->as<std::string>() : nullptr;
  const auto division = name != nullptr ? id_at(edit.names, Kind::division, *name) : std::string();
  const auto path = "/api/v2/authorization/divisions/" + percent_encode(division) + "/objects/" +
                    std::string(route(edit.step.address.kind).division);
  return repeatable(write(Method::post, path, List{Value(edit.step.object_id.value)}));
}

/// The parts of objects that have requests of their own.
struct PartCall {
  std::string_view field;
  Part part;
  Call (*call)(const Edit& edit);
};
constexpr std::array kPartCalls{
    PartCall{"levels", Part::levels, skills_call},    PartCall{"languages", Part::languages, languages_call},
    PartCall{"members", Part::members, members_call}, PartCall{"wrapup_codes", Part::wrapup_codes, wrapup_call},
    PartCall{"division", Part::item, division_call},
};

const PartCall* part_call(Kind kind, std::span<const FieldEdit> edits) {
  const auto segments = edits.empty() ? std::vector<std::string>() : pointer_segments(edits.front().path);
  const bool is_batch = !segments.empty() && std::any_of(kBatches.begin(), kBatches.end(), [&](const Batch& batch) {
    return batch.kind == kind && batch.field == segments.front();
  });
  const auto found = std::find_if(kPartCalls.begin(), kPartCalls.end(),
                                  [&](const PartCall& row) { return is_batch && row.field == segments.front(); });
  return found != kPartCalls.end() ? &*found : nullptr;
}

std::optional<Value> version_value(const Guard& guard) {
  std::int64_t number = 0;
  const auto* end = guard.value.data() + guard.value.size();
  const auto [rest, error] = std::from_chars(guard.value.data(), end, number);
  if (guard.kind != GuardKind::version || error != std::errc{} || rest != end) return std::nullopt;
  return Value(number);
}

/// Of a PATCH the fields that it names: everything else would be written over what somebody else wrote meanwhile.
Map named_only(Kind kind, const Map& whole_body, const Map& before) {
  Map body;
  for (const auto& [key, value] : whole_body) {
    const auto* old = before.find(key.name);
    if (old == nullptr || *old != value) body.set(key.name, value);
  }
  // PATCH of a skill group sends its name and conditions (published-api.md, "Taken here").
  if (kind == Kind::skill_group) {
    for (const auto* key : {"name", "skillConditions"}) {
      if (const auto* value = whole_body.find(key)) body.set(key, *value);
    }
  }
  return body;
}

GuardKind guard_kind(Kind kind) {
  const auto* row = find_route(kind);
  return row != nullptr ? row->guard : GuardKind::content;
}

}  // namespace

std::optional<Guard> guard_of(Kind kind, const Value& body) {
  if (guard_kind(kind) == GuardKind::content) return Guard{GuardKind::content, sha256(write_json(body))};
  const auto* version = body.find("version");
  const auto number = version != nullptr ? whole(*version) : std::nullopt;
  if (!number) return std::nullopt;
  return Guard{GuardKind::version, std::to_string(*number)};
}

Map fields(Kind kind, const Value& body, const Names& names, const Tenant&) { return decode(kind, body, names); }

Item item(Kind kind, const Response&, const Value& body) { return {.body = body, .guard = guard_of(kind, body)}; }

bool is_fallback(Kind kind, const Value& body) {
  return kind == Kind::utilization && text_or(body, "level") == "Organization";
}

Read step_read(const Step& step, const ResourceId& id) {
  const auto* row = step.verb == Verb::update ? part_call(step.address.kind, step.edits) : nullptr;
  return {row != nullptr ? row->part : Part::item, step.address.kind, id};
}

Value body_of_part(Part part, const List& entities) {
  struct Row {
    Part part;
    std::string_view key;
  };
  static constexpr std::array kKeys{Row{Part::members, "members"}, Row{Part::wrapup_codes, "wrapupCodes"},
                                    Row{Part::levels, "skills"}, Row{Part::languages, "languages"}};
  Map body;
  for (const auto& [known, key] : kKeys) {
    if (known == part) body.set(key, entities);
  }
  return body;
}

std::optional<ResourceId> id_to_be(const Address& address, const Names& names) {
  const auto table = table_of(address);
  const auto* id = table ? names.id(*table) : nullptr;
  if (id == nullptr) return std::nullopt;
  return row_id(*id, address.name.substr(table->name.size() + 1));
}

Call create_call(const Step& step, const Names& names, const Tenant&) {
  const auto kind = step.address.kind;
  if (kind == Kind::row) {
    const auto [table, key] = row_parts(id_to_be(step.address, names).value_or(ResourceId{}));
    return write(Method::post, list_path({Part::rows, Kind::data_table, table}),
                 edited(kind, Map{{"key", key}}, step.edits, names));
  }
  const auto& row = route(kind);
  return write(Method::post, std::string(row.list), edited(kind, Map{{row.key, step.address.name}}, step.edits, names));
}

Call update_call(const Step& step, std::span<const FieldEdit> edits, const Value& body, const Guard& guard,
                 const Names& names, const Tenant&) {
  const auto kind = step.address.kind;
  if (const auto* row = part_call(kind, edits)) return row->call({step, edits, body, names});
  const auto before = body.is<Map>() ? *body.as<Map>() : Map();
  auto after = writable(edited(kind, before, edits, names));
  const auto* row = find_route(kind);
  const bool is_patch = row != nullptr && row->update == Method::patch;
  if (is_patch) return write(Method::patch, item_path(kind, step.object_id), named_only(kind, after, before));
  if (auto version = version_value(guard)) after.set("version", *std::move(version));
  return write(Method::put, item_path(kind, step.object_id), after);
}

Call remove_call(const Step& step) {
  return write(Method::remove, item_path(step.address.kind, step.object_id), Null{});
}

/// The conditions of a skill group say skills and languages by name.
bool keeps_names(Kind kind) { return kind == Kind::skill_group; }

Call token_call(const Secret& basic_credentials) {
  Call call{.request = {.method = Method::post, .path = "/oauth/token", .query = {}, .host = Host::login},
            .meaning = Meaning::reads,
            .buckets = {}};
  call.request.authorization = Authorization{"Basic", basic_credentials};
  call.request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  call.request.body = query_string({{"grant_type", "client_credentials"}});
  return call;
}

Call organization_call() {
  return {.request = {.method = Method::get, .path = "/api/v2/organizations/me", .query = {}},
          .meaning = Meaning::reads,
          .buckets = {Bucket::token}};
}

ApiError error(const Response& response) {
  const auto body = parse_json(response.body, "answer");
  if (!body) return {};
  ApiError found{.code = text_or(*body, "code"), .message = text_or(*body, "message"), .limit = {}};
  const auto* details = body->find("details");
  const auto* list = details != nullptr ? details->as<List>() : nullptr;
  if (found.code.empty() && list != nullptr && !list->empty()) found.code = text_or(list->front(), "errorCode");
  return found;
}

}  // namespace interlock::published
