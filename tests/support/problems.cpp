#include "support/problems.hpp"

namespace interlock::testing {
namespace {

std::string position(const Place& place) {
  if (place.line == 0) return std::string(place.file_name());
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace

std::string told(Problems problems) {
  sort_unique(problems);
  std::string text;
  for (const auto& problem : problems) {
    if (!text.empty()) text += "\n";
    if (problem.severity == Severity::warning) text += "warning ";
    text += problem.rule + " " + position(problem.where) + " " + problem.message;
    if (!problem.hint.empty()) text += " | " + problem.hint;
    for (const auto& related : problem.related) text += " | " + position(related.where) + " " + related.message;
  }
  return text;
}

}  // namespace interlock::testing
