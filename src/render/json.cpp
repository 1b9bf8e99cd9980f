// Documents for machines (cli.md, Formats). JSON keeps every value as it is, by its own escapes.
#include "codec/json.hpp"
#include "model/level.hpp"

#include "base/overloaded.hpp"
#include "plan/plan_document.hpp"
#include "render/formats.hpp"

namespace interlock::render {
namespace {

Value number_or_null(std::uint32_t number) { return number != 0 ? Value(std::int64_t{number}) : Value(Null{}); }

Map place_members(const Place& place) {
  return {{"file", place ? Value(place.file_name()) : Value(Null{})},
          {"line", number_or_null(place.line)},
          {"column", number_or_null(place.column)}};
}

Value problem_value(const Problem& problem) {
  List related;
  for (const auto& other : problem.related) {
    auto value = place_members(other.where);
    value.set("message", other.message);
    related.emplace_back(std::move(value));
  }
  auto value = place_members(problem.where);
  value.set("rule", problem.rule);
  value.set("severity", problem.severity == Severity::error ? "error" : "warning");
  value.set("message", problem.message);
  value.set("hint", problem.hint);
  value.set("related", std::move(related));
  return value;
}

std::string_view drift_word(const Change& change) {
  return std::visit(overloaded{[](const Create&) { return "missing"; }, [](const Update&) { return "differs"; },
                               [](const Delete&) { return "extra"; }},
                    change);
}

Value text_or_null(std::string_view text) { return text.empty() ? Value(Null{}) : Value(text); }

Value drift_item(const Change& change) {
  const auto last = last_change_of(change).value_or(LastChange());
  return std::visit(
      [&](const auto& c) -> Value {
        return Map{{"address", to_string(c.address)},
                   {"change", drift_word(change)},
                   {"edits", list_of(c.edits, edit_value)},
                   {"source", place_value(c.source)},
                   {"modified_by", text_or_null(last.by)},
                   {"modified_at", text_or_null(last.at ? format_wall(*last.at) : std::string())}};
      },
      change);
}

Value drift_summary(const std::vector<Change>& changes) {
  Map summary{{"missing", 0}, {"extra", 0}, {"differs", 0}};
  for (const auto& change : changes) ++*summary.find(drift_word(change))->as<std::int64_t>();
  return summary;
}

Value setting_value(const EffectiveSetting& setting) {
  auto value = place_members(setting.at);
  value.set("name", setting.name);
  value.set("value", setting.value);
  value.set("source", source_name(setting.source));
  value.set("from", text_or_null(setting.from));
  return value;
}

List texts(const std::vector<std::string>& texts) {
  List list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

Value coverage_value(const std::optional<Coverage>& queue) {
  if (!queue) return Null{};
  return Map{{"before", queue->before}, {"after", queue->after}, {"never_below", queue->never_below}};
}

Value explained_value(const StepExplanation& explained) {
  const auto& step = explained.step;
  List waits;
  for (const auto& wait : explained.waits) {
    waits.emplace_back(Map{{"step", wait.step},
                           {"address", to_string(wait.address)},
                           {"reason", wait.reason},
                           {"otherwise", text_or_null(wait.otherwise)}});
  }
  return Map{{"step", step.id},
             {"verb", verb_name(step.verb)},
             {"address", to_string(step.address)},
             {"phase", phase_name(step.phase)},
             {"reason", step.reason},
             {"source", place_value(step.source)},
             {"waits_for", std::move(waits)},
             {"chain", texts(explained.chain)},
             {"awaited_by", texts(explained.awaited_by)},
             {"coverage", coverage_value(explained.coverage)}};
}

Map problems_document(const Problems& problems) {
  auto sorted = problems;
  sort_unique(sorted);
  return Map{{"format_version", "1.0"}, {"kind", "problems"}, {"problems", list_of(sorted, problem_value)}};
}

}  // namespace

std::string plan_json(const Plan& plan, const Problems& problems, const Style& style) {
  return has_errors(problems) ? problems_json(problems, style) : write_json_pretty(plan_document(plan));
}

std::string drift_json(const Drift& drift, const Style&) {
  const auto& [changes, held, ignored, capacity] = drift.differences;
  return write_json_pretty(Map{{"format_version", "1.0"},
                               {"kind", "drift"},
                               {"tenant", drift.tenant},
                               {"organization", drift.organization},
                               {"items", list_of(changes, drift_item)},
                               {"held", list_of(held, held_value)},
                               {"ignored", list_of(ignored, ignored_value)},
                               {"capacity", list_of(capacity, skill_capacity_value)},
                               {"summary", drift_summary(changes)}});
}

std::string run_json(const RunReport& report, const Style&) { return write_json_pretty(run_document(report)); }

std::string problems_json(const Problems& problems, const Style&) {
  return write_json_pretty(problems_document(problems));
}

std::string validation_json(const Validation& validation, const Style&) {
  auto document = problems_document(validation.problems);
  List capacity;
  for (const auto& skill : validation.capacity) {
    capacity.emplace_back(Map{{"skill", to_string(skill.skill)},
                              {"agents", skill.after.agents},
                              {"levels", level_value(skill.after.levels)}});
  }
  document.set("objects", static_cast<std::int64_t>(validation.objects));
  document.set("capacity", std::move(capacity));
  return write_json_pretty(document);
}

std::string settings_json(const SettingsReport& report, const Style&) {
  List settings;
  for (const auto& setting : report.settings) settings.push_back(setting_value(setting));
  return write_json_pretty(Map{{"format_version", "1.0"},
                               {"kind", "settings"},
                               {"tenant", text_or_null(report.tenant)},
                               {"settings", std::move(settings)}});
}

std::string explanation_json(const Explanation& explanation, const Style&) {
  List steps;
  for (const auto& step : explanation.steps) steps.push_back(explained_value(step));
  return write_json_pretty(Map{{"format_version", "1.0"},
                               {"kind", "explanation"},
                               {"plan_digest", explanation.plan_digest},
                               {"steps", std::move(steps)}});
}

}  // namespace interlock::render
