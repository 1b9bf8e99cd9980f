#include "checker/document.hpp"

#include <algorithm>
#include <array>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "checker/checker.hpp"
#include "checker/fields.hpp"

namespace interlock::checker {
namespace {

using Numbers = std::map<std::string_view, At>;  // of the steps, by id

constexpr std::array<std::string_view, 3> kVerbs{"create", "update", "delete"};

const Value* unless_null(const Value* value) { return value != nullptr && !value->is<Null>() ? value : nullptr; }

Edit read_edit(const Reader& reader, const Value& value) {
  Edit edit;
  const auto* map = reader.map(value);
  if (map == nullptr) return edit;
  if (const auto* path = reader.member(*map, "path")) edit.path = pointer_segments(reader.into("path").text(*path));
  edit.before = unless_null(map->find("before"));
  edit.after = unless_null(map->find("after"));
  return edit;
}

void read_address(const Reader& reader, const Map& map, Step& step) {
  const auto* value = reader.member(map, "address");
  if (value == nullptr) return;
  const auto address = reader.into("address").text(*value);
  const auto slash = address.find('/');
  if (slash == std::string_view::npos) return reader.into("address").wrong("KIND/NAME must stand there");
  step.kind = address.substr(0, slash);
  step.name = address.substr(slash + 1);
}

void read_verb(const Reader& reader, const Map& map, Step& step) {
  const auto* value = reader.member(map, "verb");
  if (value == nullptr) return;
  const auto found = std::find(kVerbs.begin(), kVerbs.end(), reader.into("verb").text(*value));
  if (found == kVerbs.end()) return reader.into("verb").wrong("create, update or delete must stand there");
  step.verb = static_cast<Verb>(found - kVerbs.begin());
}

/// The step of that id. Only those that were read so far are known: an edge forward, to itself or in a circle is
/// unknown.
At number_of(const Reader& reader, const Value& value, const Numbers& numbers) {
  const auto id = reader.text(value);
  const auto found = numbers.find(id);
  if (found != numbers.end()) return found->second;
  reader.wrong(quoted(id) + " is no step that stands before");
  return kStart;
}

void read_after(const Reader& reader, const Map& map, const Numbers& numbers, Step& step) {
  const auto* list = reader.list_member(map, "after");
  if (list == nullptr) return;
  const auto inside = reader.into("after");
  for (std::size_t i = 0; i < list->size(); ++i) step.after.push_back(number_of(inside.into(i), (*list)[i], numbers));
  std::sort(step.after.begin(), step.after.end());
  step.after.erase(std::unique(step.after.begin(), step.after.end()), step.after.end());
}

void read_edits(const Reader& reader, const Map& map, Step& step) {
  const auto* list = reader.list_member(map, "edits");
  if (list == nullptr) return;
  const auto inside = reader.into("edits");
  for (std::size_t i = 0; i < list->size(); ++i) step.edits.push_back(read_edit(inside.into(i), (*list)[i]));
}

Step read_step(const Reader& reader, const Map& map, const Numbers& numbers) {
  Step step;
  if (const auto* id = reader.member(map, "id")) step.id = reader.into("id").text(*id);
  read_verb(reader, map, step);
  read_address(reader, map, step);
  if (const auto* id = unless_null(map.find("object_id"))) step.object_id = reader.into("object_id").text(*id);
  if (step.kind == "user" && step.object_id.empty()) reader.wrong("the step of a user has no object_id");
  read_after(reader, map, numbers, step);
  read_edits(reader, map, step);
  return step;
}

Numbers read_steps(const Reader& reader, const List& list, std::vector<Step>& steps) {
  Numbers numbers;
  if (list.size() > kMostSteps) {
    reader.wrong(plural(list.size(), "step") + " are too many to be proven at once, at most " +
                 std::to_string(kMostSteps) + " are not");
    return numbers;
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto inside = reader.into(i);
    const auto* map = inside.map(list[i]);
    if (map == nullptr) continue;
    steps.push_back(read_step(inside, *map, numbers));
    const auto id = steps.back().id;
    if (!numbers.emplace(id, static_cast<At>(steps.size()) - 1).second) {
      inside.wrong(quoted(id) + " is the id of two steps");
    }
  }
  return numbers;
}

At read_end(const Reader& reader, const Map& map, std::string_view key, const Numbers& numbers, At open) {
  const auto* value = reader.member(map, key);
  if (value == nullptr || value->is<Null>()) return open;
  return number_of(reader.into(key), *value, numbers);
}

int read_count(const Reader& reader, const Map& map, std::string_view key) {
  const auto* value = reader.member(map, key);
  return value != nullptr ? reader.into(key).count(*value) : 0;
}

Witness read_witness(const Reader& reader, const Map& version) {
  Witness witness;
  const auto* value = unless_null(version.find("witness"));
  const auto* map = value != nullptr ? reader.map(*value) : nullptr;
  if (map == nullptr) return witness;
  if (const auto* user = map->find("user")) witness.user = reader.into("user").text(*user);
  if (const auto* step = map->find("step")) witness.step = reader.into("step").text(*step);
  if (witness.user.empty() == witness.step.empty()) reader.wrong("a user or a step must stand there");
  return witness;
}

VersionClaim read_version(const Reader& reader, const Value& value, const Numbers& numbers) {
  VersionClaim claim;
  const auto* map = reader.map(value);
  if (map == nullptr) return claim;
  claim.from = read_end(reader, *map, "from", numbers, kStart);
  claim.until = read_end(reader, *map, "until", numbers, kNever);
  claim.never_below = read_count(reader, *map, "never_below");
  claim.witness = read_witness(reader.into("witness"), *map);
  return claim;
}

QueueClaim read_queue(const Reader& reader, const Value& value, const Numbers& numbers) {
  static constexpr std::string_view kKind = "queue/";
  QueueClaim claim;
  const auto* map = reader.map(value);
  if (map == nullptr) return claim;
  if (const auto* queue = reader.member(*map, "queue")) {
    const auto address = reader.into("queue").text(*queue);
    if (!address.starts_with(kKind)) return reader.into("queue").wrong("queue/NAME must stand there"), claim;
    claim.queue = address.substr(kKind.size());
  }
  claim.before = read_count(reader, *map, "before");
  claim.after = read_count(reader, *map, "after");
  claim.never_below = read_count(reader, *map, "never_below");
  const auto* versions = reader.list_member(*map, "versions");
  for (std::size_t i = 0; versions != nullptr && i < versions->size(); ++i) {
    claim.versions.push_back(read_version(reader.into("versions").into(i), (*versions)[i], numbers));
  }
  return claim;
}

std::set<std::string, std::less<>> read_allowed(const Reader& reader, const Map& map) {
  std::set<std::string, std::less<>> allowed;
  const auto* list = reader.list_member(map, "allowed");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    allowed.emplace(reader.into("allowed").into(i).text((*list)[i]));
  }
  return allowed;
}

Certificate read_certificate(const Reader& reader, const Map& map, const Numbers& numbers) {
  Certificate certificate;
  certificate.allowed = read_allowed(reader, map);
  const auto* queues = reader.list_member(map, "queues");
  for (std::size_t i = 0; queues != nullptr && i < queues->size(); ++i) {
    certificate.queues.push_back(read_queue(reader.into("queues").into(i), (*queues)[i], numbers));
  }
  return certificate;
}

/// What the certificate says was accepted must be what `--allow` permitted: the list that people see.
void compare_allowed(const Reader& reader, const Map& plan, const Certificate& certificate, Problems& problems) {
  const auto permitted = read_allowed(reader, plan);
  for (const auto& what : certificate.allowed) {
    if (permitted.contains(what)) continue;
    problems.push_back(refusal("the certificate counts " + quoted(what) + " as accepted, the plan does not allow it"));
  }
}

void read_facts(const Reader& reader, const Map& plan, Document& document) {
  const auto* facts = reader.map_member(plan, "facts");
  if (facts == nullptr) return;
  if (const auto* ids = facts->find("ids")) document.ids = reader.into("facts").into("ids").map(*ids);
  if (const auto* routing = unless_null(facts->find("routing"))) {
    document.routing = reader.into("facts").into("routing").map(*routing);
  }
}

void read_api(const Reader& reader, const Map& plan, Document& document) {
  const auto* api = reader.member(plan, "api");
  if (api == nullptr) return;
  const auto name = reader.into("api").text(*api);
  document.is_published = name == "published";
  if (name != "published" && name != "guide") reader.into("api").wrong("guide or published must stand there");
}

/// What a step writes may be told by name, unless the name is a person's.
std::string_view shown_name(const Step& step) {
  static constexpr std::array<std::string_view, 4> kNamed{"skill", "profile", "queue", "skill_group"};
  const bool is_named = std::find(kNamed.begin(), kNamed.end(), step.kind) != kNamed.end();
  return is_named ? step.name : step.object_id;
}

}  // namespace

std::string Step::object() const { return std::string(kind) + '/' + std::string(kind == "user" ? object_id : name); }

bool Certificate::allows(std::string_view what, std::string_view queue) const {
  return allowed.contains("unproven") || allowed.contains(std::string(what) + '=' + std::string(queue));
}

Document read_document(const Value& value, Problems& problems) {
  Document document;
  const Reader reader(problems);
  const auto* plan = reader.map(value);
  if (plan == nullptr) return document;
  read_api(reader, *plan, document);
  read_facts(reader, *plan, document);
  const auto* steps = reader.list_member(*plan, "steps");
  if (steps == nullptr) return document;
  const auto numbers = read_steps(reader.into("steps"), *steps, document.steps);
  const auto* certificate = unless_null(plan->find("certificate"));
  const auto* map = certificate != nullptr ? reader.into("certificate").map(*certificate) : nullptr;
  if (map != nullptr) {
    document.certificate = read_certificate(reader.into("certificate"), *map, numbers);
    compare_allowed(reader, *plan, *document.certificate, problems);
  }
  return document;
}

std::string told(const Step& step) {
  auto text =
      visible(step.id) + " (" + std::string(kVerbs[static_cast<std::size_t>(step.verb)]) + ' ' + visible(step.kind);
  const auto name = shown_name(step);
  if (!name.empty()) text += ' ' + quoted(name);
  return text + ')';
}

std::string told(const std::vector<Step>& steps, const Order& order, std::vector<At> in) {
  static constexpr std::size_t kMost = 12;
  in.erase(std::remove(in.begin(), in.end(), kStart), in.end());
  if (in.empty()) return "before the first step";
  auto all = order.closure(in);
  const auto others = all.size() > kMost ? all.size() - std::min(in.size(), kMost) : 0;
  if (others > 0) all = std::move(in);
  std::sort(all.begin(), all.end());
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), kMost); ++i) {
    text += (i > 0 ? ", " : "after ") + told(steps[static_cast<std::size_t>(all[i])]);
  }
  return others > 0 ? text + " and " + plural(others, "step") + " beside them" : text;
}

Problem refusal(std::string message) {
  return {.rule = "B67", .exit = Exit::refused, .message = std::move(message), .hint = "make the plan again"};
}

Problem malformed(std::string message) {
  return refusal("the plan file cannot be proven again: " + std::move(message));
}

}  // namespace interlock::checker
