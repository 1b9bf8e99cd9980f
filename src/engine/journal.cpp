#include "engine/journal.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kNamed = 5;

std::string state_of(const RunSummary& run) {
  if (!run.end) return "no end";
  return is_open(run) ? "steps left" : "complete";
}

}  // namespace

RunHead locked(RunHead head, const Lock& lock) {
  head.run = lock.run;
  head.organization = lock.organization;
  head.generation = lock.generation;
  return head;
}

bool is_open(const RunSummary& run) {
  return !run.end || run.tally[static_cast<std::size_t>(Standing::done)] < run.head.steps;
}

const RunSummary* choose_run(std::span<const RunSummary> runs, std::string_view name, std::string_view tenant,
                             bool (*fits)(const RunSummary&)) {
  const auto found = std::find_if(runs.begin(), runs.end(), [&](const RunSummary& run) {
    if (!name.empty()) return run.head.run == name;
    return fits(run) && (tenant.empty() || run.head.tenant == tenant);
  });
  return found != runs.end() ? &*found : nullptr;
}

Problem unknown_run(const std::string& run, std::span<const RunSummary> known) {
  std::string names;
  for (const auto& one : known.first(std::min(kNamed, known.size()))) {
    names +=
        (names.empty() ? "" : ", ") + one.head.run + " (" + format_wall(one.head.started) + ", " + state_of(one) + ")";
  }
  if (known.size() > kNamed) names += " and " + std::to_string(known.size() - kNamed) + " more";
  return {.rule = "B86",
          .message = run.empty() ? "there is no run yet" : "there is no run " + quoted(run),
          .hint = names.empty() ? "the journal has no runs" : "known: " + names};
}

}  // namespace interlock
