#include "sandbox/faults/injector.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sandbox/faults/kinds.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock::sandbox {
namespace {

std::uint64_t hash_of(std::string_view text, std::uint64_t hash) {
  for (const auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

bool is_own_door(const Request& request) { return request.path.starts_with("/__sandbox/"); }

bool means(const FaultRule& rule, const Request& request, Millis since_first) {
  const auto& [methods, path, nth, after] = rule.on;
  if ((rule.kind->classes & static_cast<unsigned>(class_of(request))) == 0 || since_first < after) return false;
  if (!methods.empty() && std::find(methods.begin(), methods.end(), request.method) == methods.end()) return false;
  return path.empty() || fnmatch(path.c_str(), request.path.c_str(), 0) == 0;
}

Response refused_token() {
  return render(Refusal{401, "bad.credentials", "The token is missing, unknown or expired"}, "revoked");
}

}  // namespace

FaultInjector::FaultInjector(FaultScript script, std::string owner_token)
    : script_(std::move(script)), memory_(std::move(owner_token)) {
  // A stream for each rule: one that is taken away changes nothing in what the others do.
  std::map<std::string_view, std::uint64_t> same;
  for (const auto& rule : script_.rules) {
    const auto nth = ++same[rule.kind->name];
    triggers_.push_back({.dice = std::mt19937_64(hash_of(rule.kind->name, script_.seed * 1000003 + nth))});
  }
}

bool FaultInjector::strikes(std::size_t rule, const Request& request, Instant now) {
  const auto& asked_for = script_.rules[rule];
  auto& trigger = triggers_[rule];
  if (!means(asked_for, request, now - *first_)) return false;
  ++trigger.meant;
  const auto chance = static_cast<double>(trigger.dice() >> 11) * 0x1.0p-53;
  if (asked_for.times > 0 && trigger.happened >= asked_for.times) return false;
  if (asked_for.on.nth > 0 && trigger.meant != asked_for.on.nth) return false;
  return chance < asked_for.rate;
}

std::optional<Outcome> FaultInjector::pass(FaultStage stage, bool is_late, const Passing& passing) {
  if (is_healed_) return std::nullopt;
  for (std::size_t i = 0; i < script_.rules.size(); ++i) {
    const auto& rule = script_.rules[i];
    if (rule.kind->stage != stage || rule.is_late != is_late || !strikes(i, passing.request, passing.moment.now))
      continue;
    Visit visit{rule,        passing.sandbox,     memory_,         passing.request, passing.moment,
                passing.api, triggers_[i].dice(), passing.response};
    auto effect = rule.kind->act(visit);
    if (std::holds_alternative<NothingToDo>(effect)) continue;
    ++triggers_[i].happened;
    happenings_.push_back({i, requests_, passing.moment.now});
    if (auto* outcome = std::get_if<Outcome>(&effect)) return std::move(*outcome);
  }
  return std::nullopt;
}

void FaultInjector::let_latecomers_in(Sandbox& sandbox, Instant now, Wall wall) {
  while (const auto late = memory_.next_latecomer(now)) sandbox.answer(late->request, now, wall, late->api);
}

Outcome FaultInjector::answer(Sandbox& sandbox, const Request& sent, Instant now, Wall wall, Api api) {
  if (is_own_door(sent)) return sandbox.answer(sent, now, wall, api);
  ++requests_;
  if (!first_) first_ = now;
  let_latecomers_in(sandbox, now, wall);
  auto request = sent;
  Passing passing{sandbox, request, {now, wall}, api};
  pass(FaultStage::actor, false, passing);
  if (memory_.is_revoked(request)) return refused_token();
  if (auto outcome = pass(FaultStage::instead, false, passing)) return *std::move(outcome);
  if (auto outcome = pass(FaultStage::passage, false, passing)) return *std::move(outcome);
  const auto response = sandbox.answer(request, now, wall, api);
  passing.response = &response;
  auto spoilt = pass(FaultStage::answer, false, passing);
  memory_.note_answer(sent, response, now);
  pass(FaultStage::actor, true, passing);
  return spoilt ? *std::move(spoilt) : Outcome(response);
}

void FaultInjector::heal(Sandbox& sandbox, Instant now, Wall wall) {
  let_latecomers_in(sandbox, now, wall);
  is_healed_ = true;
}

}  // namespace interlock::sandbox
