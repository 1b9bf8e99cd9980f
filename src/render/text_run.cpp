// Documents for people: what became of a run, and problems.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

namespace interlock {
namespace render {
namespace {

struct Section {
  Standing standing;
  std::string_view title;
  std::string_view count_word;
};
/// What a person must look at comes as a list; what is done is a number.
constexpr std::array kSections{Section{Standing::held, "Held: somebody else changed what the plan changes", "held"},
                               Section{Standing::failed, "Failed", "failed"},
                               Section{Standing::unknown, "Unknown: the write may or may not have happened", "unknown"},
                               Section{Standing::not_attempted, "Not attempted", "not attempted"}};

std::string conflict_text(const ContestedField& conflict, const Style& style) {
  return "      " + visible(conflict.path) + ": before " + shown(conflict.before) + ", planned " +
         paint(style, Color::green, shown(conflict.after)) + ", theirs " +
         paint(style, Color::red, shown(conflict.theirs)) + "\n";
}

std::string step_text(const StepReport& step, const Style& style) {
  auto text = "  " + visible(shown(step, style)) + (step.step.empty() ? "" : " (" + visible(step.step) + ")");
  if (!step.reason.empty()) text += ": " + visible(step.reason);
  text += "\n";
  for (const auto& conflict : step.conflicts) text += conflict_text(conflict, style);
  return text;
}

/// What an interruption had left open, and what was found.
std::string doubts_text(const RunReport& report, const Style& style) {
  std::string text;
  for (const auto& step : report.steps) {
    if (step.was_in_doubt && step.standing == Standing::done) text += step_text(step, style);
  }
  return text.empty() ? text
                      : paint(style, Color::bold, "Settled: in doubt after an interruption") + "\n" + text + "\n";
}

std::string section_text(const RunReport& report, const Section& section, const Style& style) {
  if (report.count(section.standing) == 0) return {};
  auto text = paint(style, Color::bold, std::string(section.title)) + "\n";
  for (const auto& step : report.steps) {
    if (step.standing == section.standing) text += step_text(step, style);
  }
  return text + "\n";
}

/// "16.6 s".
std::string seconds(Millis time) {
  const auto tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string totals_text(const Totals& totals) {
  return "  " + plural(static_cast<std::size_t>(std::max(0, totals.requests)), "request") + ", " +
         std::to_string(totals.retries) + " repeated, " +
         plural(static_cast<std::size_t>(std::max(0, totals.conflicts)), "conflict") + ", " + seconds(totals.elapsed) +
         "; latency p50 " + format_duration(totals.p50) + ", p95 " + format_duration(totals.p95) + ", max " +
         format_duration(totals.max) + "\n";
}

/// What was reviewed beside what happened; logins, settling and retries come on top of what the steps need.
std::string estimate_text(const RunReport& report) {
  const auto& [requests, seconds, buckets] = report.estimate;
  if (requests <= 0) return {};
  auto text = "  estimated at least " + plural(static_cast<std::size_t>(requests), "request") + " and " +
              std::to_string(std::max(0, seconds)) + " s";
  std::vector<std::string> sent;
  for (const auto& [bucket, count] : report.totals.buckets) {
    const auto estimated = buckets.find(bucket);
    sent.push_back(std::string(bucket_name(bucket)) + " " + std::to_string(count) + " of " +
                   std::to_string(estimated != buckets.end() ? estimated->second : 0));
  }
  return text + (sent.empty() ? "" : "; sent of estimated by quota: " + join(sent, ", ")) + "\n";
}

std::string change_text(const QueueChange& change, const Style& style) {
  const auto side = [&](std::int64_t before, std::int64_t after, std::string_view noun, bool is_outside) {
    const auto text = std::to_string(after) + " " + std::string(noun) + " (" + std::to_string(before) + " before)";
    return is_outside ? paint(style, Color::red, text + ", outside of what is allowed") : text;
  };
  return "  " + visible(change.queue.name) + ": " +
         side(change.before.conversations, change.after.conversations, "conversations",
              change.is_conversations_outside) +
         "; " + side(change.before.abandoned, change.after.abandoned, "abandoned", change.is_abandoned_outside) + "\n";
}

std::string watch_text(const RunReport& report, const Style& style) {
  if (!report.watch) return {};
  auto text =
      paint(style, Color::bold, "Queues, " + format_duration(report.watch->duration) + " after the last write") + "\n";
  for (const auto& change : report.watch->queues) text += change_text(change, style);
  return text + "\n";
}

}  // namespace

std::string run_text(const RunReport& report, const Style& style) {
  auto text = doubts_text(report, style) + watch_text(report, style);
  for (const auto& section : kSections) text += section_text(report, section, style);
  const auto done = report.count(Standing::done);
  text += paint(style, done == report.steps.size() ? Color::green : Color::yellow,
                "Applied: " + std::string(report.applied()) + ".") +
          " " + std::to_string(done) + " done";
  for (const auto& section : kSections) {
    text += ", " + std::to_string(report.count(section.standing)) + " " + std::string(section.count_word);
  }
  text += report.interrupted ? "; interrupted\n" : "\n";
  text += totals_text(report.totals) + estimate_text(report);
  if (done == report.steps.size()) return text;
  return text + "  to continue: `interlock resume " + visible(report.run) +
         "`; or plan again: `interlock plan` shows what is left, `interlock apply -f PATH` does it\n";
}

}  // namespace render

namespace {

constexpr std::size_t kShownProblems = 100;  // G5

std::string position(const Place& place) { return place ? visible(to_string(place)) + ": " : std::string(); }

std::string problem_text(const Problem& problem, const Style& style) {
  const bool is_error = problem.severity == Severity::error;
  auto text =
      position(problem.where) +
      render::paint(style, is_error ? render::Color::red : render::Color::yellow, is_error ? "error" : "warning") +
      ": " + visible(problem.message) + "\n";
  for (const auto& related : problem.related) {
    text += "  " + position(related.where) + visible(related.message) + "\n";
  }
  if (!problem.hint.empty()) text += "  hint: " + visible(problem.hint) + "\n";
  return text;
}

}  // namespace

std::string problems_text(const Problems& problems, const Style& style) {
  auto sorted = problems;
  sort_unique(sorted);
  std::string text;
  for (std::size_t i = 0; i < std::min(sorted.size(), kShownProblems); ++i) text += problem_text(sorted[i], style);
  if (sorted.size() <= kShownProblems) return text;
  return text + "... and " + std::to_string(sorted.size() - kShownProblems) +
         " more: " + plural(sorted.size(), "problem") + " in all\n";
}

}  // namespace interlock
