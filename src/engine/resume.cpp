#include "engine/resume.hpp"

namespace interlock {

std::map<std::string, Prior> prior_of(const RunRecord& record) {
  std::map<std::string, Prior> prior;
  for (const auto& [outcome, object, attempts, fields] : record.outcomes) {
    if (outcome.standing == Standing::done) prior[outcome.step] = {Prior::Kind::done, object, {}};
  }
  for (const auto& intent : record.in_doubt) {
    prior.insert_or_assign(intent.step, Prior{Prior::Kind::in_doubt, intent.object, intent.body_digest});
  }
  return prior;
}

std::map<std::string, Taken> taken_by(const RunRecord& record, const Plan& plan) {
  std::map<std::string, const Step*> steps;
  for (const auto& step : plan.steps) steps.emplace(step.id, &step);
  std::map<std::string, Taken> taken;
  const auto take = [&](const std::string& id, const ResourceId& object, const Map& fields) {
    const auto step = steps.find(id);
    if (step != steps.end()) taken[id] = {object.value.empty() ? step->second->object_id : object, fields};
  };
  for (const auto& intent : record.in_doubt) take(intent.step, intent.object, {});
  for (const auto& [outcome, object, attempts, fields] : record.outcomes) {
    if (outcome.standing == Standing::done || outcome.standing == Standing::unknown) take(outcome.step, object, fields);
  }
  return taken;
}

}  // namespace interlock
