#include "plan/plan.hpp"

#include <array>

namespace interlock {
namespace {
constexpr std::array<std::string_view, 3> kVerbs{"create", "update", "delete"};
constexpr std::array<std::string_view, 5> kPhases{"prepare", "expand", "switch", "contract", "remove"};
}  // namespace

std::string score(const Capacity& capacity) {
  return std::to_string(capacity.levels / 500) + "." + std::to_string(capacity.levels % 500 / 50);
}

std::string discreet(const Address& address, const ResourceId& id, bool is_consequence) {
  const bool is_private = address.kind == Kind::user && is_consequence;
  return is_private ? "user " + (id.value.empty() ? "unknown" : id.value) : to_string(address);
}

std::string discreet(const Step& step) { return discreet(step.address, step.object_id, step.is_consequence); }

std::string_view verb_name(Verb verb) { return kVerbs[static_cast<std::size_t>(verb)]; }
std::string_view phase_name(Phase phase) { return kPhases[static_cast<std::size_t>(phase)]; }

}  // namespace interlock
