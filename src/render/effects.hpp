// What a plan does, seen from the people it touches: the steps of one object taken together, levels by skill.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace interlock::render {

/// What becomes of one level of one holder when all steps are done.
struct LevelChange {
  std::string skill;
  const Step* holder = nullptr;  // a step of the holder
  std::optional<int> before, after;
};

/// The level changes of one skill, by what they are to the holder.
struct SkillEffect {
  std::string skill;
  std::vector<LevelChange> gained{}, raised{}, lowered{}, lost{};
};

/// Everybody who has `from`, which goes, gets `to` instead.
struct Move {
  std::string from, to;
  std::vector<LevelChange> kept{};  // of the new skill: those who keep the level that they had
  std::vector<LevelChange> others{};
};

struct LevelEffects {
  std::vector<Move> moves;
  std::vector<SkillEffect> skills;  // by name, without what is in a move
};
LevelEffects level_effects(const Plan& plan);

/// The objects that come or go.
std::map<Address, Verb> created_or_removed(const Plan& plan);

/// The edits of the object's element or field that stand under the segment: "requires" -> {"/requires/Billing", ...}.
std::vector<const FieldEdit*> edits_under(const Step& step, std::string_view segment);

}  // namespace interlock::render
