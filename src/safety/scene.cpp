#include "safety/scene.hpp"

#include <algorithm>
#include <utility>

#include "safety/at.hpp"

namespace interlock {
namespace {

template <class Values>
void insert_sorted(Values& values, const typename Values::value_type& value) {
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place == values.end() || *place != value) values.insert(place, value);
}

struct Applier {
  Scene& scene;

  Effect operator()(const SetLevel& change) const {
    auto& levels = at(scene.profiles, change.profile);
    const auto place = std::lower_bound(levels.begin(), levels.end(), change.skill,
                                        [](const HeldLevel& held, int skill) { return held.skill < skill; });
    const bool is_held = place != levels.end() && place->skill == change.skill;
    SetLevel before{change.profile, change.skill, is_held ? std::optional(place->level) : std::nullopt};
    if (!change.level) {
      if (is_held) levels.erase(place);
    } else if (is_held) {
      place->level = *change.level;
    } else {
      levels.insert(place, {change.skill, *change.level});
    }
    return before;
  }
  Effect operator()(const Resize& change) const {
    at(scene.sizes, change.profile) += change.by;
    return Resize{change.profile, -change.by};
  }
  Effect operator()(const SetAsked& change) const {
    return SetAsked{change.queue, std::exchange(at(scene.queues, change.queue).asks, change.asks)};
  }
  Effect operator()(const SetMember& change) const {
    auto& direct = at(scene.queues, change.queue).direct;
    const bool was = std::binary_search(direct.begin(), direct.end(), change.agent);
    if (change.is_direct) insert_sorted(direct, change.agent);
    if (!change.is_direct) std::erase(direct, change.agent);
    return SetMember{change.queue, change.agent, was};
  }
  Effect operator()(const SetUsable& change) const {
    const bool was = at(scene.usable, change.skill);
    at(scene.usable, change.skill) = change.is_usable;
    return SetUsable{change.skill, was};
  }
  Effect operator()(const SetExists& change) const {
    return SetExists{change.queue, std::exchange(at(scene.queues, change.queue).exists, change.exists)};
  }
};

bool serves(const Scene& scene, int agent, const Requirement& requirement) {
  if (!at(scene.usable, requirement.skill)) return false;
  const auto level = level_of(scene, agent, requirement.skill);
  return level && *level >= requirement.level && *level <= requirement.max.value_or(*level);
}

/// Which skills each agent ever holds, and what each queue ever asks for.
class Everything {
 public:
  Everything(const Scene& scene, std::span<const Effects> ops)
      : scene_(scene), skills_(scene.profiles.size()), asked_(scene.queues.size()), direct_(scene.queues.size()) {
    for (std::size_t i = 0; i < scene.profiles.size(); ++i) {
      for (const auto& held : scene.profiles[i]) skills_[i].push_back(held.skill);
    }
    for (std::size_t i = 0; i < scene.queues.size(); ++i) {
      if (scene.queues[i].asks) asked_[i].push_back(&*scene.queues[i].asks);
      direct_[i] = scene.queues[i].direct;
    }
    for (const auto& effects : ops) {
      for (const auto& effect : effects) add(effect);
    }
    index_holders();
  }

  std::vector<int> candidates(int queue) const {
    auto found = at(direct_, queue);
    for (const auto* asks : at(asked_, queue)) add_holders(found, *asks, queue);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  void add(const Effect& effect) {
    if (const auto* level = std::get_if<SetLevel>(&effect)) insert_sorted(at(skills_, level->profile), level->skill);
    if (const auto* asked = std::get_if<SetAsked>(&effect); asked != nullptr && asked->asks) {
      at(asked_, asked->queue).push_back(&*asked->asks);
    }
    if (const auto* member = std::get_if<SetMember>(&effect)) at(direct_, member->queue).push_back(member->agent);
  }

  void index_holders() {
    holders_.resize(scene_.usable.size());
    for (std::size_t i = 0; i < scene_.agents.size(); ++i) {
      const auto& [personal, shared] = scene_.agents[i];
      for (const int skill : at(skills_, personal)) at(holders_, skill).push_back(static_cast<int>(i));
      if (!shared) continue;
      for (const int skill : at(skills_, *shared)) {
        if (!ever_holds(personal, skill)) at(holders_, skill).push_back(static_cast<int>(i));
      }
    }
  }

  bool ever_holds(int profile, int skill) const {
    const auto& skills = at(skills_, profile);
    return std::binary_search(skills.begin(), skills.end(), skill);
  }
  bool ever_has(int agent, int skill) const {
    const auto& [personal, shared] = at(scene_.agents, agent);
    return ever_holds(personal, skill) || (shared && ever_holds(*shared, skill));
  }

  void add_holders(std::vector<int>& found, const Asked& asks, int queue) const {
    const auto& only = at(scene_.queues, queue).only;
    const auto is_let_in = [&](int agent) {
      return (!only || std::binary_search(only->begin(), only->end(), agent)) &&
             std::all_of(asks.begin(), asks.end(), [&](const auto& r) { return ever_has(agent, r.skill); });
    };
    const auto rarest = std::min_element(asks.begin(), asks.end(), [&](const auto& a, const auto& b) {
      return at(holders_, a.skill).size() < at(holders_, b.skill).size();
    });
    if (rarest != asks.end()) {
      const auto& holders = at(holders_, rarest->skill);
      std::copy_if(holders.begin(), holders.end(), std::back_inserter(found), is_let_in);
      return;
    }
    for (int agent = 0; agent < static_cast<int>(scene_.agents.size()); ++agent) {
      if (is_let_in(agent)) found.push_back(agent);
    }
  }

  const Scene& scene_;
  std::vector<std::vector<int>> skills_;          // by profile, ascending
  std::vector<std::vector<const Asked*>> asked_;  // by queue
  std::vector<std::vector<int>> direct_;          // by queue
  std::vector<std::vector<int>> holders_;         // by skill
};

}  // namespace

Effect apply(Scene& scene, const Effect& effect) { return std::visit(Applier{scene}, effect); }

std::optional<int> level_of(const Scene& scene, int agent, int skill) {
  const auto& [personal, shared] = at(scene.agents, agent);
  const auto own = level_of(at(scene.profiles, personal), skill);
  return own || !shared ? own : level_of(at(scene.profiles, *shared), skill);
}

bool is_eligible(const Scene& scene, int agent, int number) {
  const auto& queue = at(scene.queues, number);
  if (!queue.exists) return false;
  if (std::binary_search(queue.direct.begin(), queue.direct.end(), agent)) return true;
  if (!queue.asks || (queue.only && !std::binary_search(queue.only->begin(), queue.only->end(), agent))) return false;
  return std::all_of(queue.asks->begin(), queue.asks->end(), [&](const auto& r) { return serves(scene, agent, r); });
}

std::vector<std::vector<int>> candidates(const Scene& scene, std::span<const Effects> ops) {
  const Everything everything(scene, ops);
  std::vector<std::vector<int>> found;
  for (int queue = 0; queue < static_cast<int>(scene.queues.size()); ++queue) {
    found.push_back(everything.candidates(queue));
  }
  return found;
}

}  // namespace interlock
