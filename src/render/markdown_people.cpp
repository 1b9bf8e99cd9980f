// The skills that agents get and lose, in sentences with counts instead of a line for each agent.
#include <algorithm>

#include "base/text.hpp"
#include "render/effects.hpp"
#include "render/markdown_parts.hpp"
#include "render/paint.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kNamed = 3;  // a few are named, more are counted

/// "2 agents and 1 shared profile", named where they are few.
std::string holders(const std::vector<LevelChange>& changes, const Style& style) {
  std::size_t agents = 0;
  std::vector<std::string> names;
  for (const auto& change : changes) {
    agents += change.holder->address.kind == Kind::user ? 1 : 0;
    const auto text = shown(*change.holder, style);
    const auto address = parse_address(text);
    names.push_back(address ? address->name : text);
  }
  std::vector<std::string> parts;
  if (agents > 0) parts.push_back(plural(agents, "agent"));
  if (agents < changes.size()) parts.push_back(plural(changes.size() - agents, "shared profile"));
  const auto counted = join(parts, " and ");
  return names.size() <= kNamed ? counted + " (" + code_list(names, kNamed) + ")" : counted;
}

std::string range(int lowest, int highest) {
  return lowest == highest ? "level " + std::to_string(lowest)
                           : "levels " + std::to_string(lowest) + " to " + std::to_string(highest);
}

/// The span of one side of the changes, all of which have it.
std::string range(const std::vector<LevelChange>& changes, std::optional<int> LevelChange::*side) {
  const auto [low, high] = std::minmax_element(changes.begin(), changes.end(),
                                               [&](const auto& a, const auto& b) { return a.*side < b.*side; });
  return range(((*low).*side).value_or(0), ((*high).*side).value_or(0));
}

std::string verb(std::size_t count, std::string_view one, std::string_view many) {
  return std::string(count == 1 ? one : many);
}

std::string from_to(const std::vector<LevelChange>& changes) {
  return ", from " + range(changes, &LevelChange::before) + " to " + range(changes, &LevelChange::after);
}

std::string effect_item(const SkillEffect& effect, const Style& style) {
  std::vector<std::string> parts;
  const auto add = [&](const std::vector<LevelChange>& changes, std::string_view one, std::string_view many,
                       const std::string& more) {
    if (changes.empty()) return;
    parts.push_back(holders(changes, style) + " " + verb(changes.size(), one, many) + more);
  };
  if (!effect.gained.empty()) {
    add(effect.gained, "gets it", "get it", ", at " + range(effect.gained, &LevelChange::after));
  }
  if (!effect.raised.empty()) add(effect.raised, "moves up", "move up", from_to(effect.raised));
  if (!effect.lowered.empty()) add(effect.lowered, "moves down", "move down", from_to(effect.lowered));
  add(effect.lost, "loses it", "lose it", "");
  return "- " + code(effect.skill) + ": " + join(parts, "; ") + ".\n";
}

std::string move_item(const Move& move, const Style& style) {
  auto all = move.kept;
  all.insert(all.end(), move.others.begin(), move.others.end());
  auto text = "- " + code(move.from) + " becomes " + code(move.to) + ": " + holders(all, style) + " " +
              verb(all.size(), "has", "have") + " the old skill and " + verb(all.size(), "gets", "get") +
              " the new one before the old one goes";
  if (move.others.empty()) return text + ", at the same level.\n";
  if (move.kept.empty()) return text + ", at another level.\n";
  return text + ", at the same level except for " + holders(move.others, style) + ".\n";
}

}  // namespace

Block people_block(const Plan& plan, const Style& style) {
  Block block{.head = "\n### What changes for agents\n\n", .noun = "skill"};
  const auto effects = level_effects(plan);
  for (const auto& move : effects.moves) block.items.push_back(move_item(move, style));
  for (const auto& effect : effects.skills) block.items.push_back(effect_item(effect, style));
  return block;
}

}  // namespace interlock::render
