#include "sandbox/published/assignments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/http.hpp"
#include "base/text.hpp"
#include "sandbox/published/kinds.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::size_t kBulk = 50;
constexpr std::int64_t kLargestPage = 100;

struct Held {
  std::string id;
  Value proficiency;
};

struct Side {
  Collection collection;
  std::string_view word, path, uri;
  int unassigned;      // the status of a deletion
  bool only_whole;     // whether proficiencies are rounded
  bool posts_are_new;  // how a POST of an unknown one is refused
};
constexpr std::array<Side, 2> kSides{
    {{Collection::skills, "skills", "routingskills", "skillUri", 200, false, false},
     {Collection::languages, "languages", "routinglanguages", "languageUri", 204, true, true}}};

const Side& side(Assigned which) { return kSides[static_cast<std::size_t>(which)]; }

std::vector<Held> held_by(const Value& profile) {
  std::vector<Held> held;
  for (const auto& entry : *profile.find("levels")->as<List>()) {
    held.push_back({std::string(id_of(*entry.find("skill"))), *entry.find("level")});
  }
  return held;
}

std::vector<Held> read(const Store& store, Assigned which, std::string_view user) {
  if (which == Assigned::skills) return held_by(*store.find(Collection::personal_profiles, user));
  std::vector<Held> held;
  const auto* languages = store.keyed("user_languages", user);
  if (languages == nullptr) return held;
  for (const auto& entry : *languages->as<List>())
    held.push_back({std::string(id_of(entry)), *entry.find("proficiency")});
  return held;
}

void write_skills(Call& call, const std::vector<Held>& held) {
  auto profile = *call.store.find(Collection::personal_profiles, call.id());
  List levels;
  for (const auto& [id, proficiency] : held) {
    const auto& skill = *call.store.find(Collection::skills, id);
    levels.emplace_back(
        Map{{"skill", Map{{"id", id}, {"name", name_of(skill)}, {"type", text_or(skill, "type", "custom")}}},
            {"level", proficiency}});
  }
  profile.as<Map>()->set("levels", std::move(levels));
  call.store.put(Collection::personal_profiles, std::move(profile), call.moment);
}

void write(Call& call, Assigned which, const std::vector<Held>& held) {
  if (which == Assigned::skills) return write_skills(call, held);
  List languages;
  for (const auto& [id, proficiency] : held) languages.emplace_back(Map{{"id", id}, {"proficiency", proficiency}});
  call.store.set_keyed("user_languages", call.id(), std::move(languages));
  call.store.bump_revision(call.id());
}

Value shown(const Store& store, Assigned which, std::string_view user, const Held& held) {
  const auto& row = side(which);
  const auto& object = *store.find(row.collection, held.id);
  const bool is_active = flag_or(object, "enabled", true) && text_or(object, "state", "active") == "active";
  return Map{{"id", held.id},
             {"name", name_of(object)},
             {"proficiency", held.proficiency},
             {"state", is_active ? "active" : "inactive"},
             {row.uri, uri_of(*kind(row.collection), held.id)},
             {"selfUri",
              uri_of(*kind(Collection::users), user) + "/" + std::string(row.path) + "/" + percent_encode(held.id)}};
}

List shown(const Store& store, Assigned which, std::string_view user, const std::vector<Held>& held) {
  List list;
  for (const auto& one : held) {
    if (store.find(side(which).collection, one.id) != nullptr) list.push_back(shown(store, which, user, one));
  }
  return list;
}

Objection no_user(const Call& call) {
  if (call.store.find(Collection::users, call.id()) != nullptr) return std::nullopt;
  return absent(*kind(Collection::users), call.id());
}

Refusal unknown(const Call& call, Assigned which, const std::string& id) {
  const bool is_plain = call.request.method == Method::patch || call.ids.size() > 1 || side(which).posts_are_new;
  return {404, is_plain ? "not.found" : "general.resource.not.found",
          "There is no such " + std::string(kind(side(which).collection)->noun), "id", id};
}

/// One {id, proficiency}; the id of the path, where there is one, wins.
std::variant<Held, Refusal> held_in(const Call& call, Assigned which, const Value& body) {
  const bool is_named = call.ids.size() > 1;
  const std::string id = is_named ? call.ids[1] : std::string(id_of(body));
  const auto* proficiency = body.find("proficiency");
  if (id.empty() || proficiency == nullptr) {
    return Refusal{400, "bad.request", "id and proficiency are needed", id.empty() ? "id" : "proficiency"};
  }
  const auto number = number_of(*proficiency);
  if (!number || !(*number >= 0 && *number <= 5)) {
    return Refusal{400, "invalid.value", "proficiency is a number from 0.0 to 5.0", "proficiency", id};
  }
  if (call.store.find(side(which).collection, id) == nullptr) return unknown(call, which, id);
  const bool rounds = side(which).only_whole || *number == std::floor(*number);
  return Held{id, rounds ? Value(std::int64_t{std::lround(*number)}) : *proficiency};
}

std::variant<std::vector<Held>, Refusal> all_held_in(const Call& call, Assigned which) {
  const auto* entries = call.body.as<List>();
  if (entries == nullptr) return Refusal{400, "bad.request", "The body is a list of {id, proficiency}"};
  std::vector<Held> named;
  for (const auto& entry : *entries) {
    auto held = held_in(call, which, entry);
    if (auto* refusal = std::get_if<Refusal>(&held)) return std::move(*refusal);
    const auto& id = std::get<Held>(held).id;
    const bool again = std::any_of(named.begin(), named.end(), [&](const Held& other) { return other.id == id; });
    if (again) return Refusal{400, "general.conflict", quoted(id) + " is named twice", "id", id};
    named.push_back(std::get<Held>(std::move(held)));
  }
  return named;
}

void upsert(std::vector<Held>& held, Held next) {
  const auto own = std::find_if(held.begin(), held.end(), [&](const Held& one) { return one.id == next.id; });
  if (own != held.end()) {
    own->proficiency = std::move(next.proficiency);
  } else {
    held.push_back(std::move(next));
  }
}

Verdict everything(const Call& call, Assigned which) {
  const auto list = shown(call.store, which, call.id(), read(call.store, which, call.id()));
  return page(call, list, {Listing::numbered, std::max<std::int64_t>(kLargestPage, std::ssize(list))},
              [](const Value& row) { return row; });
}

}  // namespace

std::string_view assigned_word(Assigned which) { return side(which).word; }

List shown_assignments(const Call& call, Assigned which, const Value& user) {
  const auto& store = call.store;
  const auto id = id_of(user);
  if (which == Assigned::skills && store.is_settling(Collection::personal_profiles, id, call.moment.now)) {
    for (const auto& profile : store.listed(Collection::personal_profiles, call.moment.now)) {
      if (id_of(profile) == id) return shown(store, which, id, held_by(profile));
    }
  }
  return shown(store, which, id, read(store, which, id));
}

bool is_assigned(const Store& store, Assigned which, std::string_view id) {
  const auto& users = store.all(Collection::users);
  return std::any_of(users.begin(), users.end(), [&](const Value& user) {
    const auto held = read(store, which, id_of(user));
    return std::any_of(held.begin(), held.end(), [&](const Held& one) { return one.id == id; });
  });
}

void forget_language(Store& store, std::string_view id) {
  for (const auto& user : store.all(Collection::users)) {
    const auto* languages = store.keyed("user_languages", id_of(user));
    if (languages == nullptr) continue;
    auto kept = *languages->as<List>();
    std::erase_if(kept, [&](const Value& entry) { return id_of(entry) == id; });
    store.set_keyed("user_languages", id_of(user), std::move(kept));
  }
}

Verdict list_assigned(Call& call, Assigned which) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  const auto list = shown(call.store, which, call.id(), read(call.store, which, call.id()));
  return page(call, list, {Listing::numbered, kLargestPage}, [](const Value& row) { return row; });
}

Verdict assign_one(Call& call, Assigned which) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  auto next = held_in(call, which, call.body);
  if (auto* refusal = std::get_if<Refusal>(&next)) return std::move(*refusal);
  const auto one = std::get<Held>(std::move(next));
  auto held = read(call.store, which, call.id());
  upsert(held, one);
  write(call, which, held);
  return Reply{.body = shown(call.store, which, call.id(), one)};
}

Verdict assign_some(Call& call, Assigned which) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  auto named = all_held_in(call, which);
  if (auto* refusal = std::get_if<Refusal>(&named)) return std::move(*refusal);
  auto& some = std::get<std::vector<Held>>(named);
  if (some.size() > kBulk) return Refusal{400, "constraint.validation", "More than 50 entries in one call"};
  auto held = read(call.store, which, call.id());
  for (auto& one : some) upsert(held, std::move(one));
  write(call, which, held);
  return everything(call, which);
}

Verdict assign_exactly(Call& call, Assigned which) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  auto named = all_held_in(call, which);
  if (auto* refusal = std::get_if<Refusal>(&named)) return std::move(*refusal);
  write(call, which, std::get<std::vector<Held>>(named));
  return everything(call, which);
}

Verdict unassign(Call& call, Assigned which) {
  if (auto refusal = no_user(call)) return *std::move(refusal);
  auto held = read(call.store, which, call.id());
  const auto removed = std::erase_if(held, [&](const Held& one) { return one.id == call.ids[1]; });
  if (removed == 0) {
    return Refusal{404, "general.resource.not.found", "The user has no such " + std::string(side(which).word), "",
                   call.ids[1]};
  }
  write(call, which, held);
  return Reply{.status = side(which).unassigned};
}

}  // namespace interlock::sandbox::published
