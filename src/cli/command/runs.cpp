#include <algorithm>
#include <array>

#include "adapters/files.hpp"
#include "adapters/journal/audit_log.hpp"
#include "adapters/journal/state_directory.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ledger.hpp"
#include "codec/json.hpp"

namespace interlock::command {
namespace {

Value summary_value(const RunSummary& run) {
  Map standings;
  for (std::size_t i = 0; i < run.tally.size(); ++i) {
    standings.set(standing_name(static_cast<Standing>(i)), run.tally[i]);
  }
  const auto& head = run.head;
  Map value{{"run", head.run},
            {"tenant", head.tenant},
            {"organization", head.organization},
            {"owner", head.owner},
            {"started", format_wall(head.started)},
            {"plan_digest", head.plan_digest},
            {"steps", head.steps},
            {"resumable", is_open(run)}};
  value.set("standings", std::move(standings));
  for (const auto* key : {"undoes", "ended", "exit"}) value.set(key, Null{});
  if (!head.undoes.empty()) value.set("undoes", head.undoes);
  if (run.end) value.set("ended", format_wall(run.end->when));
  if (run.end) value.set("exit", static_cast<int>(run.end->exit));
  return value;
}

std::string runs_document(const std::vector<RunSummary>& runs) {
  List list;
  for (const auto& run : runs) list.push_back(summary_value(run));
  return write_json(Map{{"format_version", "1.0"}, {"kind", "runs"}, {"runs", std::move(list)}}) + "\n";
}

std::string line_of(const RunSummary& run) {
  return visible(run.head.run) + "  " + format_wall(run.head.started) + "  " +
         (run.head.tenant.empty() ? "" : visible(run.head.tenant) + "  ") + state_in_words(run) +
         (run.head.undoes.empty() ? "" : "; takes back " + visible(run.head.undoes)) + "\n";
}

Exit list_runs(Context& context, Ledger& ledger) {
  auto found = all_runs(ledger);
  if (!found) return conclude(context, found.problems());
  auto runs = *std::move(found);
  const auto& tenant = context.options.tenant;
  std::erase_if(runs, [&](const RunSummary& run) { return !tenant.empty() && run.head.tenant != tenant; });
  if (context.options.format->name == "json") {
    context.output.data(runs_document(runs));
    return Exit::success;
  }
  for (const auto& run : runs) context.output.data(line_of(run));
  if (runs.empty()) say(context, "no run is known in " + visible(ledger.state));
  return Exit::success;
}

/// The record of the run as its plan and its last outcomes make it: that of a run that was killed, too.
RunReport report_of(const RunRecord& record, const Plan& plan) {
  Run run;
  run.id = record.summary.head.run;
  run.plan_digest = record.summary.head.plan_digest;
  std::map<std::string, StepOutcome> outcomes;
  for (const auto& one : record.outcomes) outcomes.emplace(one.outcome.step, one.outcome);
  for (const auto& intent : record.in_doubt) {
    outcomes.insert_or_assign(intent.step, StepOutcome{.step = intent.step,
                                                       .address = intent.address,
                                                       .standing = Standing::unknown,
                                                       .reason = "it was about to be written",
                                                       .exit = Exit::partial});
  }
  for (const auto& step : plan.steps) {
    const auto found = outcomes.find(step.id);
    run.outcomes.push_back(
        found != outcomes.end()
            ? found->second
            : StepOutcome{.step = step.id, .address = step.address, .standing = Standing::not_attempted});
  }
  if (record.summary.end) run.signal = record.summary.end->signal;
  return interlock::report_of(run, plan);
}

/// What the run itself wrote down where it came to its end, with its figures; else what the journal knows.
Result<RunReport> told(const Ledger& ledger, const RunRecord& record) {
  const auto path = ledger.state + "/runs/" + record.summary.head.run + "/report.json";
  if (record.summary.end && file_exists(path)) {
    const auto source = read_file(path);
    const auto document = source ? parse_json(source->text, path, Exit::corrupt) : Result<Value>(source.problems());
    return document ? read_run(*document, path) : Result<RunReport>(document.problems());
  }
  const auto plan = read_plan(record.plan, "plan of " + record.summary.head.run);
  return plan ? Result<RunReport>(report_of(record, *plan)) : Result<RunReport>(plan.problems());
}

Exit show_run(Context& context, Ledger& ledger) {
  const std::vector<std::string> operands(context.operands.begin() + 1, context.operands.end());
  Context named{context.options, operands, context.environment, context.output, context.read_line};
  const auto record = find_run(named, ledger, [](const RunSummary&) { return true; });
  if (!record) return conclude(context, record.problems());
  const auto report = told(ledger, *record);
  if (!report) return conclude(context, report.problems());
  if (context.options.format->name == "text") context.output.data(line_of(record->summary));
  return conclude(context, {}, [&](const Format& format, const Problems&, const Style& style) {
    return format.run(*report, style);
  });
}

/// How far the chain of a run's audit log is good; B69 where it is not.
Problems check_log(Context& context, const std::string& path, const std::string& run) {
  const auto verdict = read_audit(path);
  if (!verdict) return verdict.problems();
  if (!*verdict) return {};
  const auto& [head, good, torn, wrong, steps] = **verdict;
  if (wrong) return {audit_damage(path, *wrong)};
  context.output.data(visible(run) + "  " + plural(static_cast<std::size_t>(head.count), "record") + ", head " +
                      head.hash + (torn > 0 ? "; the last line was never finished" : "") + "\n");
  return {};
}

Exit audit(Context& context, Ledger& ledger) {
  const auto runs = all_runs(ledger);
  if (!runs) return conclude(context, runs.problems());
  Problems problems;
  for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
    const auto path = ledger.state + "/runs/" + run->head.run + "/audit.jsonl";
    if (context.options.check) {
      append(problems, check_log(context, path, run->head.run));
    } else if (file_exists(path)) {
      const auto source = read_file(path);
      if (source) context.output.data(source->text);
      if (!source) append(problems, source.problems());
    }
  }
  return conclude(context, problems);
}

struct Topic {
  std::string_view word;
  std::size_t operands;  // with the word, at most
  Exit (*tell)(Context& context, Ledger& ledger);
};
constexpr std::array kTopics{Topic{"show", 2, show_run}, Topic{"audit", 1, audit}};

}  // namespace

Exit runs(Context& context) {
  auto ledger = open_ledger(context, false);
  if (!ledger) return conclude(context, ledger.problems());
  if (context.operands.empty()) return list_runs(context, *ledger);
  const auto& word = context.operands.front();
  const auto topic = std::find_if(kTopics.begin(), kTopics.end(), [&](const Topic& row) { return row.word == word; });
  if (topic != kTopics.end() && context.operands.size() <= topic->operands) return topic->tell(context, *ledger);
  return conclude(context, {{.rule = "B41",
                             .message = "runs takes nothing, `show RUN` or `audit`, not " + quoted(word),
                             .hint = "interlock runs show " + visible(word)}});
}

}  // namespace interlock::command
