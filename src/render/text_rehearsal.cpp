// Documents for people: how a plan went on a copy of its tenant.
#include <algorithm>

#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"
#include "render/rehearsal_parts.hpp"
#include "render/sections.hpp"
#include "render/sparkline.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kColumns = 40;  // of a sparkline

std::string queue_line(const QueueCurve& queue, const Rehearsal& rehearsal, std::size_t width) {
  auto name = visible(queue.queue.name);
  const auto length = code_points(name);
  name.append(length < width ? width - length : 0, ' ');
  auto line = "  " + name + "  " + shown_count(queue.before) + " " + sparkline(queue.agents, kColumns) + " " +
              shown_count(queue.after) + "  never fewer than " + shown_count(queue.agents[queue.worst()]);
  if (queue.promised) line += " (promised " + std::to_string(*queue.promised) + ")";
  return line + ", " + visible(worst_moment(queue, rehearsal)) + "\n";
}

Section queue_section(const Rehearsal& rehearsal, const Style& style) {
  Section section{paint(style, Color::bold, "Eligible agents of each queue"), {}};
  std::size_t width = 0;
  for (const auto& queue : rehearsal.queues) width = std::max(width, code_points(visible(queue.queue.name)));
  for (const auto& queue : rehearsal.queues) {
    section.items.push_back(queue_line(queue, rehearsal, std::min<std::size_t>(width, kColumns)));
  }
  return section;
}

Section breach_section(const Rehearsal& rehearsal, const Style& style) {
  Section section{paint(style, Color::red, "Breaches"), {}};
  for (const auto& breach : rehearsal.breaches) {
    section.items.push_back("  " + breach.invariant + ": behind " + visible(breach.step) + " " +
                            visible(quoted(breach.object)) + " " + visible(breach.message) + "\n");
  }
  return section;
}

Section unfinished_section(const Rehearsal& rehearsal, const Style& style) {
  Section section{paint(style, Color::yellow, "Not done"), {}};
  for (const auto& outcome : rehearsal.run.outcomes) {
    if (outcome.standing == Standing::done) continue;
    section.items.push_back("  " + visible(unfinished_object(outcome, rehearsal)) + " " +
                            std::string(standing_name(outcome.standing)) + ": " + visible(outcome.reason) + "\n");
  }
  return section;
}

std::string verdict(const Rehearsal& rehearsal, const Style& style) {
  const auto undone = unfinished_section(rehearsal, style).items.size();
  if (!rehearsal.breaches.empty()) {
    return paint(style, Color::red, "Broken: " + plural(rehearsal.breaches.size(), "breach") + ".") +
           " Do not apply this plan.";
  }
  if (undone > 0) {
    return paint(style, Color::yellow, "Not all of it can be done: " + plural(undone, "step") + ".") +
           " No invariant was broken by the others.";
  }
  return paint(style, Color::green, "Every invariant held") + " behind every write.";
}

}  // namespace

std::string rehearsal_text(const Rehearsal& rehearsal, const Style& style) {
  std::size_t writes = 0;
  for (const auto& step : rehearsal.steps) writes += static_cast<std::size_t>(step.writes);
  const auto head = paint(style, Color::bold, "Rehearsal") + " of the plan " + rehearsal.plan_digest + "\n" +
                    plural(rehearsal.steps.size(), "step") + ", " + plural(writes, "write") +
                    " to a private copy of the tenant, " + order_words(rehearsal.order) + "\n";
  const auto tail = "\n" + verdict(rehearsal, style) + " Nothing was written to the tenant.\n";
  return fitted(
      head, {queue_section(rehearsal, style), unfinished_section(rehearsal, style), breach_section(rehearsal, style)},
      tail, style);
}

}  // namespace interlock::render
