#include "support/random_scene.hpp"

#include <algorithm>
#include <sstream>

namespace interlock::testing {
namespace {

class Maker {
 public:
  Maker(std::uint64_t seed, const SceneShape& shape) : random_(seed), shape_(shape) {}

  Changing made() {
    made_.scene.usable.assign(static_cast<std::size_t>(shape_.skills), true);
    for (int agent = 0; agent < shape_.agents; ++agent) add_agent();
    if (shape_.with_shared) share_profile();
    for (int queue = 0; queue < shape_.queues; ++queue) add_queue();
    if (shape_.with_unusable) change_skill();
    for (int profile = 0; profile < static_cast<int>(made_.scene.profiles.size()); ++profile) change_profile(profile);
    for (int queue = 0; queue < shape_.queues; ++queue) change_queue(queue);
    return std::move(made_);
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  bool one_in(int count) { return below(count) == 0; }

  HeldLevels levels() {
    HeldLevels held;
    for (int skill = 0; skill < shape_.skills; ++skill) {
      if (const int level = below(shape_.highest + 1); level > 0) held.push_back({skill, level});
    }
    return held;
  }

  int add_profile() {
    made_.scene.profiles.push_back(levels());
    made_.scene.sizes.push_back(static_cast<int>(made_.scene.profiles.back().size()));
    return static_cast<int>(made_.scene.profiles.size()) - 1;
  }

  void add_agent() { made_.scene.agents.push_back({add_profile(), {}}); }

  void share_profile() {
    const int shared = add_profile();
    for (auto& agent : made_.scene.agents) {
      if (one_in(2)) agent.shared = shared;
    }
  }

  std::optional<Asked> asked() {
    if (shape_.with_direct && one_in(3)) return std::nullopt;
    Asked asks;
    for (int skill = 0; skill < shape_.skills; ++skill) {
      if (!one_in(2)) continue;
      Requirement requirement{.skill = skill, .level = 1 + below(shape_.highest)};
      if (shape_.with_max && one_in(2)) {
        requirement.max = requirement.level + below(shape_.highest - requirement.level + 1);
      }
      asks.push_back(requirement);
    }
    return asks;
  }

  void add_queue() {
    SceneQueue queue{.exists = true, .asks = asked()};
    for (int agent = 0; shape_.with_direct && agent < shape_.agents; ++agent) {
      if (one_in(4)) queue.direct.push_back(agent);
    }
    made_.scene.queues.push_back(std::move(queue));
    made_.floors.push_back(shape_.with_floors ? below(shape_.agents + 1) : 0);
  }

  void add(std::vector<Effects> parts, bool is_divisible) {
    if (!parts.empty()) made_.drafts.push_back({std::move(parts), is_divisible});
  }

  void change_skill() {
    const int skill = below(shape_.skills);
    const bool is_enabled = one_in(2);
    if (is_enabled) made_.scene.usable[static_cast<std::size_t>(skill)] = false;
    add({{SetUsable{skill, is_enabled}}}, false);
  }

  void change_profile(int profile) {
    if (one_in(4)) return;
    const auto before = made_.scene.profiles[static_cast<std::size_t>(profile)];
    const auto after = levels();
    std::vector<Effects> parts;
    for (int skill = 0; skill < shape_.skills; ++skill) {
      const auto was = level_of(before, skill), is = level_of(after, skill);
      if (was == is) continue;
      Effects effects{SetLevel{profile, skill, is}};
      if (was.has_value() != is.has_value()) effects.push_back(Resize{profile, is ? 1 : -1});
      parts.push_back(std::move(effects));
    }
    add(std::move(parts), true);
  }

  void change_queue(int queue) {
    for (int agent = 0; shape_.with_direct && agent < shape_.agents; ++agent) {
      const auto& direct = made_.scene.queues[static_cast<std::size_t>(queue)].direct;
      const bool is_direct = std::find(direct.begin(), direct.end(), agent) != direct.end();
      if (one_in(4)) add({{SetMember{queue, agent, !is_direct}}}, false);
    }
    if (one_in(3)) return;
    add({{SetAsked{queue, asked()}}}, false);
  }

  std::mt19937_64 random_;
  SceneShape shape_;
  Changing made_;
};

bool serves(const Scene& scene, int agent, const Requirement& requirement) {
  const auto& [personal, shared] = scene.agents[static_cast<std::size_t>(agent)];
  const auto held = [&](int profile) {
    for (const auto& [skill, level] : scene.profiles[static_cast<std::size_t>(profile)]) {
      if (skill == requirement.skill) return level;
    }
    return 0;
  };
  int level = held(personal);
  if (level == 0 && shared) level = held(*shared);
  return scene.usable[static_cast<std::size_t>(requirement.skill)] && level >= requirement.level &&
         (!requirement.max || level <= *requirement.max);
}

bool serves(const Scene& scene, int agent, const SceneQueue& queue) {
  if (!queue.exists) return false;
  if (std::find(queue.direct.begin(), queue.direct.end(), agent) != queue.direct.end()) return true;
  if (!queue.asks) return false;
  return std::all_of(queue.asks->begin(), queue.asks->end(), [&](const auto& r) { return serves(scene, agent, r); });
}

Scene after(Scene scene, const std::vector<Effects>& ops, State state) {
  for (std::size_t op = 0; op < ops.size(); ++op) {
    if ((state >> op & 1) == 0) continue;
    for (const auto& effect : ops[op]) apply(scene, effect);
  }
  return scene;
}

State all(const std::vector<Effects>& ops) { return (State{1} << ops.size()) - 1; }

std::vector<Effects> whole(const Changing& changing) {
  std::vector<Arranged> arranged;
  for (std::size_t draft = 0; draft < changing.drafts.size(); ++draft) {
    arranged.push_back({static_cast<int>(draft), {}});
    for (std::size_t part = 0; part < changing.drafts[draft].parts.size(); ++part) {
      arranged.back().parts.push_back(static_cast<int>(part));
    }
  }
  return ops_of(changing, arranged);
}

/// Who is eligible at one of the ends, by queue.
std::vector<std::vector<int>> entitled(const Scene& start, const Scene& end) {
  std::vector<std::vector<int>> found;
  for (int queue = 0; queue < static_cast<int>(start.queues.size()); ++queue) {
    found.push_back(eligible(start, queue));
    for (const int agent : eligible(end, queue)) found.back().push_back(agent);
  }
  return found;
}

bool intrudes(const Scene& scene, int queue, const std::vector<int>& entitled) {
  const auto now = eligible(scene, queue);
  return std::any_of(now.begin(), now.end(),
                     [&](int agent) { return std::find(entitled.begin(), entitled.end(), agent) == entitled.end(); });
}

std::string text(const Effect& effect) {
  std::ostringstream out;
  struct Writer {
    std::ostringstream& out;
    void operator()(const SetLevel& e) const {
      out << "p" << e.profile << "/s" << e.skill << "=" << e.level.value_or(0);
    }
    void operator()(const Resize&) const {}
    void operator()(const SetAsked& e) const {
      out << "q" << e.queue << " asks";
      if (!e.asks) out << " nobody";
      for (const auto& r : e.asks.value_or(Asked())) {
        out << " s" << r.skill << ">=" << r.level << "<=" << r.max.value_or(9);
      }
    }
    void operator()(const SetMember& e) const { out << "q" << e.queue << (e.is_direct ? " +a" : " -a") << e.agent; }
    void operator()(const SetUsable& e) const { out << "s" << e.skill << (e.is_usable ? " on" : " off"); }
    void operator()(const SetExists& e) const { out << "q" << e.queue << (e.exists ? " made" : " gone"); }
  };
  std::visit(Writer{out}, effect);
  return out.str();
}

}  // namespace

Changing random_changing(std::uint64_t seed, const SceneShape& shape) { return Maker(seed, shape).made(); }

std::vector<int> eligible(const Scene& scene, int queue) {
  std::vector<int> found;
  for (int agent = 0; agent < static_cast<int>(scene.agents.size()); ++agent) {
    if (serves(scene, agent, scene.queues[static_cast<std::size_t>(queue)])) found.push_back(agent);
  }
  return found;
}

Demands demands_of(const Changing& changing) {
  const auto ops = whole(changing);
  const auto end = after(changing.scene, ops, all(ops));
  Demands demands{.queues = {}, .largest_profile = 100};
  for (int queue = 0; queue < static_cast<int>(changing.scene.queues.size()); ++queue) {
    const auto before = static_cast<int>(eligible(changing.scene, queue).size());
    const auto last = static_cast<int>(eligible(end, queue).size());
    const int declared = std::max(1, changing.floors[static_cast<std::size_t>(queue)]);
    const int goal = before > 0 && last > 0 ? std::min(before, last) : last;
    demands.queues.push_back({std::min({before, last, declared}), goal});
  }
  return demands;
}

std::vector<Effects> ops_of(const Changing& changing, const std::vector<Arranged>& arranged) {
  std::vector<Effects> ops;
  for (const auto& [draft, parts] : arranged) {
    auto& effects = ops.emplace_back();
    for (const int part : parts) {
      const auto& some = changing.drafts[static_cast<std::size_t>(draft)].parts[static_cast<std::size_t>(part)];
      effects.insert(effects.end(), some.begin(), some.end());
    }
  }
  return ops;
}

EveryState every_state(const Scene& scene, const std::vector<Effects>& ops, const Order& order) {
  const auto queues = scene.queues.size();
  EveryState every{std::vector<int>(queues, 1 << 20), std::vector<bool>(queues), 0};
  const auto allowed = entitled(scene, after(scene, ops, all(ops)));
  every.states = each_ideal(order, [&](State state) {
    const auto now = after(scene, ops, state);
    for (std::size_t queue = 0; queue < queues; ++queue) {
      if (!now.queues[queue].exists) continue;
      const auto number = static_cast<int>(queue);
      every.fewest[queue] = std::min(every.fewest[queue], static_cast<int>(eligible(now, number).size()));
      if (intrudes(now, number, allowed[queue])) every.intruded[queue] = true;
    }
  });
  return every;
}

bool has_safe_order(const Changing& changing) {
  const auto ops = whole(changing);
  const auto demands = demands_of(changing);
  const auto allowed = entitled(changing.scene, after(changing.scene, ops, all(ops)));
  const auto is_safe = [&](State state) {
    const auto now = after(changing.scene, ops, state);
    for (std::size_t queue = 0; queue < allowed.size(); ++queue) {
      const auto number = static_cast<int>(queue);
      if (static_cast<int>(eligible(now, number).size()) < demands.queues[queue].floor) return false;
      if (intrudes(now, number, allowed[queue])) return false;
    }
    return true;
  };
  std::vector<bool> is_reached(std::size_t{1} << ops.size());
  is_reached[0] = true;
  for (State state = 0; state <= all(ops); ++state) {
    if (!is_reached[state] || !is_safe(state)) continue;
    if (state == all(ops)) return true;
    for (std::size_t op = 0; op < ops.size(); ++op) is_reached[state | State{1} << op] = true;
  }
  return false;
}

std::string told(const Changing& changing, const std::vector<Arranged>& arranged, const Order& order) {
  std::ostringstream out;
  for (std::size_t i = 0; i < changing.scene.agents.size(); ++i) {
    const auto& agent = changing.scene.agents[i];
    out << "a" << i << " p" << agent.personal;
    if (agent.shared) out << " behind it p" << *agent.shared;
    out << "\n";
  }
  for (std::size_t i = 0; i < changing.scene.profiles.size(); ++i) {
    out << "p" << i << ":";
    for (const auto& [skill, level] : changing.scene.profiles[i]) out << " s" << skill << "=" << level;
    out << "\n";
  }
  for (std::size_t i = 0; i < changing.scene.queues.size(); ++i) {
    out << text(SetAsked{static_cast<int>(i), changing.scene.queues[i].asks}) << " direct";
    for (const int agent : changing.scene.queues[i].direct) out << " a" << agent;
    out << " floor " << changing.floors[i] << "\n";
  }
  const auto ops = ops_of(changing, arranged);
  for (std::size_t op = 0; op < ops.size(); ++op) {
    out << "op " << op << ":";
    for (const auto& effect : ops[op]) out << " [" << text(effect) << "]";
    out << " after";
    for (const auto earlier : order[op]) out << " " << earlier;
    out << "\n";
  }
  return out.str();
}

}  // namespace interlock::testing
