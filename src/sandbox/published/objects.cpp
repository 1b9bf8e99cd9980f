#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/time.hpp"
#include "sandbox/published/access.hpp"
#include "sandbox/published/assignments.hpp"
#include "sandbox/published/filters.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/shapes.hpp"
#include "sandbox/published/skill_groups.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

enum class Rest : std::uint8_t { defaulted, kept };  // what a write does to fields that it leaves out

Refusal refusal_of(const Code& code, std::string message, std::string field = {}, std::string id = {}) {
  return {code.status, std::string(code.code), std::move(message), std::move(field), std::move(id), ""};
}

/// The fields of the body that this write may set, over what there was.
Value draft(const Kind& kind, const Value* live, const Value& body, Rest rest) {
  Value next = live != nullptr ? *live : Value(Map{});
  auto& into = *next.as<Map>();
  for (const auto& field : fields(kind.collection)) {
    if (field.writing == Writing::never || (field.writing == Writing::at_creation && live != nullptr)) continue;
    const auto* given = body.find(field.name);
    if (given == nullptr && rest == Rest::kept) continue;
    into.erase(field.name);
    if (given != nullptr && !given->is<Null>()) into.set(field.name, *given);
  }
  return next;
}

/// "enabled=true type=custom skills=[]"
void add_guide_members(std::string_view members, Map& next) {
  while (!members.empty()) {
    const auto word = members.substr(0, members.find(' '));
    members.remove_prefix(std::min(word.size() + 1, members.size()));
    const auto name = word.substr(0, word.find('='));
    const auto text = word.substr(name.size() + 1);
    if (text == "true" || text == "false") {
      next.set(name, text == "true");
    } else {
      next.set(name, text == "[]" ? Value(List{}) : Value(text));
    }
  }
}

void stamp(const Call& call, const Kind& kind, const Value* live, Map& next) {
  const auto now = format_wall(call.moment.wall);
  const auto client = call.store.derived_id("client");
  for (const auto& field : fields(kind.collection)) {
    if (field.name == "dateModified") next.set("dateModified", now);
    if (field.name == "modifiedBy") next.set("modifiedBy", client);
    if (live != nullptr) continue;
    if (field.name == "dateCreated") next.set("dateCreated", now);
    if (field.name == "createdBy") next.set("createdBy", client);
  }
  if (live == nullptr && kind.is_versioned) next.set("version", 1);
}

Objection check_name(const Store& store, const Kind& kind, const Value* live, const Value& next) {
  if (kind.taken.code.empty() || (live != nullptr && name_of(*live) == name_of(next))) return std::nullopt;
  const auto* other = store.find_by(kind.collection, "name", name_of(next));
  if (other == nullptr) return std::nullopt;
  return refusal_of(kind.taken, "A " + std::string(kind.noun) + " of this name exists", "name",
                    std::string(id_of(*other)));
}

/// A wrap-up code may belong to all divisions.
bool exists(const Store& store, const Reference& reference) {
  return store.find(reference.target, reference.id) != nullptr ||
         (reference.target == Collection::divisions && reference.id == "*");
}

/// References that were there before are none of this write's: documents may hold some to what they do not list.
Objection check_references(const Store& store, const Kind& kind, const Value* live, const Value& next) {
  const auto before = live != nullptr ? references(fields(kind.collection), *live) : std::vector<Reference>();
  for (const auto& reference : references(fields(kind.collection), next)) {
    const bool was_there = std::any_of(before.begin(), before.end(), [&](const Reference& old) {
      return old.target == reference.target && old.id == reference.id;
    });
    if (was_there || exists(store, reference)) continue;
    return refusal_of(kind.dangling, reference.pointer + " names nothing", reference.pointer, reference.id);
  }
  return std::nullopt;
}

Objection check_version(const Call& call, const Kind& kind, const Value& live) {
  if (!kind.is_versioned) return std::nullopt;
  const auto* version = call.body.find("version");
  if (version == nullptr || version->is<Null>()) {
    if (call.store.unsettled("put_without_version", "refused") == "accepted") return std::nullopt;
    return Refusal{400, "general.bad.request", "version is missing", "version", call.id()};
  }
  if (*version == Value(integer_or(live, "version", 1))) return std::nullopt;
  return Refusal{409, "general.conflict", "2 or more modifications were made at the same time", "version", call.id()};
}

/// The last steps of every write: checks, stores and answers.
Verdict keep(Call& call, const Kind& kind, const Value* live, Value next) {
  next.as<Map>()->set("id", live != nullptr ? std::string(id_of(*live)) : "new");
  if (const auto found = violations(fields(kind.collection), next, Strictness::write); !found.empty()) {
    const auto& first = found.front();
    return Refusal{400, first.code, first.pointer + " " + first.message, first.pointer};
  }
  if (auto refusal = check_name(call.store, kind, live, next)) return *std::move(refusal);
  if (kind.check != nullptr) {
    if (auto refusal = kind.check(call, live, next)) return *std::move(refusal);
  }
  if (auto refusal = check_references(call.store, kind, live, next)) return *std::move(refusal);
  stamp(call, kind, live, *next.as<Map>());
  // Only now, so that refused creations use up no ids.
  if (live == nullptr) next.as<Map>()->set("id", call.store.next_id());
  const auto stored = call.store.put(kind.collection, std::move(next), call.moment);
  return Reply{.body = view(call, kind, stored, Detail::whole)};
}

bool is_named(const Store& store, std::string_view field, std::string_view name) {
  const auto& groups = store.all(Collection::skill_groups);
  return std::any_of(groups.begin(), groups.end(), [&](const Value& group) {
    const auto* blocks = group.find("skillConditions");
    return blocks != nullptr && names_in_conditions(*blocks, field, name);
  });
}

bool is_referred_to(const Store& store, Collection target, std::string_view id) {
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    for (const auto& object : store.all(collection)) {
      const auto found = references(fields(collection), object);
      const bool refers = std::any_of(found.begin(), found.end(), [&](const Reference& reference) {
        return reference.target == target && reference.id == id;
      });
      if (refers) return true;
    }
  }
  return false;
}

bool is_in_use(const Store& store, Collection collection, const Value& object) {
  if (is_referred_to(store, collection, id_of(object))) return true;
  if (collection == Collection::skills) {
    return is_assigned(store, Assigned::skills, id_of(object)) || is_named(store, kSkillOfCondition, name_of(object));
  }
  if (collection == Collection::languages) {
    return is_assigned(store, Assigned::languages, id_of(object)) ||
           is_named(store, kLanguageOfCondition, name_of(object));
  }
  return collection == Collection::divisions && id_of(object) == id_of(store.home_division());
}

Objection check_deletion(const Call& call, const Kind& kind, const Value& live) {
  const auto* force = call.query("forceDelete");
  const bool is_forced = force != nullptr && *force == "true";
  if (kind.collection == Collection::queues && !is_forced && call.store.lists("active_queues", call.id())) {
    return Refusal{400, "active.queue", "Queue contains active conversations.",
                   "",  call.id(),      std::string(name_of(live))};
  }
  if (kind.in_use.code.empty()) return std::nullopt;
  const bool is_skill = kind.collection == Collection::skills || kind.collection == Collection::languages;
  if (is_skill && call.store.unsettled("skill_in_use", "refused") == "removes_assignments") return std::nullopt;
  if (!is_in_use(call.store, kind.collection, live)) return std::nullopt;
  auto refusal = refusal_of(kind.in_use, "The " + std::string(kind.noun) + " is in use", "", call.id());
  refusal.entity_name = name_of(live);
  return refusal;
}

void forget_codes(Store& store, std::string_view code) {
  for (const auto& queue : store.all(Collection::queues)) {
    const auto* codes = store.keyed("queue_wrapup_codes", id_of(queue));
    if (codes == nullptr) continue;
    auto kept = *codes->as<List>();
    std::erase(kept, Value(code));
    store.set_keyed("queue_wrapup_codes", id_of(queue), std::move(kept));
  }
}

const Value* findable(const Call& call, const Kind& kind) {
  if (call.store.is_fresh(kind.collection, call.id(), call.moment.now)) return nullptr;
  return call.store.find(kind.collection, call.id());
}

Refusal no_object() { return {400, "bad.request", "The body is not an object"}; }

}  // namespace

Verdict list_objects(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  auto objects = call.store.listed(collection, call.moment.now);
  hide(call.store, collection, objects);
  if (auto refusal = filter(call, row, objects)) return *std::move(refusal);
  return page(call, objects, {.listing = row.listing},
              [&](const Value& object) { return view(call, row, object, Detail::item); });
}

Verdict get_object(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  const auto* object = findable(call, row);
  if (object == nullptr && call.store.unsettled("deleted_skill", "gone") == "state" &&
      (collection == Collection::skills || collection == Collection::languages)) {
    object = call.store.deleted(collection, call.id());
  }
  if (object == nullptr) return absent(row, call.id());
  return Reply{.body = view(call, row, *object, Detail::whole)};
}

Verdict create_object(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  if (!call.body.is<Map>()) return no_object();
  auto next = draft(row, nullptr, call.body, Rest::defaulted);
  add_guide_members(row.guide_members, *next.as<Map>());
  return keep(call, row, nullptr, std::move(next));
}

Verdict replace_object(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return absent(row, call.id());
  if (!call.body.is<Map>()) return no_object();
  if (auto refusal = check_version(call, row, *live)) return *std::move(refusal);
  return keep(call, row, live, draft(row, live, call.body, Rest::defaulted));
}

Verdict patch_object(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return absent(row, call.id());
  if (!call.body.is<Map>()) return no_object();
  return keep(call, row, live, draft(row, live, call.body, Rest::kept));
}

Verdict delete_object(Call& call, Collection collection) {
  const auto& row = *kind(collection);
  const auto* live = call.store.find(collection, call.id());
  if (live == nullptr) return absent(row, call.id());
  if (auto refusal = check_deletion(call, row, *live)) return *std::move(refusal);
  call.store.erase(collection, call.id(), call.moment);
  call.store.detach(collection, call.id());
  if (collection == Collection::wrapup_codes) forget_codes(call.store, call.id());
  if (collection == Collection::languages) forget_language(call.store, call.id());
  return Reply{.status = row.deleted};
}

Verdict move_skill(Call& call) {
  const auto& row = *kind(Collection::skills);
  const auto* live = call.store.find(Collection::skills, call.id());
  if (live == nullptr) return absent(row, call.id());
  const auto division = text_or(call.body, "divisionId");
  if (call.store.find(Collection::divisions, division) == nullptr) {
    return Refusal{400, "bad.request", "There is no such division", "divisionId", division};
  }
  auto next = *live;
  next.as<Map>()->set("division", Map{{"id", division}});
  return keep(call, row, live, std::move(next));
}

}  // namespace interlock::sandbox::published
