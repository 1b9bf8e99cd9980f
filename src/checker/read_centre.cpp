// `facts.routing` -> Centre.
#include <algorithm>

#include "checker/centre.hpp"
#include "checker/fields.hpp"

namespace interlock::checker {
namespace {

/// Calls `read` with each member of the map under `key`, where there is one.
template <class Read>
void each(const Reader& reader, const Map& map, std::string_view key, Read read) {
  const auto* value = map.find(key);
  const auto* members = value != nullptr ? reader.into(key).map(*value) : nullptr;
  if (members == nullptr) return;
  const auto inside = reader.into(key);
  for (const auto& [name, member] : *members) read(inside.into(name.name), name.name, member);
}

Levels read_levels(const Reader& reader, const Map& map) {
  Levels levels;
  for (const auto& [skill, level] : map) levels[skill.name] = reader.into(skill.name).hundredths(level);
  return levels;
}

Range read_range(const Reader& reader, const Value& value) {
  Range range;
  const auto* map = reader.map(value);
  if (map == nullptr) return range;
  if (const auto* level = map->find("level")) range.level = reader.into("level").hundredths(*level);
  const auto* max = map->find("max");
  if (max != nullptr && !max->is<Null>()) range.max = reader.into("max").hundredths(*max);
  return range;
}

Requires read_requires(const Reader& reader, const Map& map) {
  Requires needed;
  each(reader, map, "requires",
       [&](const Reader& at, const std::string& skill, const Value& value) { needed[skill] = read_range(at, value); });
  return needed;
}

Agent read_agent(const Reader& reader, const Map& map) {
  Agent agent;
  if (const auto* levels = reader.map_member(map, "levels")) agent.levels = read_levels(reader.into("levels"), *levels);
  if (const auto* shared = map.find("shared")) agent.shared = reader.into("shared").text(*shared);
  return agent;
}

Group read_group(const Reader& reader, const Map& map) {
  Group group;
  if (const auto* attached = reader.member(map, "attached")) {
    group.is_attached = reader.into("attached").flag(*attached);
  }
  group.needed = read_requires(reader, map);
  return group;
}

std::vector<std::string> read_texts(const Reader& reader, const Value& value) {
  std::vector<std::string> texts;
  const auto* list = reader.list(value);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    texts.emplace_back(reader.into(i).text((*list)[i]));
  }
  return texts;
}

Queue read_queue(const Reader& reader, const Map& map, bool is_published) {
  Queue queue;
  const auto* members = map.find("members");
  queue.is_open = !is_published && members == nullptr;
  for (auto& id : members != nullptr ? read_texts(reader.into("members"), *members) : std::vector<std::string>()) {
    queue.members.insert(std::move(id));
  }
  queue.needed = read_requires(reader, map);
  const auto* group = map.find("group");
  const auto* group_map = group != nullptr ? reader.into("group").map(*group) : nullptr;
  if (group_map != nullptr) queue.group = read_group(reader.into("group"), *group_map);
  if (const auto* floor = map.find("floor")) queue.floor = reader.into("floor").count(*floor);
  if (const auto* assumes = map.find("assumes")) queue.assumes = read_texts(reader.into("assumes"), *assumes);
  return queue;
}

/// A queue that only the plan makes, of which the facts know the skill group.
bool is_to_come(const Value& value) {
  const auto* map = value.as<Map>();
  const auto* exists = map != nullptr ? map->find("exists") : nullptr;
  return exists != nullptr && *exists == Value(false);
}

/// Puts each object under `key` into the table; null takes it out.
template <class Table, class Read>
void fill(const Reader& reader, const Map& routing, std::string_view key, Table& table, Read read) {
  each(reader, routing, key, [&](const Reader& at, const std::string& name, const Value& value) {
    if (value.is<Null>() || is_to_come(value)) {
      table.erase(name);
    } else {
      table[name] = read(at, value);
    }
  });
}

/// A reader of objects that are maps.
template <class Read>
auto of_map(Read read) {
  return [read](const Reader& at, const Value& value) {
    const auto* map = at.map(value);
    return map != nullptr ? read(at, *map) : decltype(read(at, *map)){};
  };
}

/// Sizes stand under addresses; what a step is about is known by its object.
void fill_sizes(const Reader& reader, const Map& routing, const std::map<std::string, std::string>& objects,
                Centre& centre) {
  each(reader, routing, "sizes", [&](const Reader& at, const std::string& address, const Value& value) {
    const auto found = objects.find(address);
    const auto& object = found != objects.end() ? found->second : address;
    const int size = at.count(value);
    centre.sizes[object] = size;
    centre.most[object] = std::max({centre.limit, centre.most[object], size});
    centre.known.erase(object);
    centre.held.erase(object);
  });
}

std::map<std::string, std::string> objects_of(const Document& document) {
  std::map<std::string, std::string> objects;
  for (const auto& step : document.steps) {
    objects.emplace(std::string(step.kind) + '/' + std::string(step.name), step.object());
  }
  return objects;
}

void fill_all(const Reader& reader, const Document& document, const Map& routing, Centre& centre) {
  fill(reader, routing, "skills", centre.skills, [](const Reader& at, const Value& value) { return at.flag(value); });
  fill(reader, routing, "profiles", centre.profiles, of_map(read_levels));
  fill(reader, routing, "agents", centre.agents, of_map(read_agent));
  fill(reader, routing, "queues", centre.queues,
       of_map([&](const Reader& at, const Map& map) { return read_queue(at, map, centre.is_published); }));
  fill_sizes(reader, routing, objects_of(document), centre);
}

}  // namespace

Centre read_centre(const Document& document, Problems& problems) {
  Centre centre;
  centre.is_published = document.is_published;
  if (document.routing == nullptr) return centre;
  const auto reader = Reader(problems).into("facts").into("routing");
  if (const auto* limit = reader.member(*document.routing, "limit")) {
    centre.limit = reader.into("limit").count(*limit);
  }
  fill_all(reader, document, *document.routing, centre);
  return centre;
}

void overlay(Centre& centre, const Document& document, const Map& now, Problems& problems) {
  const auto before = centre.queues;
  fill_all(Reader(problems).into("now"), document, now, centre);
  for (const auto& [name, queue] : before) {
    const auto found = centre.queues.find(name);
    if (found != centre.queues.end()) found->second.floor = queue.floor;
  }
}

}  // namespace interlock::checker
