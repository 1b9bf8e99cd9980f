#include "render/markdown_parts.hpp"

#include <algorithm>
#include <map>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "render/effects.hpp"
#include "render/paint.hpp"
#include "render/words.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kNamed = 10;  // names in one sentence; the steps below have them all

std::string row(const std::vector<std::string>& cells) { return "| " + join(cells, " | ") + " |\n"; }

/// What becomes of the number of agents, in a word or two.
std::string trend(int before, int after, int never_below) {
  if (after == 0) return before == 0 ? "nobody, as today" : "**nobody left**";
  if (before != 0 && never_below == 0) return "**nobody for a moment**";
  if (before == after) return never_below < after ? "as many, fewer on the way" : "as many";
  return after < before ? "**" + std::to_string(before - after) + " fewer**" : std::to_string(after - before) + " more";
}

std::string coverage_row(const std::map<Address, Verb>& verbs, const Coverage& queue) {
  const auto name = cell(queue.queue.name);
  const auto before = std::to_string(queue.before), after = std::to_string(queue.after);
  if (const auto found = verbs.find(queue.queue); found != verbs.end()) {
    return found->second == Verb::create ? row({name, "–", after, "–", "new queue"})
                                         : row({name, before, "–", "–", "queue is deleted"});
  }
  return row(
      {name, before, after, std::to_string(queue.never_below), trend(queue.before, queue.after, queue.never_below)});
}

/// "`Billing` at level 2 or higher (so far level 1 or higher)".
std::string requirement_words(const FieldEdit& edit, bool is_new_queue) {
  const auto skill = code(pointer_segments(edit.path).back());
  if (!edit.after) return skill + " no longer";
  const auto wanted = skill + " at " + range_words(*edit.after);
  if (is_new_queue) return wanted;
  return wanted + (edit.before ? " (today " + range_words(*edit.before) + ")" : " (new)");
}

std::string requirement_item(const Step& step) {
  std::vector<std::string> parts;
  for (const auto* edit : edits_under(step, "requires")) {
    parts.push_back(requirement_words(*edit, step.verb == Verb::create));
  }
  if (parts.empty()) return {};
  const auto shown_count = std::min(parts.size(), kNamed);
  auto text = join(std::span(parts).first(shown_count), "; ");
  if (shown_count < parts.size()) text += "; and " + std::to_string(parts.size() - shown_count) + " more";
  return "- " + code(step.address.name) + ": " + text + "\n";
}

/// "closes", "close".
std::string becomes(const std::string& state, std::size_t count) {
  const auto verb = state == "closed" ? "close" : state == "open" ? "open" : "";
  if (*verb == '\0') return (count == 1 ? "becomes " : "become ") + code(state);
  return verb + std::string(count == 1 ? "s" : "");
}

/// An edit that a block of its own tells in better words.
bool is_told_elsewhere(const Step& step, const FieldEdit& edit) {
  const auto segments = pointer_segments(edit.path);
  if (segments.size() == 2) return segments.front() == "levels" || segments.front() == "requires";
  return step.address.kind == Kind::schedule && edit.path == "/state";
}

std::string edit_row(const Step& step, const FieldEdit& edit, const Style& style) {
  return row({object_cell(shown(step, style)), field_cell(edit.path), side_cell(edit.path, edit.before),
              side_cell(edit.path, edit.after)});
}

}  // namespace

std::vector<SteppedEdit> drifted_edits(const Plan& plan) {
  std::vector<SteppedEdit> found;
  for (const auto& step : plan.steps) {
    for (const auto& edit : step.edits) {
      if (edit.is_drift) found.push_back({&step, &edit});
    }
  }
  return found;
}

Block coverage_block(const Plan& plan) {
  auto queues = plan.steps.empty() ? std::vector<Coverage>{} : plan.coverage;
  std::stable_sort(queues.begin(), queues.end(), [](const Coverage& a, const Coverage& b) {
    return a.after - a.before < b.after - b.before;  // who loses most comes first
  });
  Block block{.shape = Block::Shape::table,
              .head =
                  "\n### Who can answer callers\n\n| Queue | Agents today | Afterwards | Never fewer than | |\n"
                  "| --- | ---: | ---: | ---: | --- |\n",
              .noun = "queue"};
  const auto verbs = created_or_removed(plan);
  for (const auto& queue : queues) block.items.push_back(coverage_row(verbs, queue));
  return block;
}

Block requirement_block(const Plan& plan) {
  Block block{.head =
                  "\n### What queues ask of an agent\n\nA queue offers its calls only to agents who have every skill "
                  "that it asks for, at that level or higher; 5 is the highest.\n\n",
              .noun = "queue"};
  for (const auto& step : plan.steps) {
    if (step.address.kind != Kind::queue || step.verb == Verb::remove) continue;
    if (auto item = requirement_item(step); !item.empty()) block.items.push_back(std::move(item));
  }
  return block;
}

Block capacity_block(const std::vector<SkillCapacity>& capacity) {
  Block block{.shape = Block::Shape::table,
              .head =
                  "\n### How much of each skill there is\n\nThe score adds up everybody who has the skill: an agent "
                  "at level 5 counts as 1, at level 1 as 0.2.\n\n| Skill | Agents today | Afterwards | Score today "
                  "| Afterwards |\n| --- | ---: | ---: | ---: | ---: |\n",
              .noun = "skill"};
  for (const auto& [skill, before, after] : capacity) {
    block.items.push_back(row(
        {cell(skill.name), std::to_string(before.agents), std::to_string(after.agents), score(before), score(after)}));
  }
  return block;
}

Block schedule_block(const Plan& plan) {
  std::map<std::string, std::vector<std::string>> names;
  for (const auto& step : plan.steps) {
    if (step.address.kind != Kind::schedule) continue;
    for (const auto& edit : step.edits) {
      const auto* state = edit.after ? edit.after->as<std::string>() : nullptr;
      if (edit.path == "/state" && state != nullptr) names[*state].push_back(step.address.name);
    }
  }
  Block block{.head = "\n### Lines that open and close\n\n", .noun = "group of schedules"};
  for (const auto& [state, schedules] : names) {
    block.items.push_back("- " + plural(schedules.size(), "schedule") + " " + becomes(state, schedules.size()) + ": " +
                          code_list(schedules, kNamed) + "\n");
  }
  return block;
}

Block object_block(const Plan& plan, const Style& style) {
  std::map<std::pair<Verb, Kind>, std::vector<std::string>> names;
  for (const auto& step : plan.steps) {
    if (step.verb == Verb::update) continue;
    const auto address = parse_address(shown(step, style));
    names[{step.verb, step.address.kind}].push_back(address ? address->name : shown(step, style));
  }
  Block block{.head = "\n### What is created and deleted\n\n", .noun = "group of objects"};
  for (const auto& [group, objects] : names) {
    const auto& [verb, kind] = group;
    block.items.push_back(std::string(verb == Verb::create ? "- New: " : "- **Deleted**: ") +
                          plural(objects.size(), kind_words(kind)) + ", " + code_list(objects, kNamed) + "\n");
  }
  return block;
}

Block other_block(const Plan& plan, const Style& style) {
  Block block{.shape = Block::Shape::table,
              .head = "\n### Other changes\n\n| What | Field | Today | Afterwards |\n| --- | --- | --- | --- |\n",
              .noun = "change"};
  for (const auto& step : plan.steps) {
    if (step.verb != Verb::update) continue;
    for (const auto& edit : step.edits) {
      if (!is_told_elsewhere(step, edit)) block.items.push_back(edit_row(step, edit, style));
    }
  }
  return block;
}

Block drift_block(const Plan& plan, const Style& style) {
  Block block{.shape = Block::Shape::table,
              .head =
                  "\n### Changed by somebody meanwhile\n\nThese were changed in the contact centre since they were "
                  "last agreed. The plan overwrites that:\n\n| What | Field | Today, as somebody left it | "
                  "Afterwards |\n| --- | --- | --- | --- |\n",
              .noun = "field"};
  for (const auto& [step, edit] : drifted_edits(plan)) block.items.push_back(edit_row(*step, *edit, style));
  return block;
}

Block held_block(const std::vector<Held>& held) {
  Block block{.shape = Block::Shape::table,
              .head =
                  "\n### Held: needs a decision\n\nThese are no longer asked for, and would go. But somebody changed "
                  "them in the contact centre meanwhile, so they stay until the manifests say what they shall "
                  "be.\n\n| What | Field | As it was agreed | Today | Agreed in |\n| --- | --- | --- | --- | --- |\n",
              .noun = "point"};
  for (const auto& one : held) {
    const bool is_object = one.path.empty();
    block.items.push_back(
        row({object_cell(to_string(one.address)), is_object ? "all of it" : field_cell(one.path),
             is_object ? "" : side_cell(one.path, one.base), is_object ? "" : side_cell(one.path, one.live),
             one.source ? cell(to_string(one.source), kValueLimit) : ""}));
  }
  return block;
}

Block ignored_block(const std::vector<Ignored>& ignored) {
  Block block{.shape = Block::Shape::table,
              .head = "\n### Left alone on purpose\n\n| What | Why | Until |\n| --- | --- | --- |\n",
              .noun = "object"};
  for (const auto& [address, reason, until] : ignored) {
    block.items.push_back(row(
        {object_cell(to_string(address)), cell(reason, kValueLimit), until.empty() ? "further notice" : cell(until)}));
  }
  return block;
}

std::string readable(Wall time) {
  auto text = format_wall(time);  // "2026-12-01T02:10:00Z"
  text.replace(text.find('T'), 1, " ");
  return text.substr(0, text.rfind(':')) + " UTC";
}

}  // namespace interlock::render
