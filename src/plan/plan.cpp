#include "plan/plan.hpp"

#include <array>

namespace interlock {
namespace {
constexpr std::array<std::string_view, 3> kVerbs{"create", "update", "delete"};
constexpr std::array<std::string_view, 5> kPhases{"prepare", "expand", "switch", "contract", "remove"};
}  // namespace

std::string score(const Capacity& capacity) {
  return std::to_string(capacity.levels / 5) + "." + std::to_string(capacity.levels % 5 * 2);
}

std::string_view verb_name(Verb verb) { return kVerbs[static_cast<std::size_t>(verb)]; }
std::string_view phase_name(Phase phase) { return kPhases[static_cast<std::size_t>(phase)]; }

}  // namespace interlock
