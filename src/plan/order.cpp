#include "plan/order.hpp"

#include <algorithm>
#include <set>

#include "plan/precedences.hpp"
#include "plan/stage.hpp"
#include "safety/handover.hpp"

namespace interlock {
namespace {

bool is_allowed(std::span<const Allowance> allowed, Permit permit, const std::string& queue) {
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const Allowance& one) { return one.permit == permit && one.name == queue; });
}

Demands demands_of(const Stage& stage, const OrderContext& context) {
  std::map<std::string, const Touched*> touched;
  for (const auto& one : context.touched) touched.emplace(one.queue->address.name, &one);
  Demands demands{.queues = {}, .largest_profile = context.routing.limit};
  for (const auto& name : stage.queues) {
    const auto found = touched.find(name);
    auto& demand = demands.queues.emplace_back();
    if (found == touched.end()) continue;
    demand.goal = found->second->goal();
    demand.floor = is_allowed(context.allowed, Permit::starving, name) ? 0 : found->second->floor();
    demand.is_precise = !is_allowed(context.allowed, Permit::imprecise, name);
  }
  return demands;
}

/// The requests of the arrangement, one after the other.
std::vector<KeyedStep> arranged_steps(const std::vector<KeyedStep>& drafts, const std::vector<Arranged>& arrangement,
                                      const Stage& stage, std::span<const Batch> batches) {
  std::vector<KeyedStep> steps;
  for (const auto& [number, parts] : arrangement) {
    const auto& draft = drafts[static_cast<std::size_t>(number)];
    if (parts.size() == stage.drafts[static_cast<std::size_t>(number)].parts.size()) {
      steps.push_back(draft);
      continue;
    }
    std::vector<FieldEdit> edits;
    for (const int part : parts) edits.push_back(draft.step.edits[static_cast<std::size_t>(part)]);
    for (auto& step : steps_for(draft, std::move(edits), batches)) steps.push_back(std::move(step));
  }
  return steps;
}

/// Every order in which the steps are as safe as in this one.
Order widened(const std::vector<Step>& steps, const LiveState& live, const OrderContext& context) {
  const auto stage = stage_of(context.routing, context.api, steps, context.ids);
  const auto ops = stage.ops();
  const Course course(stage.scene, ops);
  std::vector<Edge> edges;
  for (const auto& one : precedences(steps, stage.drafts, live)) edges.push_back({one.earlier, one.later});
  for (int queue = 0; queue < static_cast<int>(course.queues()); ++queue) {
    const auto some = handovers(course, queue);
    edges.insert(edges.end(), some.begin(), some.end());
  }
  std::map<Address, Op> last;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto op = static_cast<Op>(i);
    const auto [before, is_first] = last.try_emplace(steps[i].address, op);
    if (!is_first) edges.push_back({std::exchange(before->second, op), op});
  }
  return order_from(steps.size(), std::move(edges));
}

/// Numbers the steps anew: of those that can come next, that with the least key.
std::vector<std::size_t> by_keys(const std::vector<KeyedStep>& steps, const Order& order) {
  std::vector<std::vector<std::size_t>> followers(steps.size());
  std::vector<std::size_t> missing(steps.size());
  const auto less = [&](std::size_t a, std::size_t b) { return std::tie(steps[a].key, a) < std::tie(steps[b].key, b); };
  std::set<std::size_t, decltype(less)> ready(less);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    missing[i] = order[i].size();
    for (const auto earlier : order[i]) followers[static_cast<std::size_t>(earlier)].push_back(i);
    if (missing[i] == 0) ready.insert(i);
  }
  std::vector<std::size_t> sorted;
  while (!ready.empty()) {
    const auto next = *ready.begin();
    ready.erase(ready.begin());
    sorted.push_back(next);
    for (const auto follower : followers[next]) {
      if (--missing[follower] == 0) ready.insert(follower);
    }
  }
  return sorted;
}

std::vector<Step> numbered(std::vector<KeyedStep> keyed, const Order& order) {
  const auto sorted = by_keys(keyed, order);
  std::vector<std::size_t> place(keyed.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) place[sorted[i]] = i;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    auto& step = steps.emplace_back(std::move(keyed[sorted[i]].step));
    step.id = "s" + std::to_string(i + 1);
    std::set<std::size_t> after;
    for (const auto earlier : order[sorted[i]]) after.insert(place[static_cast<std::size_t>(earlier)]);
    for (const auto earlier : after) step.after.push_back("s" + std::to_string(earlier + 1));
  }
  return steps;
}

}  // namespace

std::vector<Step> ordered_steps(const std::vector<KeyedStep>& drafts, const LiveState& live,
                                const OrderContext& context) {
  const auto whole = steps_of(drafts);
  const auto stage = stage_of(context.routing, context.api, whole, context.ids);
  const auto demands = demands_of(stage, context);
  const auto arrangement = arrange(stage.scene, stage.drafts, precedences(whole, stage.drafts, live), demands);
  auto steps = arranged_steps(drafts, arrangement, stage, context.batches);
  const auto order = widened(steps_of(steps), live, context);
  return numbered(std::move(steps), order);
}

}  // namespace interlock
