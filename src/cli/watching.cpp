#include "cli/watching.hpp"

#include "base/text.hpp"

namespace interlock {
namespace {

Problem warning(const std::string& message) {
  return {.rule = "S8", .severity = Severity::warning, .message = message};
}

void tell(const Problems& found, const std::string& when, Problems& problems) {
  for (const auto& problem : found) {
    problems.push_back(warning("the queues could not be counted " + when + " the apply: " + problem.message));
  }
}

void judge(const QueueChange& change, Problems& problems) {
  const auto tell_of = [&](std::string_view count, std::int64_t before, std::int64_t after) {
    problems.push_back(warning(std::string(count) + " of queue " + quoted(change.queue.name) +
                               " are outside of what after_apply allows: " + std::to_string(before) + " before, " +
                               std::to_string(after) + " after"));
  };
  if (change.is_conversations_outside)
    tell_of("conversations", change.before.conversations, change.after.conversations);
  if (change.is_abandoned_outside) {
    tell_of("abandoned conversations", change.before.abandoned, change.after.abandoned);
  }
}

}  // namespace

Watching::Watching(Connection connection, Clock& clock, const Watch& limits, const Plan& plan, Problems& problems)
    : connection_(std::move(connection)), clock_(clock), limits_(limits), queues_(queues_to_watch(plan)) {
  if (!is_wanted()) return;
  const auto now = clock_.wall();
  auto counts = read_statistics(connection_, queues_, now - limits_.duration, now);
  if (counts) before_ = *std::move(counts);
  if (!counts) tell(counts.problems(), "before", problems);
}

std::optional<QueueWatch> Watching::finish(Context& context, Problems& problems) {
  if (!before_) return std::nullopt;
  say(context, "the run is over; its queues are watched for " + format_duration(limits_.duration));
  const auto from = clock_.wall();
  if (!wait_for(connection_, limits_.duration)) {
    problems.push_back(warning("a signal ended the watch over the queues: nothing was compared"));
    return std::nullopt;
  }
  const auto after = read_statistics(connection_, queues_, from, clock_.wall());
  if (!after) {
    tell(after.problems(), "after", problems);
    return std::nullopt;
  }
  QueueWatch watch{limits_.duration, compare(*before_, *after, limits_)};
  for (const auto& change : watch.queues) judge(change, problems);
  return watch;
}

}  // namespace interlock
