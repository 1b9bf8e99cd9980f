#include "plan/certificate.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "plan/stage.hpp"
#include "safety/at.hpp"
#include "safety/course.hpp"

namespace interlock {
namespace {

constexpr std::size_t kNamed = 4;  // steps in a message

/// "s1 (update user 'x'), s2 (...) and 4 others"
std::string in_turn(const std::vector<Step>& steps, const Ideal& state) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, state.size()); ++i) {
    const auto& step = at(steps, state[i]);
    text +=
        (i == 0 ? "" : ", ") + step.id + " (" + std::string(verb_name(step.verb)) + " " + quoted(discreet(step)) + ")";
  }
  if (state.size() > kNamed) text += " and " + plural(state.size() - kNamed, "other");
  return state.empty() ? "no step" : text;
}

/// The queue's own line, else that of the first step that leads there.
Place place_of(const Touched& touched, const std::vector<Step>& steps, const Ideal& state) {
  const auto own = cause(*touched.queue, {});
  if (own || state.empty()) return own;
  return at(steps, state.front()).source;
}

/// The manifest's lines of the steps.
std::vector<Related> lines_of(const std::vector<Step>& steps, const Ideal& state) {
  std::vector<Related> lines;
  for (const auto op : state) {
    const auto& step = at(steps, op);
    if (step.source && lines.size() < kNamed) lines.push_back({step.source, step.id + ": " + quoted(discreet(step))});
  }
  return lines;
}

class Prover {
 public:
  Prover(const std::vector<Step>& steps, const ProofContext& context)
      : steps_(steps),
        context_(context),
        stage_(stage_of(context.routing, context.api, steps, context.ids)),
        ops_(stage_.ops()),
        course_(stage_.scene, ops_),
        order_(order_of(steps)) {}

  Proof proof(Problems& problems) {
    std::map<std::string, int> numbers;
    for (std::size_t i = 0; i < stage_.queues.size(); ++i) numbers.emplace(stage_.queues[i], static_cast<int>(i));
    for (const auto& touched : context_.touched) {
      const auto& address = touched.queue->address;
      auto& row = proof_.coverage.emplace_back(Coverage{address, touched.before, touched.after});
      const auto number = numbers.find(address.name);
      if (number == numbers.end()) continue;
      prove_precise(number->second, touched, problems);
      if (!touched.queue->before || !touched.queue->after) continue;
      row.never_below = prove_covered(number->second, touched, problems);
    }
    check_sizes(problems);
    std::sort(proof_.used.begin(), proof_.used.end());
    return std::move(proof_);
  }

 private:
  void refuse(Problem problem, Refused why, Problems& problems) {
    why.rule = problem.rule;
    proof_.refused.push_back(std::move(why));
    problems.push_back(std::move(problem));
  }

  std::string id(const std::vector<Op>& ops) const { return ops.empty() ? std::string() : at(steps_, ops.front()).id; }

  /// Whether a person took responsibility for that; then the plan records it.
  bool is_allowed(Permit permit, const std::string& queue) {
    for (const auto& one : context_.allowed) {
      const bool fits = one.permit == Permit::unproven || (one.permit == permit && one.name == queue);
      if (!fits) continue;
      const auto text = to_string(one);
      if (std::find(proof_.used.begin(), proof_.used.end(), text) == proof_.used.end()) proof_.used.push_back(text);
      return true;
    }
    return false;
  }

  void name_witness(CertifiedVersion& row, const Cover& cover) const {
    if (const auto* agent = std::get_if<ByAgent>(&cover)) row.agent = at(stage_.agents, agent->agent);
    if (const auto* op = std::get_if<ByOp>(&cover)) row.step = at(steps_, op->op).id;
  }

  CertifiedVersion certified(const QueueVersion& version, Lowest& lowest) {
    CertifiedVersion row{.from = id(version.in_force.from), .until = id(version.in_force.until)};
    const auto cover = cover_of(order_, version);
    const auto found = fewest_eligible(order_, version);
    row.never_below = found ? found->agents : 0;
    if (row.never_below > 0) name_witness(row, cover);
    if (found && (lowest.agents < 0 || found->agents < lowest.agents)) {
      // A person can follow the smallest of the states without anybody.
      const auto* starving = std::get_if<Ideal>(&cover);
      lowest = {found->agents, found->agents == 0 && starving != nullptr ? *starving : found->state};
    }
    return row;
  }

  int prove_covered(int queue, const Touched& touched, Problems& problems) {
    CertifiedQueue row{touched.queue->address, touched.before, touched.after};
    Lowest lowest{-1, {}};
    for (const auto& asked : course_.asked(queue))
      row.versions.push_back(certified(course_.version(queue, asked), lowest));
    row.never_below = std::max(0, lowest.agents);
    const auto& name = touched.queue->address.name;
    if (row.never_below < touched.floor() && !is_allowed(Permit::starving, name)) {
      refuse(starves(touched, lowest), {{}, row.queue, lowest.state, touched.floor() - row.never_below}, problems);
    }
    proof_.certificate.push_back(std::move(row));
    return proof_.certificate.back().never_below;
  }

  Problem starves(const Touched& touched, const Lowest& lowest) const {
    const auto& name = touched.queue->address.name;
    return {.rule = "INV-a",
            .exit = Exit::refused,
            .where = place_of(touched, steps_, lowest.state),
            .message = "queue " + quoted(name) + " has " + plural(static_cast<std::size_t>(touched.before), "agent") +
                       " before and " + std::to_string(touched.after) + " after, but only " +
                       std::to_string(lowest.agents) + " on the way: " + state_in_words(steps_, lowest.state),
            .hint = "if that is meant: --allow starving=" + name,
            .related = lines_of(steps_, lowest.state)};
  }

  void prove_precise(int queue, const Touched& touched, Problems& problems) {
    const auto found = intrusion(course_, order_, queue);
    if (found.agents.empty() || is_allowed(Permit::imprecise, touched.queue->address.name)) return;
    refuse(lets_in(touched, found), {{}, touched.queue->address, found.state}, problems);
  }

  Problem lets_in(const Touched& touched, const Intrusion& found) const {
    const auto& [intruders, state] = found;
    const auto& name = touched.queue->address.name;
    std::string who;
    for (std::size_t i = 0; i < std::min(kNamed, intruders.size()); ++i) {
      who += (i == 0 ? "" : ", ") + quoted(at(stage_.agents, intruders[i]));
    }
    return {.rule = "INV-e",
            .exit = Exit::refused,
            .where = place_of(touched, steps_, state),
            .message = "queue " + quoted(name) + " would be offered meanwhile to " + plural(intruders.size(), "agent") +
                       " who serve it neither before nor after (user " + who +
                       (intruders.size() > kNamed ? ", ..." : "") + "): " + state_in_words(steps_, state),
            .hint = "if that is meant: --allow imprecise=" + name,
            .related = lines_of(steps_, state)};
  }

  /// B27: a profile whose levels are granted in one request and taken in another holds both in between.
  void check_sizes(Problems& problems) {
    std::map<Address, int> sizes;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto& step = steps_[i];
      const auto start = context_.routing.sizes.find(step.address);
      if (start == context_.routing.sizes.end()) continue;
      auto& size = sizes.try_emplace(step.address, start->second).first->second;
      const int before = size;
      for (const auto& edit : step.edits) {
        if (edit.path.starts_with("/levels/"))
          size += static_cast<int>(edit.after.has_value()) - edit.before.has_value();
      }
      if (size <= context_.routing.limit || size <= before) continue;
      refuse(too_large(step, size), {{}, step.address, {static_cast<Op>(i)}}, problems);
    }
  }

  Problem too_large(const Step& step, int size) const {
    return {.rule = "B27",
            .exit = Exit::refused,
            .where = step.source,
            .message = quoted(discreet(step)) + " would hold " + std::to_string(size) + " skills after step " +
                       step.id + ", before the old ones go; the limit is " + std::to_string(context_.routing.limit),
            .hint = "take the old skills away in a first change and add the new ones in a second"};
  }

  const std::vector<Step>& steps_;
  const ProofContext& context_;
  Stage stage_;
  std::vector<Effects> ops_;
  Course course_;
  Order order_;
  Proof proof_;
};

}  // namespace

Order order_of(const std::vector<Step>& steps) {
  std::map<std::string_view, Op> numbers;
  Order order(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& earlier : steps[i].after) order[i].push_back(numbers.at(earlier));
    numbers.emplace(steps[i].id, static_cast<Op>(i));
  }
  return order;
}

std::string state_in_words(const std::vector<Step>& steps, const Ideal& state) {
  return state.empty() ? "before the first step"
                       : "when only " + in_turn(steps, state) + (state.size() > 1 ? " have" : " has") + " been done";
}

Intrusion intrusion(const Course& course, const Order& order, int queue) {
  const auto entitled = course.entitled(queue);
  Intrusion found;
  for (const auto& asked : course.asked(queue)) {
    for (const auto& witness : course.version(queue, asked).eligible) {
      if (std::binary_search(entitled.begin(), entitled.end(), witness.agent)) continue;
      auto state = common_state(order, asked.in_force, witness.window);
      if (!state) continue;
      if (found.agents.empty() || state->size() < found.state.size()) found.state = *std::move(state);
      found.agents.push_back(witness.agent);
    }
  }
  std::sort(found.agents.begin(), found.agents.end());
  found.agents.erase(std::unique(found.agents.begin(), found.agents.end()), found.agents.end());
  return found;
}

Proof prove(const std::vector<Step>& steps, const ProofContext& context, Problems& problems) {
  return Prover(steps, context).proof(problems);
}

}  // namespace interlock
