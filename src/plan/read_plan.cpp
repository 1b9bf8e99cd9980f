// Plan file -> Plan. The file is untrusted input: cut, edited, of another version, or no plan at all (B65, B66, SEC20).
#include <cmath>
#include <initializer_list>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "plan/lowering.hpp"
#include "plan/plan.hpp"

namespace interlock {
namespace {

constexpr std::string_view kHint = "plan again: `interlock plan -o FILE`";

Problem problem(std::string rule, Exit exit, const std::string& name, std::string message) {
  return {.rule = std::move(rule),
          .exit = exit,
          .where = whole_file(name),
          .message = std::move(message),
          .hint = std::string(kHint)};
}

/// Reads members of one map and remembers the pointer of the first that is not as the format says.
class Reader {
 public:
  Reader(const Value& value, std::string at, std::string& broken)
      : value_(value), at_(std::move(at)), broken_(broken) {}

  std::string text(std::string_view key) const {
    const auto* member = value_.find(key);
    const auto* found = member != nullptr ? member->as<std::string>() : nullptr;
    if (found == nullptr) note(key);
    return found != nullptr ? *found : std::string();
  }
  std::string text_or_null(std::string_view key) const {
    const auto* member = value_.find(key);
    return member != nullptr && member->is<Null>() ? std::string() : text(key);
  }
  int number(std::string_view key) const {
    const auto* member = value_.find(key);
    const auto* found = member != nullptr ? member->as<std::int64_t>() : nullptr;
    if (found == nullptr || *found < 0 || *found > 1'000'000'000) note(key);
    return found != nullptr ? static_cast<int>(*found) : 0;
  }
  const List& list(std::string_view key) const {
    static const List kEmpty;
    const auto* member = value_.find(key);
    const auto* found = member != nullptr ? member->as<List>() : nullptr;
    if (found == nullptr) note(key);
    return found != nullptr ? *found : kEmpty;
  }
  Reader map(std::string_view key) const {
    static const Value kEmpty{Map()};
    const auto* member = value_.find(key);
    if (member == nullptr || !member->is<Map>()) note(key);
    return {member != nullptr ? *member : kEmpty, at_ + "/" + std::string(key), broken_};
  }
  /// What `parse` makes of the text, or its default where it refuses it.
  template <class T>
  T parsed(std::string_view key, std::optional<T> (*parse)(std::string_view)) const {
    const auto result = parse(text(key));
    if (!result) note(key);
    return result.value_or(T{});
  }
  const Value& value() const { return value_; }
  const std::string& at() const { return at_; }
  void note(std::string_view key) const {
    if (broken_.empty()) broken_ = at_ + "/" + std::string(key);
  }
  /// What `read` makes of each element of the list.
  template <class T>
  std::vector<T> elements(std::string_view key, T (*read)(const Reader&)) const {
    std::vector<T> result;
    const auto at = at_ + "/" + std::string(key) + "/";
    for (const auto& value : list(key)) result.push_back(read({value, at + std::to_string(result.size()), broken_}));
    return result;
  }

 private:
  const Value& value_;
  std::string at_;
  std::string& broken_;
};

template <class T>
std::optional<T> by_name(std::string_view name, std::string_view (*name_of)(T), std::initializer_list<T> all) {
  for (const T one : all) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

std::optional<Verb> parse_verb(std::string_view name) {
  return by_name(name, verb_name, {Verb::create, Verb::update, Verb::remove});
}

std::optional<Phase> parse_phase(std::string_view name) {
  return by_name(name, phase_name, {Phase::prepare, Phase::expand, Phase::switching, Phase::contract, Phase::remove});
}

std::optional<Value> side(const Value& edit, std::string_view key) {
  const auto* value = edit.find(key);
  return value == nullptr || value->is<Null>() ? std::nullopt : std::optional(*value);
}

Place place(const Reader& step) {
  const auto* source = step.value().find("source");
  if (source == nullptr || source->is<Null>()) return {};
  const auto reader = step.map("source");
  return {std::make_shared<const std::string>(reader.text("file")), static_cast<std::uint32_t>(reader.number("line")),
          static_cast<std::uint32_t>(reader.number("column"))};
}

FieldEdit read_edit(const Reader& reader) {
  FieldEdit edit{reader.text("path"), side(reader.value(), "before"), side(reader.value(), "after"),
                 flag_or(reader.value(), "drift", false)};
  if (!edit.path.starts_with('/')) reader.note("path");
  return edit;
}

Step read_step(const Reader& reader) {
  Step step{.id = reader.text("id"),
            .verb = reader.parsed("verb", parse_verb),
            .address = reader.parsed("address", parse_address),
            .object_id = {reader.text_or_null("object_id")},
            .phase = reader.parsed("phase", parse_phase)};
  for (const auto& id : reader.list("after")) {
    const auto* text = id.as<std::string>();
    if (text != nullptr) step.after.push_back(*text);
  }
  const auto guard = reader.map("guard");
  step.guard = {guard.parsed("kind", parse_guard), guard.text("value")};
  step.edits = reader.elements("edits", read_edit);
  step.source = place(reader);
  step.reason = reader.text("reason");
  step.is_consequence = flag_or(reader.value(), "consequence", false);
  const bool has_id = !step.object_id.value.empty();
  // An update without an id is of an object that the plan creates.
  if (step.verb == Verb::create ? has_id : step.verb == Verb::remove && !has_id) reader.note("object_id");
  return step;
}

/// Every step waits for steps before it only, so the plan has no cycle and no dangling edge.
void check_edges(const std::vector<Step>& steps, const Reader& plan) {
  std::set<std::string> known;
  for (const auto& step : steps) {
    for (const auto& id : step.after) {
      if (!known.contains(id)) plan.note("steps");
    }
    if (!known.insert(step.id).second) plan.note("steps");
  }
}

/// The skill group of a queue, and the schedule groups of a schedule, are changed for an object that is in the scope.
bool is_in_scope(const Step& step, const Scope& scope) {
  const auto& [kind, name] = step.address;
  const bool states_a_queue = kind == Kind::skill_group && scope.chooses({Kind::queue, name});
  const bool closes_lines = kind == Kind::schedule && name == kClosedSchedule;
  return scope.chooses(step.address) || states_a_queue || closes_lines ||
         (kind == Kind::schedule_group && step.is_consequence);
}

/// A sum of levels, in hundredths.
int read_levels(const Reader& reader) {
  const auto* levels = reader.value().find("levels");
  if (levels != nullptr && levels->is<Decimal>()) {
    return static_cast<int>(std::lround(levels->as<Decimal>()->number() * 100));
  }
  return reader.number("levels") * 100;
}

Capacity read_capacity(const Reader& reader) { return {reader.number("agents"), read_levels(reader)}; }

SkillCapacity read_skill_capacity(const Reader& reader) {
  return {reader.parsed("skill", parse_address), read_capacity(reader.map("before")),
          read_capacity(reader.map("after"))};
}

Held read_held(const Reader& reader) {
  return {reader.parsed("address", parse_address), reader.text("path"), side(reader.value(), "base"),
          side(reader.value(), "live"), place(reader)};
}

Ignored read_ignored(const Reader& reader) {
  return {reader.parsed("address", parse_address), reader.text("reason"), reader.text("until")};
}

Coverage read_coverage(const Reader& queue) {
  return {queue.parsed("queue", parse_address), queue.number("before"), queue.number("after"),
          queue.number("never_below")};
}

std::vector<std::string> read_texts(const Reader& reader, std::string_view key) {
  std::vector<std::string> texts;
  for (const auto& item : reader.list(key)) {
    const auto* text = item.as<std::string>();
    if (text == nullptr) reader.note(key);
    if (text != nullptr) texts.push_back(*text);
  }
  return texts;
}

Map map_in(const Reader& reader, std::string_view key) {
  const auto* map = reader.map(key).value().as<Map>();
  return map != nullptr ? *map : Map();
}

RoutedAgent read_agent(const Reader& reader) { return {map_in(reader, "levels"), text_or(reader.value(), "shared")}; }

RoutedQueue read_routed_queue(const Reader& reader) {
  RoutedQueue queue{.exists = flag_or(reader.value(), "exists", true), .floor = reader.number("floor")};
  if (reader.value().find("requires") != nullptr) queue.asks = map_in(reader, "requires");
  if (reader.value().find("group") != nullptr) {
    const auto group = reader.map("group");
    queue.asks = map_in(group, "requires");
    queue.is_attached = flag_or(group.value(), "attached", false);
  }
  if (reader.value().find("members") != nullptr) queue.members = read_texts(reader, "members");
  if (reader.value().find("assumes") != nullptr) queue.assumes = read_texts(reader, "assumes");
  return queue;
}

/// Plans of earlier versions tell no quotas.
Estimate read_estimate(const Reader& reader) {
  Estimate estimate{reader.number("requests"), reader.number("seconds")};
  if (reader.value().find("buckets") == nullptr) return estimate;
  const auto buckets = reader.map("buckets");
  for (const auto [key, value] : map_in(reader, "buckets")) {
    const auto bucket = parse_bucket(key.name);
    if (!bucket) buckets.note(key.name);
    if (bucket) estimate.buckets.emplace(*bucket, buckets.number(key.name));
  }
  return estimate;
}

/// What `read` makes of each member, by its key.
template <class T>
std::map<std::string, T> members_of(const Reader& reader, std::string_view key, T (*read)(const Reader&)) {
  std::map<std::string, T> result;
  const auto members = reader.map(key);
  const auto* map = members.value().as<Map>();
  if (map == nullptr) return result;
  for (const auto [name, value] : *map) result.emplace(name.name, read(members.map(name.name)));
  return result;
}

Map read_map(const Reader& reader) {
  const auto* map = reader.value().as<Map>();
  return map != nullptr ? *map : Map();
}

Routing read_routing(const Reader& reader) {
  Routing routing{.limit = reader.number("limit")};
  for (const auto [skill, value] : map_in(reader, "skills")) {
    const auto* enabled = value.as<bool>();
    if (enabled == nullptr) reader.note("skills");
    routing.skills.emplace(skill.name, enabled != nullptr && *enabled);
  }
  routing.profiles = members_of(reader, "profiles", read_map);
  routing.agents = members_of(reader, "agents", read_agent);
  const auto sizes = reader.map("sizes");
  for (const auto [key, value] : map_in(reader, "sizes")) {
    const auto address = parse_address(key.name);
    if (!address) sizes.note(key.name);
    if (address) routing.sizes.emplace(*address, sizes.number(key.name));
  }
  routing.queues = members_of(reader, "queues", read_routed_queue);
  return routing;
}

CertifiedVersion read_version(const Reader& reader) {
  CertifiedVersion version{reader.text_or_null("from"), reader.text_or_null("until"), reader.number("never_below")};
  const auto* witness = reader.value().find("witness");
  if (witness == nullptr || witness->is<Null>()) return version;
  version.agent = text_or(*witness, "user");
  version.step = text_or(*witness, "step");
  return version;
}

CertifiedQueue read_certified(const Reader& reader) {
  return {reader.parsed("queue", parse_address), reader.number("before"), reader.number("after"),
          reader.number("never_below"), reader.elements("versions", read_version)};
}

void read_facts(Plan& plan, const Reader& facts) {
  const auto ids = facts.map("ids");
  if (const auto* map = ids.value().as<Map>()) {
    for (const auto [key, id] : *map) {
      const auto address = parse_address(key.name);
      if (!address) ids.note(key.name);
      if (address) plan.ids.emplace(*address, ResourceId{ids.text(key.name)});
    }
  }
  plan.coverage = facts.elements("coverage", read_coverage);
  plan.capacity = facts.elements("capacity", read_skill_capacity);
  plan.routing = read_routing(facts.map("routing"));
}

Plan read_members(const Reader& reader) {
  Plan plan{.tenant = reader.text("tenant"),
            .organization = reader.text("organization"),
            .api = reader.parsed("api", parse_api),
            .created = reader.parsed("created", parse_wall),
            .manifest_digest = reader.text("manifest_digest")};
  const auto scope = reader.map("scope");
  plan.scope = {read_texts(scope, "only"), read_texts(scope, "except")};
  const auto* expires = reader.value().find("expires");
  if (expires != nullptr && !expires->is<Null>()) plan.expires = reader.parsed("expires", parse_wall);
  for (const auto& what : reader.list("allowed")) {
    if (const auto* text = what.as<std::string>()) plan.allowed.push_back(*text);
  }
  plan.steps = reader.elements("steps", read_step);
  plan.held = reader.elements("held", read_held);
  plan.ignored = reader.elements("ignored", read_ignored);
  check_edges(plan.steps, reader);
  read_facts(plan, reader.map("facts"));
  plan.certificate = reader.map("certificate").elements("queues", read_certified);
  plan.estimate = read_estimate(reader.map("estimate"));
  const auto sum = reader.map("summary");
  plan.summary = {sum.number("create"), sum.number("update"), sum.number("delete"), sum.number("unchanged")};
  return plan;
}

/// Text that does not parse but begins as our writer begins was cut or damaged.
bool looks_like_a_plan(std::string_view text) {
  const auto head = text.substr(0, 64);
  return head.starts_with('{') && head.find("\"allowed\"") != std::string_view::npos;
}

}  // namespace

Result<Plan> read_plan(std::string_view text, const std::string& name) {
  const auto parsed = parse_json(text, name, Exit::corrupt);
  if (!parsed && !looks_like_a_plan(text)) return problem("B65", Exit::invalid, name, "not a plan file");
  if (!parsed) {
    return problem("B65", Exit::corrupt, name,
                   "the plan file is damaged after " + std::to_string(text.size()) +
                       " bytes: " + parsed.problems().front().message);
  }
  if (text_or(*parsed, "kind") != "plan") return problem("B65", Exit::invalid, name, "not a plan file");
  const auto version = text_or(*parsed, "format_version");
  if (!version.starts_with("1.")) {
    return problem("B66", Exit::stale, name, "format version " + quoted(version) + "; this version reads '1.0'");
  }
  auto content = *parsed->as<Map>();
  const auto stated = text_or(*parsed, "digest");
  content.erase("digest");
  const auto found = sha256(write_json(Value(std::move(content))));
  if (stated != found) {
    return problem(
        "B65", Exit::corrupt, name,
        "the digest does not match: the file says " + quoted(stated) + ", its content gives '" + found + "'");
  }
  std::string broken;
  auto plan = read_members(Reader(*parsed, "", broken));
  if (!broken.empty()) return problem("B65", Exit::corrupt, name, "the plan is malformed at " + quoted(broken));
  for (const auto& step : plan.steps) {
    if (is_in_scope(step, plan.scope)) continue;
    return problem("B68", Exit::corrupt, name,
                   "step " + quoted(step.id) + " is about " + quoted(discreet(step)) +
                       ", outside the scope that the plan declares");
  }
  return plan;
}

}  // namespace interlock
