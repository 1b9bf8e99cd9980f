#include "engine/preflight.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "engine/conflict.hpp"
#include "engine/failure.hpp"
#include "engine/gather.hpp"

namespace interlock {
namespace {

/// The division that the step puts its object into, or an empty name.
std::string division_of(const Step& step) {
  for (const auto& edit : step.edits) {
    const auto* name = edit.path == "/division" && edit.after ? edit.after->as<std::string>() : nullptr;
    if (name != nullptr) return *name;
  }
  return {};
}

struct Claim {
  std::string division;  // empty: in any
  std::string_view permission;
  friend auto operator<=>(const Claim&, const Claim&) = default;
};
using Claims = std::map<Claim, std::vector<const Step*>>;

Claims claims_of(const Binding& binding, const Plan& plan, Preflight extent) {
  Claims claims;
  for (const auto& step : plan.steps) {
    const auto division = division_of(step);
    const auto claim = [&](Right right, const std::string& where) {
      const auto permission = binding.permission(step, right);
      if (!permission.empty()) claims[{where, permission}].push_back(&step);
    };
    if (!division.empty()) claim(Right::see, division);
    if (extent == Preflight::writes) claim(Right::write, division);
  }
  return claims;
}

bool is_granted(const Binding& binding, const Plan& plan, const Value& rights, const Claim& claim) {
  if (claim.division.empty()) return binding.grants(rights, claim.permission, {});
  const auto id = plan.ids.find({Kind::division, claim.division});
  // One that the plan makes is nobody's yet.
  return id == plan.ids.end() || binding.grants(rights, claim.permission, id->second);
}

/// "'a' or 'b'"
std::string named(std::string_view permission) {
  std::string text;
  while (!permission.empty()) {
    const auto one = permission.substr(0, permission.find('|'));
    permission.remove_prefix(std::min(one.size() + 1, permission.size()));
    text += (text.empty() ? "" : " or ") + quoted(one);
  }
  return text;
}

/// "s1 ('queue/Desk') and 2 more steps take"
std::string takers(const std::vector<const Step*>& steps) {
  const auto& first = *steps.front();
  const auto more = steps.size() - 1;
  const auto text = first.id + " (" + quoted(discreet(first)) + ")";
  return more == 0 ? text + " takes" : text + " and " + plural(more, "more step") + " take";
}

Problem lacking(const Claim& claim, const std::vector<const Step*>& steps) {
  const auto where = claim.division.empty() ? std::string() : " in division " + quoted(claim.division);
  return {.rule = claim.division.empty() ? "F29" : "B37",
          .exit = Exit::authentication,
          .where = steps.front()->source,
          .message = "the client lacks the permission " + named(claim.permission) + where + ", which " + takers(steps),
          .hint = claim.division.empty() ? "give the client a role that has it; nothing was written"
                                         : "give the client a role that has it, in that division; nothing was written"};
}

/// The objects that steps name where the platform keeps the name, each with the first such step.
std::map<Address, const Step*> kept_names(const Binding& binding, const Plan& plan) {
  std::map<Address, const Step*> names;
  for (const auto& step : plan.steps) {
    if (step.verb == Verb::remove || !binding.keeps_names(step.address.kind)) continue;
    for (const auto& address : references(step.address.kind, step.edits)) {
      if (plan.ids.contains(address)) names.emplace(address, &step);
    }
  }
  return names;
}

/// Why the name may mean another object by now, or nothing.
std::optional<Problem> changed_meaning(Connection& connection, const Address& address, const ResourceId& id,
                                       const Step& step) {
  const auto& binding = connection.binding;
  auto call = binding.read_call({Part::item, address.kind, id}, "");
  const auto asked = endpoint(call.request);
  const auto reply = ask(connection, std::move(call));
  if (reply.signal != 0) return interrupted_by(reply.signal);
  const auto& answer = reply.answer;
  const bool is_gone = answer.kind == Answer::Kind::gone;
  if (answer.kind != Answer::Kind::done && !is_gone) return unreadable(binding, asked, answer);
  const auto body = is_gone ? Result<Value>(Value()) : parse_json(answer.response.body, asked);
  if (!body) return body.problems().front();
  if (!is_gone && text_or(*body, "state") != "deleted" && text_or(*body, "name") == address.name) return std::nullopt;
  return Problem{.rule = "SEC35",
                 .exit = Exit::stale,
                 .where = step.source,
                 .message = step.id + " (" + quoted(discreet(step)) + ") names " + quoted(to_string(address)) +
                            ", which no longer is the object of id " + quoted(id.value) + " that the plan was made for",
                 .hint = "plan again"};
}

}  // namespace

Problems check_meanings(Connection& connection, const Plan& plan) {
  Problems problems;
  for (const auto& [address, step] : kept_names(connection.binding, plan)) {
    if (auto problem = changed_meaning(connection, address, plan.ids.at(address), *step)) {
      problems.push_back(*std::move(problem));
    }
  }
  return problems;
}

Problems preflight(Connection& connection, const Plan& plan, Preflight extent) {
  const auto& binding = connection.binding;
  if (binding.rights_call == nullptr) return {};
  const auto claims = claims_of(binding, plan, extent);
  if (claims.empty()) return {};
  const auto reply = ask(connection, binding.rights_call());
  if (reply.signal != 0) return {interrupted_by(reply.signal)};
  if (reply.answer.kind == Answer::Kind::elsewhere) return {elsewhere(reply.answer.why, connection.tenant.at)};
  const auto rights = parse_json(reply.answer.response.body, "permissions");
  if (reply.answer.kind != Answer::Kind::done || !rights) return {};
  Problems problems;
  for (const auto& [claim, steps] : claims) {
    if (!is_granted(binding, plan, *rights, claim)) problems.push_back(lacking(claim, steps));
  }
  return problems;
}

}  // namespace interlock
