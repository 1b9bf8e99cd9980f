#include "engine/journal_records.hpp"

#include <algorithm>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"

namespace interlock::journal {
namespace {

constexpr std::string_view kBegin = "begin", kGoOn = "go_on", kIntent = "intent", kOutcome = "outcome", kEnd = "end";

std::int64_t millis(Wall time) { return time.time_since_epoch().count(); }
Wall wall_of(const Map& map, std::string_view key) { return Wall(Millis(integer_or(map, key, 0))); }

std::string hash_of(const std::string& run, const Record& record, const std::string& before) {
  return seal(std::vector<std::string>{run, std::to_string(record.number), record.kind, record.content, before});
}

Map content_of(const RunHead& head) {
  return {{"api", std::string(api_name(head.api))},
          {"format", std::string(kFormat)},
          {"generation", head.generation},
          {"manifest_digest", head.manifest_digest},
          {"organization", head.organization},
          {"owner", head.owner},
          {"plan_digest", head.plan_digest},
          {"run", head.run},
          {"started", millis(head.started)},
          {"steps", head.steps},
          {"tenant", head.tenant},
          {"tool", head.tool},
          {"undoes", head.undoes}};
}

Map content_of(const WriteIntent& intent) {
  return {{"address", to_string(intent.address)},
          {"body", intent.body_digest},
          {"guard", std::string(guard_name(intent.guard.kind))},
          {"guard_value", intent.guard.value},
          {"object", intent.object.value},
          {"step", intent.step}};
}

Value content_of(const FieldEdit& edit) {
  Map map{{"path", edit.path}};
  if (edit.before) map.set("before", *edit.before);
  if (edit.after) map.set("after", *edit.after);
  return map;
}

/// The platform's words may stand in it, in whatever bytes.
std::string readable(const std::string& reason) { return invalid_utf8(reason) ? visible(reason) : reason; }

Map content_of(const LastChange& change) {
  Map map{{"by", change.by}};
  if (change.at) map.set("at", format_wall(*change.at));
  return map;
}

Map content_of(const Settled& settled) {
  const auto& outcome = settled.outcome;
  List theirs;
  for (const auto& edit : outcome.theirs) theirs.push_back(content_of(edit));
  Map content{{"address", to_string(outcome.address)},
              {"attempts", settled.attempts},
              {"exit", static_cast<int>(outcome.exit)},
              {"fields", settled.fields},
              {"object", settled.object.value},
              {"reason", readable(outcome.reason)},
              {"standing", std::string(standing_name(outcome.standing))},
              {"step", outcome.step},
              {"theirs", std::move(theirs)}};
  if (outcome.last_change) content.set("last_change", content_of(*outcome.last_change));
  return content;
}

std::optional<Standing> parse_standing(std::string_view name) {
  for (std::size_t i = 0; i < Tally().size(); ++i) {
    if (standing_name(static_cast<Standing>(i)) == name) return static_cast<Standing>(i);
  }
  return std::nullopt;
}

std::optional<Value> copy_of(const Value& map, std::string_view key) {
  const auto* value = map.find(key);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::vector<FieldEdit> edits_in(const Map& content) {
  std::vector<FieldEdit> edits;
  const auto* list = content.find("theirs");
  if (list == nullptr || !list->is<List>()) return edits;
  for (const auto& one : *list->as<List>()) {
    edits.push_back({text_or(one, "path"), copy_of(one, "before"), copy_of(one, "after")});
  }
  return edits;
}

std::optional<LastChange> last_change_in(const Map& content) {
  const auto* change = content.find("last_change");
  if (change == nullptr) return std::nullopt;
  return LastChange{.by = text_or(*change, "by"), .at = parse_wall(text_or(*change, "at"))};
}

/// What the plan itself held has no step: it is told by its object.
std::string key_of(const StepOutcome& outcome) {
  return outcome.step.empty() ? to_string(outcome.address) : outcome.step;
}

Tally tally_of(const std::vector<Settled>& outcomes) {
  Tally tally{};
  for (const auto& settled : outcomes) {
    if (!settled.outcome.step.empty()) ++tally[static_cast<std::size_t>(settled.outcome.standing)];
  }
  return tally;
}

}  // namespace

std::string seal(std::span<const std::string> fields) { return sha256(write_json(List(fields.begin(), fields.end()))); }

Record chained(const std::string& run, Tip& tip, std::string kind, std::string content) {
  Record record{tip.records + 1, std::move(kind), std::move(content)};
  record.hash = hash_of(run, record, tip.hash);
  tip = {record.number, record.hash};
  return record;
}

Record begin_record(const RunHead& head, Tip& tip, const std::string& plan, const std::string& inverse) {
  auto content = content_of(head);
  content.set("plan_sha256", sha256(plan));
  content.set("inverse_sha256", sha256(inverse));
  return chained(head.run, tip, std::string(kBegin), write_json(content));
}

Record go_on_record(const Lock& lock, Tip& tip, const std::string& tool, Wall now) {
  return chained(
      lock.run, tip, std::string(kGoOn),
      write_json(
          Map{{"at", millis(now)}, {"generation", lock.generation}, {"owner", lock.holder.owner}, {"tool", tool}}));
}

Record intent_record(const std::string& run, Tip& tip, const WriteIntent& intent) {
  return chained(run, tip, std::string(kIntent), write_json(content_of(intent)));
}

Record outcome_record(const std::string& run, Tip& tip, const Settled& settled) {
  return chained(run, tip, std::string(kOutcome), write_json(content_of(settled)));
}

Record end_record(const std::string& run, Tip& tip, const RunEnd& end) {
  return chained(
      run, tip, std::string(kEnd),
      write_json(Map{{"at", millis(end.when)}, {"exit", static_cast<int>(end.exit)}, {"signal", end.signal}}));
}

std::optional<std::string> Reading::take(const Record& record) {
  const auto expected = tip_.records + 1;
  if (record.number != expected) return "record " + std::to_string(expected) + " is missing";
  const auto at = "record " + std::to_string(record.number) + ": ";
  if (record.hash != hash_of(run_, record, tip_.hash)) return at + "its hash is not that of its content";
  const auto content = parse_json(record.content, "record");
  if (!content || !content->is<Map>()) return at + "its content is no record";
  if ((record.number == 1) != (record.kind == kBegin)) return at + "a run has one beginning";
  if (!interpret(record.kind, *content->as<Map>())) return at + "its content is not that of '" + record.kind + "'";
  tip_ = {record.number, record.hash};
  return std::nullopt;
}

/// What a newer minor version adds is kept, and means nothing here.
bool Reading::interpret(const std::string& kind, const Map& content) {
  if (kind == kBegin) return take_begin(content);
  if (kind == kIntent) return take_intent(content);
  if (kind == kOutcome) return take_outcome(content);
  if (kind == kEnd) return take_end(content);
  if (kind == kGoOn) record_.summary.end.reset();
  return true;
}

bool Reading::take_begin(const Map& content) {
  const auto api = parse_api(text_or(content, "api"));
  if (!api || !text_or(content, "format").starts_with("1.") || text_or(content, "run") != run_) return false;
  record_.summary.head = {.run = run_,
                          .tool = text_or(content, "tool"),
                          .owner = text_or(content, "owner"),
                          .tenant = text_or(content, "tenant"),
                          .organization = text_or(content, "organization"),
                          .api = *api,
                          .plan_digest = text_or(content, "plan_digest"),
                          .manifest_digest = text_or(content, "manifest_digest"),
                          .generation = integer_or(content, "generation", 0),
                          .started = wall_of(content, "started"),
                          .undoes = text_or(content, "undoes"),
                          .steps = static_cast<int>(integer_or(content, "steps", 0))};
  plan_digest_ = text_or(content, "plan_sha256");
  inverse_digest_ = text_or(content, "inverse_sha256");
  return true;
}

bool Reading::take_intent(const Map& content) {
  const auto address = parse_address(text_or(content, "address"));
  const auto guard = parse_guard(text_or(content, "guard"));
  if (!address || !guard) return false;
  WriteIntent intent{.step = text_or(content, "step"),
                     .address = *address,
                     .object = {text_or(content, "object")},
                     .guard = {*guard, text_or(content, "guard_value")},
                     .body_digest = text_or(content, "body")};
  open_[intent.step] = intent;
  record_.intents.push_back(std::move(intent));
  return true;
}

bool Reading::take_outcome(const Map& content) {
  const auto address = parse_address(text_or(content, "address"));
  const auto standing = parse_standing(text_or(content, "standing"));
  if (!address || !standing) return false;
  Settled settled{.outcome = {.step = text_or(content, "step"),
                              .address = *address,
                              .standing = *standing,
                              .reason = text_or(content, "reason"),
                              .theirs = edits_in(content),
                              .exit = static_cast<Exit>(integer_or(content, "exit", 0)),
                              .last_change = last_change_in(content)},
                  .object = {text_or(content, "object")},
                  .attempts = static_cast<int>(integer_or(content, "attempts", 0)),
                  .fields = map_or_empty(&content, "fields")};
  if (*standing != Standing::unknown) open_.erase(settled.outcome.step);
  auto& outcomes = record_.outcomes;
  const auto [found, is_new] = outcomes_.emplace(key_of(settled.outcome), outcomes.size());
  if (is_new)
    outcomes.push_back(std::move(settled));
  else
    outcomes[found->second] = std::move(settled);
  return true;
}

bool Reading::take_end(const Map& content) {
  record_.summary.end = RunEnd{.exit = static_cast<Exit>(integer_or(content, "exit", 0)),
                               .signal = static_cast<int>(integer_or(content, "signal", 0)),
                               .when = wall_of(content, "at")};
  return true;
}

std::optional<std::string> Reading::finish(const Tip& tip) {
  if (tip_.records < tip.records) return "record " + std::to_string(tip_.records + 1) + " is missing";
  if (tip_ != tip) return "record " + std::to_string(tip_.records) + ": the run does not end with it";
  if (tip_.records == 0) return "record 1 is missing";
  record_.summary.records = tip_.records;
  record_.summary.hash = tip_.hash;
  record_.summary.tally = tally_of(record_.outcomes);
  for (auto& [step, intent] : open_) record_.in_doubt.push_back(std::move(intent));
  return std::nullopt;
}

std::optional<std::string> Reading::take_plan(std::string text) {
  if (sha256(text) != plan_digest_) return "the plan document is not that of record 1";
  record_.plan = std::move(text);
  return std::nullopt;
}

std::optional<std::string> Reading::take_inverse(std::string text) {
  if (sha256(text) != inverse_digest_) return "the inverse plan is not that of record 1";
  record_.inverse = std::move(text);
  return std::nullopt;
}

}  // namespace interlock::journal
