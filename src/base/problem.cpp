#include "base/problem.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace interlock {
namespace {

constexpr std::array kGravestFirst{
    Exit::invalid,    Exit::internal, Exit::corrupt,        Exit::io,          Exit::interrupted,
    Exit::terminated, Exit::locked,   Exit::authentication, Exit::unavailable, Exit::refused,
    Exit::stale,      Exit::partial,  Exit::changes,        Exit::success,
};

auto key(const Problem& problem) { return std::tie(problem.rule, problem.message, problem.hint); }

}  // namespace

Exit graver(Exit a, Exit b) {
  return std::find(kGravestFirst.begin(), kGravestFirst.end(), a) <
                 std::find(kGravestFirst.begin(), kGravestFirst.end(), b)
             ? a
             : b;
}

void append(Problems& problems, const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); }

bool has_errors(std::span<const Problem> problems) {
  return std::any_of(problems.begin(), problems.end(), [](const auto& p) { return p.severity == Severity::error; });
}

Exit exit_of(std::span<const Problem> problems) {
  Exit exit = Exit::success;
  for (const auto& problem : problems) {
    if (problem.severity == Severity::error) exit = graver(exit, problem.exit);
  }
  return exit;
}

void sort_unique(Problems& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    if (!(a.where == b.where)) return a.where < b.where;
    return key(a) < key(b);
  });
  const auto same = [](const Problem& a, const Problem& b) { return a.where == b.where && key(a) == key(b); };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

}  // namespace interlock
