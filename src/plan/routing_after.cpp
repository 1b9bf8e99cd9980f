#include "plan/routing_after.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "plan/lowering.hpp"

namespace interlock {
namespace {

/// Those of a field and of what is below it.
std::vector<FieldEdit> edits_at(const Step& step, std::string_view field) {
  const auto whole = pointer({field});
  std::vector<FieldEdit> edits;
  std::copy_if(step.edits.begin(), step.edits.end(), std::back_inserter(edits),
               [&](const FieldEdit& edit) { return edit.path == whole || edit.path.starts_with(whole + "/"); });
  return edits;
}

const FieldEdit* edit_at(const Step& step, const std::string& path) {
  const auto found =
      std::find_if(step.edits.begin(), step.edits.end(), [&](const FieldEdit& edit) { return edit.path == path; });
  return found != step.edits.end() ? &*found : nullptr;
}

/// The map as it is when the edits below that field are made.
Map edited_map(const Map& map, std::string_view field, const std::vector<FieldEdit>& edits) {
  const auto fields = edited(Map{{field, map}}, edits);
  return map_or_empty(&fields, field);
}

void take_in_asks(RoutedQueue& queue, const Step& step) {
  const auto edits = edits_at(step, "requires");
  if (!edits.empty() || step.verb == Verb::create) {
    queue.asks = edited_map(queue.asks.value_or(Map()), "requires", edits);
  }
}

void take_in_members(RoutedQueue& queue, const Step& step, const std::map<Address, ResourceId>& ids) {
  auto& members = queue.members.emplace(queue.members.value_or(std::vector<std::string>()));
  for (const auto& edit : edits_at(step, "members")) {
    const auto user = ids.find({Kind::user, pointer_segments(edit.path).back()});
    if (user == ids.end()) continue;
    std::erase(members, user->second.value);
    if (edit.after)
      members.insert(std::lower_bound(members.begin(), members.end(), user->second.value), user->second.value);
  }
}

class After {
 public:
  After(Routing routing, Api api, const std::map<Address, ResourceId>& ids)
      : routing_(std::move(routing)), api_(api), ids_(ids) {}

  void take(const Step& step) {
    switch (step.address.kind) {
      case Kind::skill:
        return take_skill(step);
      case Kind::user:
      case Kind::profile:
        return take_levels(step);
      case Kind::queue:
      case Kind::skill_group:
        return take_queue(step);
      default:
        return;
    }
  }
  Routing routing() && { return std::move(routing_); }

 private:
  void take_skill(const Step& step) {
    const auto& name = step.address.name;
    if (step.verb == Verb::remove) {
      routing_.skills.erase(name);
    } else if (const auto* enabled = edit_at(step, "/enabled")) {
      routing_.skills[name] = enabled->after != Value(false);
    } else if (step.verb == Verb::create) {
      routing_.skills[name] = true;
    }
  }

  void take_levels(const Step& step) {
    const auto edits = edits_at(step, "levels");
    if (const auto size = routing_.sizes.find(step.address); size != routing_.sizes.end()) {
      for (const auto& edit : edits) size->second += int{edit.after.has_value()} - int{edit.before.has_value()};
    }
    const auto agent = routing_.agents.find(step.object_id.value);
    const auto profile = routing_.profiles.find(step.address.name);
    if (step.address.kind == Kind::user && agent != routing_.agents.end()) {
      agent->second.levels = edited_map(agent->second.levels, "levels", edits);
    } else if (step.address.kind == Kind::profile && profile != routing_.profiles.end()) {
      profile->second = edited_map(profile->second, "levels", edits);
    }
  }

  void take_queue(const Step& step) {
    const auto known = routing_.queues.find(step.address.name);
    const bool comes = step.verb == Verb::create;
    if (known == routing_.queues.end() && !comes) return;
    auto& queue = known != routing_.queues.end() ? known->second : routing_.queues[step.address.name];
    if (known == routing_.queues.end()) queue.exists = false;
    take_in(queue, step, api_, ids_);
  }

  Routing routing_;
  Api api_;
  const std::map<Address, ResourceId>& ids_;
};

}  // namespace

void take_in(RoutedQueue& queue, const Step& step, Api api, const std::map<Address, ResourceId>& ids) {
  if (step.address.kind == Kind::skill_group) {
    if (step.verb == Verb::remove) return queue.asks.reset();
    return take_in_asks(queue, step);
  }
  if (step.verb == Verb::create) queue.exists = true;
  if (step.verb == Verb::remove) queue.exists = false;
  if (api == Api::guide) return take_in_asks(queue, step);
  const auto group = pointer({"member_groups", membership(requirement_group(step.address))});
  if (const auto* attached = edit_at(step, group)) queue.is_attached = attached->after.has_value();
  take_in_members(queue, step, ids);
}

Routing routing_after(Routing routing, const std::vector<Step>& steps, Api api,
                      const std::map<Address, ResourceId>& ids) {
  After after(std::move(routing), api, ids);
  for (const auto& step : steps) after.take(step);
  return std::move(after).routing();
}

}  // namespace interlock
