// Drift, runs and problems as comments.
#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/markdown.hpp"
#include "render/markdown_parts.hpp"
#include "render/paint.hpp"
#include "render/words.hpp"

namespace interlock::render {
namespace {

std::string row(const std::vector<std::string>& cells) { return "| " + join(cells, " | ") + " |\n"; }

std::string objects(std::size_t count) { return plural(count, "object"); }

/// One row a field that differs; an object that is missing or too many is one row.
void add_drift_rows(std::vector<std::string>& rows, const Change& change, const Style& style) {
  const auto what = object_cell(shown(change, style));
  std::visit(overloaded{[&](const Create&) {
                          rows.push_back(row({what, "all of it", "missing", "there"}));
                        },
                        [&](const Delete&) {
                          rows.push_back(row({what, "all of it", "there", "not there"}));
                        },
                        [&](const Update& update) {
                          for (const auto& edit : update.edits) {
                            rows.push_back(row({what, field_cell(edit.path), side_cell(edit.path, edit.before),
                                                side_cell(edit.path, edit.after)}));
                          }
                        }},
             change);
}

/// The words of a drift report; a comparison has its two sides by their names.
struct DriftWords {
  std::string title, columns, details, sides, none, some;
};

DriftWords words_of(const Drift& drift) {
  if (drift.wanted.empty()) {
    return {drift.tenant.empty() ? "## Drift" : "## Drift of " + code(drift.tenant),
            "In the contact centre | As agreed",
            "Every field, and where the manifests name it",
            "`-` is what the contact centre has, `+` what was agreed.",
            "**No drift**: the contact centre is as agreed.",
            "**The contact centre differs from what was agreed** in "};
  }
  const auto wanted = code(drift.wanted);
  const auto other = code(drift.tenant);
  return {"## Comparison of " + wanted + " with " + other,
          "In " + cell(drift.tenant) + " | In " + cell(drift.wanted),
          "Every field",
          "`-` is what " + other + " has, `+` what " + wanted + " has.",
          "**No difference** between " + wanted + " and " + other + ".",
          "**They differ** in "};
}

Block difference_block(const std::vector<Change>& changes, const DriftWords& words, const Style& style) {
  Block block{.shape = Block::Shape::table,
              .head = "\n### What differs\n\n| What | Field | " + words.columns + " |\n| --- | --- | --- | --- |\n",
              .noun = "difference"};
  for (const auto& change : changes) add_drift_rows(block.items, change, style);
  return block;
}

std::string place_of(const Change& change) {
  const auto last = last_change_of(change);
  const auto place = std::visit(
      [](const auto& c) { return c.source ? " @@ " + plain(to_string(c.source), kValueLimit) : " @@"; }, change);
  return place + (last ? " " + plain(to_string(*last), kValueLimit) : std::string());
}

Block drift_details(const std::vector<Change>& changes, const DriftWords& words, const Style& style) {
  Block block{.shape = Block::Shape::diff,
              .head = "\n<details><summary>" + words.details + " (" + objects(changes.size()) + ")</summary>\n\n" +
                      words.sides + "\n\n",
              .noun = "object",
              .tail = "\n</details>\n"};
  for (const auto& change : changes) {
    const auto& edits = std::visit([](const auto& c) -> const std::vector<FieldEdit>& { return c.edits; }, change);
    block.items.push_back("@@ " + plain(shown(change, style)) + place_of(change) + "\n" + diff_lines(edits));
  }
  return block;
}

std::string drift_verdict(const Differences& differences, const DriftWords& words) {
  const auto& [changes, held, ignored, capacity] = differences;
  auto text = changes.empty() ? words.none : words.some + objects(changes.size()) + ". This report changes nothing.";
  if (!held.empty()) text += " " + plural(held.size(), "point") + " needs a decision.";
  return text + "\n";
}

struct Standings {
  Standing standing;
  std::string_view title;
  std::string_view word;
};
constexpr std::array kStandings{
    Standings{Standing::held, "Held: somebody else changed this meanwhile", "held"},
    Standings{Standing::failed, "Failed", "failed"},
    Standings{Standing::unknown, "Unknown: it may or may not have happened", "unknown"},
    Standings{Standing::not_attempted, "Not attempted", "not attempted"},
};

std::string step_item(const StepReport& step, const Style& style) {
  auto text = "- " + code(shown(step, style)) + (step.step.empty() ? "" : " (" + code(step.step) + ")");
  if (!step.reason.empty()) text += ": " + code(step.reason, kProseLimit);
  text += "\n";
  for (const auto& [path, before, after, theirs] : step.conflicts) {
    text += "  - " + code(path) + ": before " + side_cell(path, before) + ", planned " + side_cell(path, after) +
            ", found " + side_cell(path, theirs) + "\n";
  }
  return text;
}

Block standing_block(const RunReport& report, const Standings& row, const Style& style) {
  Block block{.head = "\n### " + std::string(row.title) + "\n\n", .noun = "step"};
  for (const auto& step : report.steps) {
    if (step.standing == row.standing) block.items.push_back(step_item(step, style));
  }
  return block;
}

Block done_block(const RunReport& report, const Style& style) {
  Block block{.noun = "step", .tail = "\n</details>\n"};
  for (const auto& step : report.steps) {
    if (step.standing == Standing::done) block.items.push_back(step_item(step, style));
  }
  block.head = "\n<details><summary>Done (" + plural(block.items.size(), "step") + ")</summary>\n\n";
  return block;
}

std::string counts_cell(std::int64_t before, std::int64_t after, bool is_outside) {
  const auto text = std::to_string(before) + " → " + std::to_string(after);
  return is_outside ? "**" + text + "**" : text;
}

Block watch_block(const RunReport& report) {
  Block block{.noun = "queue"};
  if (!report.watch) return block;
  block.head = "\n### Queues, " + format_duration(report.watch->duration) +
               " after the last write\n\nIn bold: outside of what the settings allow.\n\n"
               "| queue | conversations | abandoned |\n|---|---|---|\n";
  for (const auto& [queue, before, after, is_abandoned_outside, is_conversations_outside] : report.watch->queues) {
    block.items.push_back("| " + code(queue.name) + " | " +
                          counts_cell(before.conversations, after.conversations, is_conversations_outside) + " | " +
                          counts_cell(before.abandoned, after.abandoned, is_abandoned_outside) + " |\n");
  }
  return block;
}

std::string run_verdict(const RunReport& report) {
  const auto done = report.count(Standing::done);
  const auto all = plural(report.steps.size(), "step");
  if (done == report.steps.size()) {
    return "**Applied: everything is as wanted** (" + all + ")" +
           (report.interrupted ? ", then interrupted.\n" : ".\n");
  }
  std::vector<std::string> rest;
  for (const auto& row : kStandings) {
    const auto count = report.count(row.standing);
    if (count > 0) rest.push_back(std::to_string(count) + " " + std::string(row.word));
  }
  const auto head = report.applied() == "none" ? "**Nothing was applied**: of " + all + " "
                                               : "**Applied in part**: of " + all + " " + std::to_string(done) +
                                                     (done == 1 ? " is" : " are") + " done, ";
  return head + join(rest, ", ") + (report.interrupted ? "; the run was interrupted" : "") +
         ".\n\nPlan again to see what is left; what is done stays done.\n";
}

std::string run_footer(const RunReport& report) {
  const auto& totals = report.totals;
  const auto tenths = (totals.elapsed.count() + 50) / 100;
  const auto count = [](int number) { return static_cast<std::size_t>(std::max(0, number)); };
  return "\n---\n\nRun " + code(report.run) + " of plan " + code(report.plan_digest) + ": " +
         plural(count(totals.requests), "request") + ", " + std::to_string(totals.retries) + " repeated, " +
         plural(count(totals.conflicts), "conflict") + ", " + std::to_string(tenths / 10) + "." +
         std::to_string(tenths % 10) + " seconds.\n";
}

std::string problems_verdict(const Problems& problems) {
  const auto errors = static_cast<std::size_t>(
      std::count_if(problems.begin(), problems.end(), [](const auto& p) { return p.severity == Severity::error; }));
  if (errors > 0) return "**Refused**, because of " + plural(errors, "error") + ". Nothing has been changed.\n";
  if (problems.empty()) return "**In order**: no problem was found.\n";
  return "**In order**, with " + plural(problems.size(), "warning") + ".\n";
}

}  // namespace

std::string drift_markdown(const Drift& drift, const Style& style) {
  const auto& [changes, held, ignored, capacity] = drift.differences;
  const auto words = words_of(drift);
  return comment(marker("drift", drift.organization, drift.tenant),
                 words.title + "\n\n" + drift_verdict(drift.differences, words),
                 {difference_block(changes, words, style), held_block(held), capacity_block(capacity),
                  ignored_block(ignored), drift_details(changes, words, style)},
                 "\n---\n\nOrganization " + code(drift.organization) + ".\n");
}

std::string run_markdown(const RunReport& report, const Style& style) {
  std::vector<Block> blocks;
  for (const auto& row : kStandings) blocks.push_back(standing_block(report, row, style));
  blocks.push_back(watch_block(report));
  blocks.push_back(done_block(report, style));
  return comment(marker("run", "", ""), "## Routing change\n\n" + run_verdict(report), blocks, run_footer(report));
}

std::string problems_markdown(const Problems& problems, const Style& style) {
  return validation_markdown({.problems = problems}, style);
}

std::string validation_markdown(const Validation& validation, const Style&) {
  Block capacity{.head = "\n### How much of each skill the manifests give\n\nAn agent at level 5 counts as 1.\n\n",
                 .noun = "skill"};
  for (const auto& skill : validation.capacity) {
    capacity.items.push_back("- " + code(skill.skill.name) + ": " +
                             plural(static_cast<std::size_t>(skill.after.agents), "agent") + ", score " +
                             score(skill.after) + "\n");
  }
  return comment(marker("problems", "", ""), "## Routing check\n\n" + problems_verdict(validation.problems),
                 {problem_block("\n### What was found\n\n", validation.problems), capacity}, "");
}

}  // namespace interlock::render
