// The parts of a comment that say what changes, each a block of its own; a block without items has nothing to say.
#pragma once

#include "render/markdown.hpp"

namespace interlock::render {

/// An edit with the step that makes it.
struct SteppedEdit {
  const Step* step = nullptr;
  const FieldEdit* edit = nullptr;
};
/// What somebody changed in the tenant past the manifests, and the plan changes back or on.
std::vector<SteppedEdit> drifted_edits(const Plan& plan);

Block coverage_block(const Plan& plan);                    // who can answer: worst first
Block requirement_block(const Plan& plan);                 // what queues ask of agents
Block people_block(const Plan& plan, const Style& style);  // skills that agents get and lose
Block capacity_block(const std::vector<SkillCapacity>& capacity);
Block schedule_block(const Plan& plan);                    // what opens and closes
Block object_block(const Plan& plan, const Style& style);  // what is created and deleted
Block other_block(const Plan& plan, const Style& style);   // every other field
Block drift_block(const Plan& plan, const Style& style);
Block held_block(const std::vector<Held>& held);
Block ignored_block(const std::vector<Ignored>& ignored);

std::string readable(Wall time);  // "2026-11-28 23:52 UTC"

}  // namespace interlock::render
