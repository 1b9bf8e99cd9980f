#include "render/effects.hpp"

#include <algorithm>

#include "base/pointer.hpp"

namespace interlock::render {
namespace {

using ByHolder = std::map<Address, LevelChange>;
using BySkill = std::map<std::string, ByHolder>;

std::optional<int> level_in(const std::optional<Value>& side) {
  const auto* level = side ? side->as<std::int64_t>() : nullptr;
  return level != nullptr ? std::optional(static_cast<int>(*level)) : std::nullopt;
}

/// An expand and a contract step of one profile come to one change.
BySkill net_changes(const Plan& plan) {
  BySkill changes;
  for (const auto& step : plan.steps) {
    for (const auto* edit : edits_under(step, "levels")) {
      const auto skill = pointer_segments(edit->path).back();
      const LevelChange change{skill, &step, level_in(edit->before), level_in(edit->after)};
      const auto [found, is_new] = changes[skill].try_emplace(step.address, change);
      if (!is_new) found->second.after = change.after;
    }
  }
  return changes;
}

bool is_gain(const LevelChange& change) { return !change.before && change.after; }
bool is_loss(const LevelChange& change) { return change.before && !change.after; }

/// The new skill's changes of those who lose the old one; nothing unless all of them get it.
std::optional<Move> move_between(const std::string& from, const ByHolder& losers, const std::string& to,
                                 const ByHolder& gainers) {
  Move move{from, to};
  for (const auto& [holder, loss] : losers) {
    const auto gain = gainers.find(holder);
    if (!is_loss(loss) || gain == gainers.end() || !gain->second.after) return std::nullopt;
    (gain->second.after == loss.before ? move.kept : move.others).push_back(gain->second);
  }
  return move;
}

/// Of several skills that everybody gets instead, the one that most get at the level they had.
std::optional<Move> move_from(const std::string& from, const BySkill& changes) {
  std::optional<Move> best;
  for (const auto& [to, gainers] : changes) {
    auto move = move_between(from, changes.at(from), to, gainers);
    if (move && (!best || move->kept.size() > best->kept.size())) best = std::move(move);
  }
  return best;
}

void take_out(const Move& move, BySkill& changes) {
  changes.erase(move.from);
  for (const auto* part : {&move.kept, &move.others}) {
    for (const auto& change : *part) changes[move.to].erase(change.holder->address);
  }
}

SkillEffect effect_of(const std::string& skill, const ByHolder& changes) {
  SkillEffect effect{skill};
  for (const auto& [holder, change] : changes) {
    if (change.before == change.after) continue;
    auto& part = is_gain(change)                  ? effect.gained
                 : is_loss(change)                ? effect.lost
                 : *change.before < *change.after ? effect.raised
                                                  : effect.lowered;
    part.push_back(change);
  }
  return effect;
}

bool is_empty(const SkillEffect& effect) {
  return effect.gained.empty() && effect.raised.empty() && effect.lowered.empty() && effect.lost.empty();
}

}  // namespace

std::map<Address, Verb> created_or_removed(const Plan& plan) {
  std::map<Address, Verb> verbs;
  for (const auto& step : plan.steps) {
    if (step.verb != Verb::update) verbs[step.address] = step.verb;
  }
  return verbs;
}

std::vector<const FieldEdit*> edits_under(const Step& step, std::string_view segment) {
  std::vector<const FieldEdit*> found;
  for (const auto& edit : step.edits) {
    const auto segments = pointer_segments(edit.path);
    if (segments.size() == 2 && segments.front() == segment) found.push_back(&edit);
  }
  return found;
}

LevelEffects level_effects(const Plan& plan) {
  auto changes = net_changes(plan);
  LevelEffects effects;
  for (const auto& step : plan.steps) {
    const bool is_replaced = step.address.kind == Kind::skill && step.verb == Verb::remove && step.is_consequence;
    if (!is_replaced || !changes.contains(step.address.name)) continue;
    auto move = move_from(step.address.name, changes);
    if (!move) continue;
    take_out(*move, changes);
    effects.moves.push_back(std::move(*move));
  }
  for (const auto& [skill, by_holder] : changes) {
    auto effect = effect_of(skill, by_holder);
    if (!is_empty(effect)) effects.skills.push_back(std::move(effect));
  }
  return effects;
}

}  // namespace interlock::render
