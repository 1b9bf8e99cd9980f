#include "support/random_scene.hpp"

#include <algorithm>
#include <sstream>

#include "safety/course.hpp"

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
      if (!one_in(shape_.asks_for_one_in)) continue;
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
    if (shape_.with_coming && one_in(2)) {
      const bool exists = one_in(2);
      made_.scene.queues[static_cast<std::size_t>(queue)].exists = exists;
      add({{SetExists{queue, !exists}}}, false);
    }
    if (one_in(3)) return;
    add({{SetAsked{queue, asked()}}}, false);
  }

  std::mt19937_64 random_;
  SceneShape shape_;
  Changing made_;
};

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

const std::vector<NamedShape>& small_shapes() {
  static const std::vector<NamedShape> shapes{{"minimums_only", {}},
                                              {"three_skills", {4, 2, 3, 2}},
                                              {"ranges", {.with_max = true}},
                                              {"members", {.with_direct = true}},
                                              {"skills_that_come_and_go", {.with_unusable = true}},
                                              {"a_shared_profile", {.with_shared = true}},
                                              {"declared_floors", {.agents = 5, .with_floors = true}},
                                              {"queues_that_come_and_go", {.with_coming = true}},
                                              {"everything", {3, 2, 2, 2, true, true, true, true, true}}};
  return shapes;
}

Changing random_changing(std::uint64_t seed, const SceneShape& shape) { return Maker(seed, shape).made(); }

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

Demands demands_of(const Changing& changing) {
  const auto ops = whole(changing);
  const Course course(changing.scene, ops);
  Demands demands{.queues = {}, .largest_profile = 100};
  for (int queue = 0; queue < static_cast<int>(changing.scene.queues.size()); ++queue) {
    const auto before = static_cast<int>(course.before(queue).size());
    const auto last = static_cast<int>(course.after(queue).size());
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
    if (!changing.scene.queues[i].exists) out << text(SetExists{static_cast<int>(i), false}) << ", ";
    out << text(SetAsked{static_cast<int>(i), changing.scene.queues[i].asks}) << " direct";
    for (const int agent : changing.scene.queues[i].direct) out << " a" << agent;
    if (const auto& only = changing.scene.queues[i].only) {
      out << " only";
      for (const int agent : *only) out << " a" << agent;
    }
    out << " floor " << changing.floors[i] << "\n";
  }
  for (std::size_t i = 0; i < changing.scene.usable.size(); ++i) {
    if (!changing.scene.usable[i]) out << text(SetUsable{static_cast<int>(i), false}) << "\n";
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
