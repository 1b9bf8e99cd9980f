// A plan as a comment under a pull request, for somebody who decides about it and has never seen a manifest: what
// happens and who is at risk first, then what changes, every step folded away below.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "render/effects.hpp"
#include "render/formats.hpp"
#include "render/markdown.hpp"
#include "render/markdown_parts.hpp"
#include "render/paint.hpp"
#include "render/words.hpp"

namespace interlock::render {
namespace {

struct PhaseWords {
  Phase phase;
  std::string_view title;
};
constexpr std::array kPhases{PhaseWords{Phase::prepare, "Prepare</b>: what is new comes first"},
                             PhaseWords{Phase::expand, "Expand</b>: agents get levels before a queue asks for them"},
                             PhaseWords{Phase::switching, "Switch</b>: queues and schedules change"},
                             PhaseWords{Phase::contract, "Contract</b>: levels go that no queue asks for any more"},
                             PhaseWords{Phase::remove, "Remove</b>: what nothing refers to goes last"}};

std::string title(const Plan& plan) {
  return plan.tenant.empty() ? "## Routing plan\n\n" : "## Routing plan for " + code(plan.tenant) + "\n\n";
}

/// What the change does to those who call, by queue.
struct Risk {
  std::vector<std::string> starved{};  // agents before, none after
  std::vector<std::string> gaps{};     // agents before and after, perhaps none on the way
  std::size_t thinner = 0;             // fewer agents after than before
};

Risk risk_of(const Plan& plan) {
  const auto verbs = created_or_removed(plan);
  Risk risk;
  for (const auto& queue : plan.coverage) {
    if (queue.before == 0 || verbs.contains(queue.queue)) continue;
    if (queue.after == 0) {
      risk.starved.push_back(queue.queue.name);
    } else if (queue.never_below == 0) {
      risk.gaps.push_back(queue.queue.name);
    }
    risk.thinner += queue.after < queue.before ? 1 : 0;
  }
  return risk;
}

std::string queues(std::size_t count) { return plural(count, "queue"); }

/// Whether anybody is at risk, in one sentence.
std::string risk_sentence(const Plan& plan) {
  const auto risk = risk_of(plan);
  if (!risk.starved.empty()) {
    return "**" + queues(risk.starved.size()) + (risk.starved.size() == 1 ? " loses" : " lose") +
           " all agents**: nobody answers callers of " + code_list(risk.starved, 3) + " afterwards.";
  }
  if (!risk.gaps.empty()) {
    return "**" + queues(risk.gaps.size()) +
           " may be without agents for a moment** while the change runs: " + code_list(risk.gaps, 3) + ".";
  }
  if (plan.coverage.empty()) return "**No queue loses its agents**: who can answer which queue does not change.";
  const auto thinner = risk.thinner == 0 ? std::string()
                                         : " Afterwards " + queues(risk.thinner) +
                                               (risk.thinner == 1 ? " has" : " have") + " fewer agents than today.";
  return "**No queue loses its agents**: at every moment of the change, somebody can answer each queue that has agents "
         "today." +
         thinner;
}

/// "The plan creates 3, changes 42 and deletes 2 objects".
std::string counts_sentence(const Summary& summary) {
  std::vector<std::string> parts;
  std::size_t last = 0;
  const auto add = [&](const char* verb, int number) {
    if (number <= 0) return;
    last = static_cast<std::size_t>(number);
    parts.push_back(verb + std::to_string(number));
  };
  add("creates ", summary.create);
  add("changes ", summary.update);
  add("deletes ", summary.remove);
  const auto head = parts.size() < 2 ? join(parts, "")
                                     : join(std::span(parts).first(parts.size() - 1), ", ") + " and " + parts.back();
  return "The plan " + head + (last == 1 ? " object" : " objects") +
         " (skills, profiles of agents, queues, schedules); " + std::to_string(std::max(0, summary.unchanged)) +
         " more are already as wanted. Nothing has been changed yet.";
}

std::string attention(const Plan& plan, const Problems& problems) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view noun, const char* words) {
    if (count > 0) parts.push_back(plural(count, noun) + words);
  };
  add(plan.held.size(), "point", " held until somebody decides");
  add(drifted_edits(plan).size(), "field", " changed by somebody meanwhile");
  add(problems.size(), "warning", "");
  return parts.empty() ? "" : "\n\n**Please look at:** " + join(parts, "; ") + ".";
}

std::string verdict(const Plan& plan, const Problems& problems) {
  if (has_errors(problems)) {
    const auto errors = std::count_if(problems.begin(), problems.end(),
                                      [](const Problem& problem) { return problem.severity == Severity::error; });
    return "**Refused: this plan is not saved and cannot be applied**, because of " +
           plural(static_cast<std::size_t>(errors), "error") + ". Nothing has been changed.\n";
  }
  if (plan.steps.empty()) {
    return "**Nothing to do**: the contact centre is as this change wants it (" +
           plural(static_cast<std::size_t>(std::max(0, plan.summary.unchanged)), "object") + " compared)." +
           attention(plan, problems) + "\n";
  }
  return risk_sentence(plan) + "\n\n" + counts_sentence(plan.summary) + attention(plan, problems) + "\n";
}

std::string step_lines(const Step& step, const Style& style) {
  auto text = "@@ " + plain(step.id) + " " + std::string(verb_name(step.verb)) + " " + plain(shown(step, style));
  if (!step.after.empty()) text += ", after " + plain(join(step.after, ", "), kValueLimit);
  text += " @@";
  if (step.source) text += " " + plain(to_string(step.source), kValueLimit);
  return text + "\n" + diff_lines(step.edits);
}

Block phase_block(const Plan& plan, const PhaseWords& words, const Style& style) {
  Block block{.shape = Block::Shape::diff, .noun = "step", .tail = "\n</details>\n"};
  for (const auto& step : plan.steps) {
    if (step.phase == words.phase) block.items.push_back(step_lines(step, style));
  }
  block.head = "\n<details><summary><b>" + std::string(words.title) + " (" + plural(block.items.size(), "step") +
               ")</summary>\n\n";
  return block;
}

/// A line above the first of the folded blocks.
void introduce(std::vector<Block>& blocks, std::size_t first) {
  for (auto i = first; i < blocks.size(); ++i) {
    if (blocks[i].items.empty()) continue;
    blocks[i].head =
        "\n### Step by step\n\nEvery step in its order: what it waits for, where it is asked for, what goes "
        "(`-`) and what comes (`+`).\n" +
        blocks[i].head;
    return;
  }
}

Block allowed_block(const Plan& plan) {
  Block block{.head = "\n### Allowed on purpose\n\nWhoever made the plan lifted these limits for it:\n\n",
              .noun = "limit"};
  for (const auto& what : plan.allowed) block.items.push_back("- " + code(what) + "\n");
  return block;
}

std::string footer(const Plan& plan) {
  const auto expiry = plan.expires ? "may be applied until " + readable(*plan.expires) : "does not expire";
  return "\n---\n\nOrganization " + code(plan.organization) + ". Plan " + code(plan_digest(plan)) + ", made " +
         readable(plan.created) + " from manifests " + code(plan.manifest_digest) + "; " + expiry + ". It takes " +
         plural(plan.steps.size(), "step") + ", about " +
         plural(static_cast<std::size_t>(std::max(0, plan.estimate.requests)), "request") + " and " +
         plural(static_cast<std::size_t>(std::max(0, plan.estimate.seconds)), "second") + ".\n";
}

}  // namespace

std::string plan_markdown(const Plan& plan, const Problems& problems, const Style& style) {
  const bool is_refused = has_errors(problems);
  std::vector<Block> blocks{
      problem_block(is_refused ? "\n### What stands in the way\n\n" : "\n### Warnings\n\n", problems),
      held_block(plan.held),
      drift_block(plan, style),
      coverage_block(plan),
      requirement_block(plan),
      people_block(plan, style),
      capacity_block(plan.capacity),
      schedule_block(plan),
      object_block(plan, style),
      other_block(plan, style),
      ignored_block(plan.ignored),
      allowed_block(plan)};
  const auto first_detail = blocks.size();
  for (const auto& words : kPhases) blocks.push_back(phase_block(plan, words, style));
  introduce(blocks, first_detail);
  return comment(marker("plan", plan.organization, plan.tenant), title(plan) + verdict(plan, problems), blocks,
                 footer(plan));
}

}  // namespace interlock::render
