#include "checker/claims.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock::checker {
namespace {

Problem differs(const QueueHistory& queue, const std::string& what) {
  return refusal("the certificate is not that of the plan: of queue " + quoted(queue.name) + " it says " + what);
}

std::string said_and_found(int said, const std::string& what, int found) {
  return std::to_string(said) + ' ' + what + ", found are " + std::to_string(found);
}

/// Every step that is in where `in` are and the version is in force, as far as agents who lose eligibility must hand
/// over to others: "if the step that makes an agent eligible is in, the one that ends it is in".
std::vector<bool> handed_over(At from, const std::vector<Presence>& presences, const Order& order) {
  std::vector<bool> in(order.size());
  const auto add = [&](At step) {
    for (At earlier = 0; earlier <= step; ++earlier) {
      if (order.waits(step, earlier)) in[static_cast<std::size_t>(earlier)] = true;
    }
  };
  const auto is_in = [&](At step) { return in[static_cast<std::size_t>(step)]; };
  if (from != kStart) add(from);
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& presence : presences) {
      for (const auto& window : presence.windows) {
        const bool begins = std::all_of(window.from.begin(), window.from.end(), is_in);
        if (!begins || window.until.size() != 1 || is_in(window.until.front())) continue;
        add(window.until.front());
        grows = true;
      }
    }
  }
  return in;
}

/// An agent whom nothing takes away within the version: from its begin, or from where all others have handed over.
bool is_witness(At from, const std::vector<Presence>& presences, int agent, const Order& order) {
  const auto found =
      std::find_if(presences.begin(), presences.end(), [&](const auto& presence) { return presence.agent == agent; });
  if (found == presences.end()) return false;
  std::vector<bool> in;
  return std::any_of(found->windows.begin(), found->windows.end(), [&](const Window& window) {
    if (!window.until.empty()) return false;
    if (!window.from.empty() && in.empty()) in = handed_over(from, presences, order);
    return std::all_of(window.from.begin(), window.from.end(),
                       [&](At step) { return in[static_cast<std::size_t>(step)]; });
  });
}

/// Where two profiles make up the levels of somebody, there are more ways to hand over than the windows of one grain
/// show: then the numbers are compared, and of a witness only that the agent serves in that version.
bool has_grain(const std::vector<Presence>& presences) {
  return std::any_of(presences.begin(), presences.end(), [](const Presence& one) { return !one.has_one_cause; });
}

bool is_among(const std::vector<Presence>& presences, int agent) {
  return std::any_of(presences.begin(), presences.end(), [&](const Presence& one) { return one.agent == agent; });
}

/// All that belongs to the comparison of one queue.
class Comparison {
 public:
  Comparison(const QueueHistory& queue, const History& history, const Order& order, const std::vector<Step>& steps,
             Problems& problems)
      : queue_(queue), history_(history), order_(order), steps_(steps), problems_(problems) {}

  void compare(const QueueClaim& claim, const QueueProof& proof, bool is_promised) {
    number(claim.before, proof.before, "eligible agents at the start");
    number(claim.after, proof.after, "eligible agents at the end");
    const auto* worst = proof.worst();
    if (worst != nullptr) never_below(claim.never_below, worst->fewest.agents, proof.is_exact());
    for (std::size_t i = 0; i < proof.versions.size() && i < claim.versions.size(); ++i) {
      const auto& version = proof.versions[i];
      never_below(claim.versions[i].never_below, version.fewest.agents, is_exact(version));
      witness(claim.versions[i].witness, version, is_promised);
    }
  }

 private:
  void number(int said, int found, const std::string& what) {
    if (said != found) problems_.push_back(differs(queue_, said_and_found(said, what, found)));
  }

  /// Who finds a lower bound only may find a lower one.
  void never_below(int said, int found, bool exact) {
    if (said > found || exact) number(said, found, "eligible agents in every state");
  }

  void witness(const Witness& witness, const Counted& version, bool is_promised) {
    if (!witness.user.empty()) return user(witness.user, version);
    if (!witness.step.empty()) return step(witness.step, version);
    if (is_promised && version.fewest.agents > 0) {
      problems_.push_back(differs(queue_, "no witness for a version that is covered"));
    }
  }

  void user(std::string_view id, const Counted& version) {
    const int agent = history_.agent(id);
    for (const auto* presences : {&version.presences, &version.other_grain}) {
      if (agent != kNone && is_witness(version.ask.from, *presences, agent, order_)) return;
    }
    if (has_grain(version.presences) && is_among(version.presences, agent)) return;
    problems_.push_back(differs(queue_, "agent " + quoted(id) + " is a witness, who is not eligible throughout"));
  }

  void step(std::string_view id, const Counted& version) {
    const bool is_end = version.ask.until != kNever && steps_[static_cast<std::size_t>(version.ask.until)].id == id;
    if (is_end && version.fewest.agents > 0) return;
    problems_.push_back(
        differs(queue_, "step " + quoted(id) + " is a witness, which does not come before the last agent goes"));
  }

  const QueueHistory& queue_;
  const History& history_;
  const Order& order_;
  const std::vector<Step>& steps_;
  Problems& problems_;
};

bool is_joined(const std::vector<VersionClaim>& versions) {
  if (versions.empty() || versions.front().from != kStart || versions.back().until != kNever) return false;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    if (versions[i].from == kStart || versions[i].from != versions[i - 1].until) return false;
  }
  return true;
}

}  // namespace

std::set<At> cuts_of(const QueueClaim& claim, const QueueHistory& queue, const std::vector<Step>& steps,
                     Problems& problems) {
  if (!is_joined(claim.versions)) {
    problems.push_back(differs(queue, "versions that do not follow each other from start to end"));
    return {};
  }
  std::set<At> cuts;
  for (std::size_t i = 1; i < claim.versions.size(); ++i) cuts.insert(claim.versions[i].from);
  for (const At cut : cuts) {
    if (std::binary_search(queue.ask_steps.begin(), queue.ask_steps.end(), cut)) continue;
    problems.push_back(differs(queue, "a version from " + told(steps[static_cast<std::size_t>(cut)]) +
                                          ", which does not change what it asks"));
    return {};
  }
  for (const auto& ask : queue.asks) {
    if (ask.from == kStart || cuts.contains(ask.from)) continue;
    problems.push_back(
        differs(queue, "nothing of the version from " + told(steps[static_cast<std::size_t>(ask.from)])));
    return {};
  }
  return cuts;
}

void compare(const QueueClaim& claim, const QueueHistory& queue, const QueueProof& proof, bool is_promised,
             const History& history, const Order& order, const std::vector<Step>& steps, Problems& problems) {
  Comparison(queue, history, order, steps, problems).compare(claim, proof, is_promised);
}

}  // namespace interlock::checker
