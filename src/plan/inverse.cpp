#include "plan/inverse.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "plan/certificate.hpp"
#include "plan/routing_after.hpp"
#include "plan/stage.hpp"
#include "plan/steps.hpp"

namespace interlock {
namespace {

constexpr std::array kOpposite{Phase::remove, Phase::contract, Phase::switching, Phase::expand, Phase::prepare};

Verb opposite(Verb verb) {
  if (verb == Verb::create) return Verb::remove;
  return verb == Verb::remove ? Verb::create : Verb::update;
}

/// What the platform filled in goes with the object, and whoever changed that since is found out by it.
std::vector<FieldEdit> removal_of(Kind kind, const Map& fields) {
  auto edits = field_edits(kind, &fields, nullptr);
  std::erase_if(edits, [&](const FieldEdit& edit) {
    return find_field(info(kind).fields, pointer_segments(edit.path).front())->access != Access::writable;
  });
  return edits;
}

Step turned(const Step& step, const Taken& taken) {
  Step back = step;
  back.verb = opposite(step.verb);
  back.object_id = back.verb == Verb::create ? ResourceId() : taken.object;
  back.phase = kOpposite[static_cast<std::size_t>(step.phase)];
  // Read before it is written: the plan's own guards are those of the state that is to come back.
  back.guard = {back.verb == Verb::create ? GuardKind::absence : GuardKind::content, ""};
  back.after.clear();
  back.reason = "takes back " + step.id;
  for (auto& edit : back.edits) {
    std::swap(edit.before, edit.after);
    edit.is_drift = false;
  }
  if (back.verb == Verb::remove && !taken.fields.empty()) back.edits = removal_of(step.address.kind, taken.fields);
  return back;
}

/// The steps in the opposite order, each waiting for those that waited for it; the requests of one follow each other.
class Turning {
 public:
  Turning(const std::map<std::string, Taken>& taken, std::span<const Batch> batches)
      : taken_(taken), batches_(batches) {}

  std::vector<Step> turn(const std::vector<Step>& steps) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      const auto found = taken_.find(step->id);
      if (found != taken_.end()) add(turned(*step, found->second), step->id);
    }
    for (const auto& step : steps) {
      const auto later = places_.find(step.id);
      for (const auto& earlier : later != places_.end() ? step.after : std::vector<std::string>()) {
        const auto place = places_.find(earlier);
        if (place != places_.end()) back_[place->second.first].after.push_back(back_[later->second.last].id);
      }
    }
    return std::move(back_);
  }

 private:
  struct Requests {
    std::size_t first = 0, last = 0;
  };

  void add(const Step& whole, const std::string& id) {
    const auto first = back_.size();
    for (auto& request : requests_of(whole, batches_, false)) {
      request.id = "s" + std::to_string(back_.size() + 1);
      request.guard.kind = request.verb == Verb::create ? GuardKind::absence : GuardKind::content;
      if (back_.size() > first) request.after.push_back(back_.back().id);
      back_.push_back(std::move(request));
    }
    places_.emplace(id, Requests{first, back_.size() - 1});
  }

  const std::map<std::string, Taken>& taken_;
  std::span<const Batch> batches_;
  std::vector<Step> back_;
  std::map<std::string, Requests> places_;  // by the id of the step that is taken back
};

/// By number, as a plan has them.
void sort_edges(std::vector<Step>& steps) {
  const auto number = [](const std::string& id) { return std::pair(id.size(), id); };
  for (auto& step : steps) {
    std::sort(step.after.begin(), step.after.end(), [&](auto& a, auto& b) { return number(a) < number(b); });
  }
}

/// An object that comes back has no id until it is there; one that the plan created has one by now.
void settle_ids(Plan& inverse, const std::map<std::string, Taken>& taken, const Plan& plan) {
  std::set<Address> coming;
  for (const auto& step : inverse.steps) {
    if (step.verb == Verb::create) coming.insert(step.address);
  }
  for (const auto& address : coming) inverse.ids.erase(address);
  for (auto& step : inverse.steps) {
    if (coming.contains(step.address)) step.object_id = {};
  }
  for (const auto& step : plan.steps) {
    const auto object = taken.find(step.id);
    if (step.verb != Verb::create || object == taken.end() || object->second.object.value.empty()) continue;
    inverse.ids.insert_or_assign(step.address, object->second.object);
    for (auto& other : inverse.steps) {
      if (other.address == step.address && other.verb != Verb::create) other.object_id = object->second.object;
    }
  }
}

/// The queues that the proof is about, with the agents that they have at both ends.
struct Queues {
  std::vector<RosterQueue> queues{};
  std::vector<Touched> touched{};
};

Queues queues_of(const Plan& inverse, const Routing& end) {
  const auto there = [](const Routing& routing, const std::string& name) {
    const auto found = routing.queues.find(name);
    const bool exists = found != routing.queues.end() && found->second.exists;
    return exists ? std::optional(std::vector<Requirement>()) : std::nullopt;
  };
  const auto stage = stage_of(inverse.routing, inverse.api, inverse.steps, inverse.ids);
  const auto ops = stage.ops();
  const Course course(stage.scene, ops);
  Queues result;
  result.queues.reserve(stage.queues.size());
  for (std::size_t i = 0; i < stage.queues.size(); ++i) {
    const auto& name = stage.queues[i];
    auto& queue = result.queues.emplace_back();
    queue.address = {Kind::queue, name};
    queue.before = there(inverse.routing, name);
    queue.after = there(end, name);
    const auto routed = inverse.routing.queues.find(name);
    result.touched.push_back({.queue = &queue,
                              .before = static_cast<int>(course.before(static_cast<int>(i)).size()),
                              .after = static_cast<int>(course.after(static_cast<int>(i)).size()),
                              .declared = routed != inverse.routing.queues.end() ? routed->second.floor : 0});
  }
  return result;
}

void certify(Plan& inverse, const Routing& end) {
  const auto queues = queues_of(inverse, end);
  Problems problems;  // the plan that is taken back was refused for what this one would be
  auto proof = prove(inverse.steps, {inverse.routing, inverse.ids, inverse.api, queues.touched, {}}, problems);
  inverse.coverage = std::move(proof.coverage);
  inverse.certificate = std::move(proof.certificate);
}

Summary counts_of(const std::vector<Step>& steps) {
  std::map<Address, Verb> objects;
  for (const auto& step : steps) {
    const auto [object, is_first] = objects.emplace(step.address, step.verb);
    if (!is_first && step.verb != Verb::update) object->second = step.verb;
  }
  Summary summary;
  for (const auto& [address, verb] : objects) {
    ++(verb == Verb::create ? summary.create : verb == Verb::update ? summary.update : summary.remove);
  }
  return summary;
}

std::map<std::string, Taken> all_of(const Plan& plan) {
  std::map<std::string, Taken> taken;
  for (const auto& step : plan.steps) taken.emplace(step.id, Taken{step.object_id});
  return taken;
}

}  // namespace

Plan inverse_of(const Plan& plan, const std::map<std::string, Taken>& taken, std::span<const Batch> batches) {
  Plan inverse = plan;
  inverse.expires.reset();
  inverse.capacity.clear();
  inverse.held.clear();
  inverse.ignored.clear();
  inverse.steps = Turning(taken, batches).turn(plan.steps);
  sort_edges(inverse.steps);
  settle_ids(inverse, taken, plan);
  std::vector<Step> in_force;
  std::copy_if(plan.steps.begin(), plan.steps.end(), std::back_inserter(in_force),
               [&](const Step& step) { return taken.contains(step.id); });
  inverse.routing = routing_after(plan.routing, in_force, plan.api, plan.ids);
  certify(inverse, plan.routing);
  inverse.summary = counts_of(inverse.steps);
  return inverse;
}

Plan inverse_of(const Plan& plan, std::span<const Batch> batches) { return inverse_of(plan, all_of(plan), batches); }

}  // namespace interlock
