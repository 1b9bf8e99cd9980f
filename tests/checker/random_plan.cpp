#include "random_plan.hpp"

#include <algorithm>

namespace interlock::checker::testing {
namespace {

constexpr std::array<const char*, 3> kVerbs{"create", "update", "delete"};

std::string skill_name(int skill) { return "Skill_" + std::to_string(skill); }
std::string queue_name(int queue) { return "Queue_" + std::to_string(queue); }
std::string user_name(int agent) { return "user" + std::to_string(agent) + "@example.com"; }
std::string user_id(int agent) { return "id-" + std::to_string(agent); }

class Maker {
 public:
  explicit Maker(std::mt19937& dice) : dice_(dice) {}

  RandomPlan make() {
    plan_.is_published = chance(50);
    start();
    world_ = plan_.start;
    const int count = below(8) + 2;
    for (int i = 0; i < count; ++i) add_op();
    add_edges();
    return std::move(plan_);
  }

 private:
  int below(int count) { return static_cast<int>(dice_() % static_cast<unsigned>(count)); }
  bool chance(int percent) { return below(100) < percent; }
  int level() { return chance(30) ? 0 : below(3) + 1; }
  Need need() {
    if (chance(45)) return {};
    Need need{below(2) + 1, 0};
    if (chance(20)) need.max = need.min + below(2);
    return need;
  }

  void start() {
    auto& world = plan_.start;
    for (auto& profile : world.levels) {
      for (auto& held : profile) held = level();
    }
    for (auto& shared : world.has_shared) shared = !plan_.is_published && chance(40);
    for (auto& others : world.others) others = below(2);
    for (auto& skill : world.skills) skill = chance(80) ? SkillState::enabled : static_cast<SkillState>(below(2));
    for (int i = 0; i <= kQueues; ++i) start(slot(world.queues, i), i < kQueues);
    for (auto& floor : plan_.floors) floor = below(4);
  }

  void start(QueueState& queue, bool exists) {
    queue.exists = exists;
    queue.is_open = !plan_.is_published && chance(75);
    if (!exists) return;
    for (auto& member : queue.member) member = chance(plan_.is_published ? 25 : 70);
    queue.has_group = plan_.is_published && chance(80);
    queue.is_attached = queue.has_group && chance(75);
    if (plan_.is_published && !queue.has_group) return;
    for (auto& needed : queue.needs) needed = need();
  }

  void add_op() {
    Op op;
    op.what = static_cast<What>(below(10) < 5 ? 0 : below(plan_.is_published ? 4 : 3));
    if (op.what == What::profile) fill_profile(op);
    if (op.what == What::skill) fill_skill(op);
    if (op.what == What::queue) fill_queue(op);
    if (op.what == What::group) fill_group(op);
    if (op.edits.empty() && op.verb == Verb::update) return;
    take(world_, op);
    plan_.ops.push_back(std::move(op));
  }

  void fill_profile(Op& op) {
    op.index = below(plan_.is_published ? kAgents : kAgents + 1);
    for (int skill = 0; skill < kSkills; ++skill) {
      const int before = slot(slot(world_.levels, op.index), skill);
      const int after = level();
      if (chance(50) && before != after) op.edits.push_back({Field::level, skill, before, after});
    }
  }

  /// A skill only comes or only goes.
  void fill_skill(Op& op) {
    op.index = below(kSkills);
    const auto first = slot(plan_.start.skills, op.index);
    const auto state = slot(world_.skills, op.index);
    const bool comes = first == SkillState::missing || (first == SkillState::disabled && op.index % 2 == 0);
    if (state == (comes ? SkillState::enabled : SkillState::missing)) return;
    if (first == SkillState::missing) op.verb = Verb::create;
    if (!comes && (state == SkillState::disabled || chance(40))) op.verb = Verb::remove;
    if (op.verb == Verb::update) op.edits.push_back({Field::enabled, 0, int{!comes}, int{comes}});
  }

  void fill_queue(Op& op) {
    op.index = below(kQueues + 1);
    const auto& queue = slot(world_.queues, op.index);
    const bool was_there = slot(plan_.start.queues, op.index).exists;
    if (!queue.exists && was_there) return;  // gone for good
    op.verb = !queue.exists ? Verb::create : chance(10) ? Verb::remove : Verb::update;
    if (op.verb == Verb::remove) return;
    if (!plan_.is_published) return fill_needs(op, queue);
    if (queue.has_group && chance(50)) op.edits.push_back({Field::attached, 0, queue.is_attached, !queue.is_attached});
    for (int agent = 0; agent < kAgents; ++agent) {
      const bool was = slot(queue.member, agent);
      if (chance(30)) op.edits.push_back({Field::member, agent, int{was}, int{!was}});
    }
  }

  void fill_group(Op& op) {
    op.index = below(kQueues + 1);
    const auto& queue = slot(world_.queues, op.index);
    op.verb = !queue.has_group ? Verb::create : chance(15) ? Verb::remove : Verb::update;
    if (op.verb == Verb::remove && queue.is_attached) op.verb = Verb::update;
    if (op.verb != Verb::remove) fill_needs(op, queue);
  }

  void fill_needs(Op& op, const QueueState& queue) {
    for (int skill = 0; skill < kSkills; ++skill) {
      RandomEdit edit{.field = Field::need, .index = skill, .need_before = slot(queue.needs, skill)};
      edit.need_after = need();
      if (chance(50) && !(edit.need_before == edit.need_after)) op.edits.push_back(edit);
    }
  }

  /// What writes the same object, or what the same queue asks, always has an edge; others have one now and then.
  static bool is_chained(const Op& early, const Op& late) {
    const auto is_ask = [](What what) { return what == What::queue || what == What::group; };
    return early.index == late.index && (early.what == late.what || (is_ask(early.what) && is_ask(late.what)));
  }

  void add_edges() {
    const int percent = below(3) * 25 + 10;
    for (std::size_t late = 1; late < plan_.ops.size(); ++late) {
      for (std::size_t early = 0; early < late; ++early) {
        if (!is_chained(plan_.ops[early], plan_.ops[late]) && !chance(percent)) continue;
        plan_.ops[late].after.push_back(static_cast<int>(early));
      }
    }
  }

  std::mt19937& dice_;
  RandomPlan plan_;
  World world_;  // after the ops so far
};

void take(World& world, const Op& op, const RandomEdit& edit) {
  auto& queue = slot(world.queues, std::min(op.index, kQueues));
  switch (edit.field) {
    case Field::level:
      slot(slot(world.levels, op.index), edit.index) = edit.after;
      break;
    case Field::enabled:
      slot(world.skills, op.index) = edit.after != 0 ? SkillState::enabled : SkillState::disabled;
      break;
    case Field::need:
      slot(queue.needs, edit.index) = edit.need_after;
      break;
    case Field::attached:
      queue.is_attached = edit.after != 0;
      break;
    case Field::member:
      slot(queue.member, edit.index) = edit.after != 0;
      break;
  }
}

// The plan file

Value unless_zero(int number) { return number != 0 ? Value(number) : Value(Null{}); }
Value flag_or_null(int flag) { return flag != 0 ? Value(true) : Value(Null{}); }

Value need_value(const Need& need) {
  if (need.min == 0) return Null{};
  Map value{{"level", need.min}};
  if (need.max != 0) value.set("max", need.max);
  return value;
}

Value edit_value(const std::string& path, Value before, Value after) {
  return Map{{"path", path}, {"before", std::move(before)}, {"after", std::move(after)}};
}

Value edit_of(const Op& op, const RandomEdit& edit) {
  switch (edit.field) {
    case Field::level:
      return edit_value("/levels/" + skill_name(edit.index), unless_zero(edit.before), unless_zero(edit.after));
    case Field::enabled:
      return edit_value("/enabled", edit.before != 0, edit.after != 0);
    case Field::attached:
      return edit_value("/member_groups/skill_group~1" + queue_name(op.index), flag_or_null(edit.before),
                        flag_or_null(edit.after));
    case Field::member:
      return edit_value("/members/" + user_name(edit.index), flag_or_null(edit.before), flag_or_null(edit.after));
    case Field::need:
      break;
  }
  const auto path = "/requires/" + skill_name(edit.index);
  const bool is_there = edit.need_before.min != 0 && edit.need_after.min != 0;
  if (!is_there || edit.need_before.min != edit.need_after.min) {
    return edit_value(path, need_value(edit.need_before), need_value(edit.need_after));
  }
  return edit_value(path + "/max", unless_zero(edit.need_before.max), unless_zero(edit.need_after.max));
}

std::string address_of(const Op& op) {
  if (op.what == What::profile) return op.index < kAgents ? "user/" + user_name(op.index) : "profile/Shared";
  if (op.what == What::skill) return "skill/" + skill_name(op.index);
  return (op.what == What::queue ? "queue/" : "skill_group/") + queue_name(op.index);
}

Value step_of(const Op& op, int number) {
  List after;
  for (const int earlier : op.after) after.emplace_back(id_of(earlier));
  List edits;
  for (const auto& edit : op.edits) edits.push_back(edit_of(op, edit));
  const bool is_user = op.what == What::profile && op.index < kAgents;
  return Map{{"id", id_of(number)},       {"verb", kVerbs[static_cast<std::size_t>(op.verb)]},
             {"address", address_of(op)}, {"object_id", is_user ? Value(user_id(op.index)) : Value(Null{})},
             {"after", std::move(after)}, {"edits", std::move(edits)}};
}

Map levels_of(const World& world, int profile) {
  Map levels;
  for (int skill = 0; skill < kSkills; ++skill) {
    const int held = slot(slot(world.levels, profile), skill);
    if (held != 0) levels.set(skill_name(skill), held);
  }
  return levels;
}

Map requires_of(const QueueState& queue) {
  Map needed;
  for (int skill = 0; skill < kSkills; ++skill) {
    if (slot(queue.needs, skill).min != 0) needed.set(skill_name(skill), need_value(slot(queue.needs, skill)));
  }
  return needed;
}

Map queue_of(const RandomPlan& plan, int index) {
  const auto& queue = slot(plan.start.queues, index);
  Map value{{"floor", slot(plan.floors, index)}};
  List members;
  for (int agent = 0; agent < kAgents; ++agent) {
    if (slot(queue.member, agent)) members.emplace_back(user_id(agent));
  }
  if (plan.is_published || !queue.is_open) value.set("members", std::move(members));
  if (!plan.is_published) value.set("requires", requires_of(queue));
  if (queue.has_group) value.set("group", Map{{"attached", queue.is_attached}, {"requires", requires_of(queue)}});
  return value;
}

Map agents_of(const World& world, Map& ids) {
  Map agents;
  for (int agent = 0; agent < kAgents; ++agent) {
    Map value{{"levels", levels_of(world, agent)}};
    if (slot(world.has_shared, agent)) value.set("shared", "Shared");
    agents.set(user_id(agent), std::move(value));
    ids.set("user/" + user_name(agent), user_id(agent));
  }
  return agents;
}

Map routing_of(const RandomPlan& plan, Map& ids) {
  Map skills;
  Map sizes;
  Map queues;
  for (int skill = 0; skill < kSkills; ++skill) {
    const auto state = slot(plan.start.skills, skill);
    if (state != SkillState::missing) skills.set(skill_name(skill), state == SkillState::enabled);
  }
  for (int profile = 0; profile <= kAgents; ++profile) {
    sizes.set(profile < kAgents ? "user/" + user_name(profile) : "profile/Shared", size_of(plan.start, profile));
  }
  for (int queue = 0; queue < kQueues; ++queue) queues.set(queue_name(queue), queue_of(plan, queue));
  return Map{{"limit", kLimit},
             {"skills", std::move(skills)},
             {"profiles", Map{{"Shared", levels_of(plan.start, kAgents)}}},
             {"agents", agents_of(plan.start, ids)},
             {"sizes", std::move(sizes)},
             {"queues", std::move(queues)}};
}

}  // namespace

RandomPlan random_plan(std::mt19937& dice) { return Maker(dice).make(); }

void take(World& world, const Op& op) {
  if (op.what == What::skill && op.verb != Verb::update) {
    slot(world.skills, op.index) = op.verb == Verb::create ? SkillState::enabled : SkillState::missing;
  }
  if (op.what == What::queue && op.verb == Verb::create) slot(world.queues, op.index).exists = true;
  if (op.what == What::queue && op.verb == Verb::remove) slot(world.queues, op.index).exists = false;
  if (op.what == What::group && op.verb != Verb::update) {
    auto& queue = slot(world.queues, op.index);
    queue.has_group = op.verb == Verb::create;
    queue.needs = {};
    queue.is_attached = false;
  }
  for (const auto& edit : op.edits) take(world, op, edit);
}

bool is_eligible(const World& world, bool is_published, int queue_index, int agent) {
  const auto& queue = slot(world.queues, queue_index);
  if (!queue.exists) return false;
  bool meets = true;
  bool asks = false;
  for (int skill = 0; skill < kSkills; ++skill) {
    const auto& need = slot(queue.needs, skill);
    if (need.min == 0) continue;
    asks = true;
    int held = slot(slot(world.levels, agent), skill);
    if (held == 0 && slot(world.has_shared, agent)) held = slot(slot(world.levels, kAgents), skill);
    const bool fits = held >= need.min && (need.max == 0 || held <= need.max);
    meets = meets && fits && slot(world.skills, skill) == SkillState::enabled;
  }
  const bool is_member = slot(queue.member, agent);
  if (!is_published) return meets && (queue.is_open || is_member);
  return is_member || (queue.has_group && queue.is_attached && asks && meets);
}

int size_of(const World& world, int profile) {
  int size = slot(world.others, profile);
  for (const int held : slot(world.levels, profile)) size += held != 0 ? 1 : 0;
  return size;
}

std::string id_of(int op) { return "s" + std::to_string(op + 1); }

Map document_of(const RandomPlan& plan) {
  Map ids;
  auto routing = routing_of(plan, ids);
  List steps;
  for (std::size_t i = 0; i < plan.ops.size(); ++i) steps.push_back(step_of(plan.ops[i], static_cast<int>(i)));
  return Map{{"api", plan.is_published ? "published" : "guide"},
             {"allowed", List{}},
             {"steps", std::move(steps)},
             {"facts", Map{{"ids", std::move(ids)}, {"routing", std::move(routing)}}},
             {"certificate", Map{{"queues", List{}}, {"allowed", List{}}}}};
}

}  // namespace interlock::checker::testing
