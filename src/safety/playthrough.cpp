#include "safety/playthrough.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "safety/at.hpp"

namespace interlock {
namespace {

template <class Items>
void sort_unique(Items& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

void add_asking(std::vector<std::vector<int>>& queues_by_skill, int queue, const std::optional<Asked>& asks) {
  if (!asks) return;
  for (const auto& requirement : *asks) at(queues_by_skill, requirement.skill).push_back(queue);
}

/// The queue that the effect changes itself, or nothing.
std::optional<int> queue_of(const Effect& effect) {
  if (const auto* asked = std::get_if<SetAsked>(&effect)) return asked->queue;
  if (const auto* exists = std::get_if<SetExists>(&effect)) return exists->queue;
  return std::nullopt;
}

bool asks_anew(std::span<const Effects* const> op, int queue) {
  return std::any_of(op.begin(), op.end(), [&](const Effects* effects) {
    return std::any_of(effects->begin(), effects->end(), [&](const auto& effect) { return queue_of(effect) == queue; });
  });
}

/// By profile: how many levels more it has then.
std::map<int, int> growth_of(std::span<const Effects* const> op) {
  std::map<int, int> growth;
  for (const auto* effects : op) {
    for (const auto& effect : *effects) {
      if (const auto* size = std::get_if<Resize>(&effect)) growth[size->profile] += size->by;
    }
  }
  return growth;
}

}  // namespace

Playthrough::Playthrough(const Scene& scene, std::span<const Effects> ops, const Demands& demands)
    : scene_(scene), demands_(demands), agents_(scene.profiles.size()), queues_by_skill_(scene.usable.size()) {
  const Course course(scene, ops);
  for (int queue = 0; queue < static_cast<int>(scene.queues.size()); ++queue) {
    candidates_.push_back(course.candidates(queue));
    counts_.push_back(static_cast<int>(course.before(queue).size()));
    entitled_.push_back(course.entitled(queue));
    add_asking(queues_by_skill_, queue, at(scene.queues, queue).asks);
  }
  for (const auto& effects : ops) {
    for (const auto& effect : effects) {
      if (const auto* asked = std::get_if<SetAsked>(&effect)) add_asking(queues_by_skill_, asked->queue, asked->asks);
    }
  }
  for (auto& queues : queues_by_skill_) sort_unique(queues);
  for (std::size_t i = 0; i < scene.agents.size(); ++i) {
    const auto& [personal, shared] = scene.agents[i];
    at(agents_, personal).push_back(static_cast<int>(i));
    if (shared) at(agents_, *shared).push_back(static_cast<int>(i));
  }
}

/// Adds the agents and queues of which the effect can change whether they go together.
void Playthrough::add_pairs(std::vector<Pair>& pairs, const Effect& effect) const {
  const auto add_all = [&](int queue) {
    for (const int agent : at(candidates_, queue)) pairs.push_back({queue, agent});
  };
  if (const auto queue = queue_of(effect)) return add_all(*queue);
  if (const auto* skill = std::get_if<SetUsable>(&effect)) {
    for (const int queue : at(queues_by_skill_, skill->skill)) add_all(queue);
  }
  if (const auto* member = std::get_if<SetMember>(&effect)) pairs.push_back({member->queue, member->agent});
  const auto* level = std::get_if<SetLevel>(&effect);
  if (level == nullptr) return;
  for (const int queue : at(queues_by_skill_, level->skill)) {
    for (const int agent : at(agents_, level->profile)) pairs.push_back({queue, agent});
  }
}

std::vector<Playthrough::Pair> Playthrough::pairs_of(Parts op) const {
  std::vector<Pair> pairs;
  for (const auto* effects : op) {
    for (const auto& effect : *effects) add_pairs(pairs, effect);
  }
  sort_unique(pairs);
  return pairs;
}

std::vector<int> Playthrough::touched(Parts op) const {
  std::vector<int> queues;
  for (const auto& [queue, agent] : pairs_of(op)) {
    if (queues.empty() || queues.back() != queue) queues.push_back(queue);
  }
  return queues;
}

Verdict Playthrough::make(Parts op) {
  const auto pairs = pairs_of(op);
  std::vector<bool> was;
  was.reserve(pairs.size());
  for (const auto& [queue, agent] : pairs) was.push_back(is_eligible(scene_, agent, queue));
  auto& made = done_.emplace_back();
  for (const auto* effects : op) {
    for (const auto& effect : *effects) made.undo.push_back(apply(scene_, effect));
  }
  std::vector<Pair> intruders;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [queue, agent] = pairs[i];
    const bool is = is_eligible(scene_, agent, queue);
    if (made.deltas.empty() || made.deltas.back().queue != queue)
      made.deltas.push_back({queue, 0, asks_anew(op, queue)});
    made.deltas.back().by += static_cast<int>(is) - static_cast<int>(was[i]);
    const auto& entitled = at(entitled_, queue);
    if (is && !was[i] && !std::binary_search(entitled.begin(), entitled.end(), agent)) intruders.push_back(pairs[i]);
  }
  for (const auto& delta : made.deltas) at(counts_, delta.queue) += delta.by;
  return {harm_of(made.deltas), hindrance_of(op, made.deltas, intruders)};
}

void Playthrough::undo() {
  const auto& [undo, deltas] = done_.back();
  for (auto effect = undo.rbegin(); effect != undo.rend(); ++effect) apply(scene_, *effect);
  for (const auto& delta : deltas) at(counts_, delta.queue) -= delta.by;
  done_.pop_back();
}

std::optional<Hindrance> Playthrough::hindrance_of(Parts op, std::span<const Delta> deltas,
                                                   std::span<const Pair> intruders) const {
  for (const auto& [queue, by, asks_anew] : deltas) {
    const int floor = at(demands_.queues, queue).floor;
    if (by < 0 && count(queue) < floor) return Hindrance{Hindrance::Kind::coverage, queue, floor - count(queue)};
  }
  for (const auto& [queue, agent] : intruders) {
    if (at(demands_.queues, queue).is_precise) return Hindrance{Hindrance::Kind::precision, queue};
  }
  for (const auto& [profile, by] : growth_of(op)) {
    if (by > 0 && at(scene_.sizes, profile) > demands_.largest_profile)
      return Hindrance{Hindrance::Kind::limit, profile};
  }
  return std::nullopt;
}

Harm Playthrough::harm_of(std::span<const Delta> deltas) const {
  Harm worst;
  for (const auto& [queue, by, asks_anew] : deltas) {
    const int goal = at(demands_.queues, queue).goal;
    const int short_of = goal - count(queue);
    const bool is_early = asks_anew && short_of > 0;  // fewer serve it than will in the end
    if (by >= 0 && !is_early) continue;
    const auto harm = short_of > 0 ? Harm{Harm::Kind::much, short_of * Harm::kParts / goal} : Harm{Harm::Kind::some};
    worst = std::max(worst, harm);
  }
  return worst;
}

std::vector<std::vector<int>> queues_touched(const Scene& scene, std::span<const Effects> ops) {
  Demands none;
  none.queues.resize(scene.queues.size());
  const Playthrough playthrough(scene, ops, none);
  std::vector<std::vector<int>> touched;
  for (const auto& effects : ops) {
    const auto* all = &effects;
    touched.push_back(playthrough.touched({&all, 1}));
  }
  return touched;
}

}  // namespace interlock
