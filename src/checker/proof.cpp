#include "checker/proof.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace interlock::checker {
namespace {

bool contains(const std::vector<int>& sorted, int wanted) {
  return std::binary_search(sorted.begin(), sorted.end(), wanted);
}

bool may_be_eligible(const History& history, const Promise& promise, const std::vector<int>& first,
                     const std::vector<int>& last, int agent) {
  return contains(first, agent) || contains(last, agent) ||
         promise.also_may.contains(history.agents[static_cast<std::size_t>(agent)]);
}

}  // namespace

bool is_exact(const Counted& version) {
  return version.fewest.is_exact && std::all_of(version.presences.begin(), version.presences.end(),
                                                [](const auto& presence) { return presence.has_one_cause; });
}

const Counted* QueueProof::worst() const {
  const auto found = std::min_element(versions.begin(), versions.end(),
                                      [](const auto& a, const auto& b) { return a.fewest.agents < b.fewest.agents; });
  return found != versions.end() ? &*found : nullptr;
}

bool QueueProof::is_exact() const {
  return std::all_of(versions.begin(), versions.end(), [](const auto& version) { return checker::is_exact(version); });
}

std::vector<AskVersion> versions_of(const QueueHistory& queue, const std::set<At>& cuts) {
  std::vector<AskVersion> versions;
  for (const auto& ask : queue.asks) {
    if (ask.is_gone) break;
    versions.push_back(ask);
    for (auto cut = cuts.upper_bound(ask.from); cut != cuts.end() && *cut < ask.until; ++cut) {
      versions.back().until = *cut;
      versions.push_back(ask);
      versions.back().from = *cut;
    }
  }
  return versions;
}

void Prover::prove_chain(const std::vector<At>& chain) {
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (order_.waits(chain[i], chain[i - 1])) continue;
    const auto& early = steps_[static_cast<std::size_t>(chain[i - 1])];
    const auto& late = steps_[static_cast<std::size_t>(chain[i])];
    problems_.push_back(refusal("the order is not proven: " + told(late) + " writes what " + told(early) +
                                " writes, and does not wait for it"));
    return;
  }
}

void Prover::prove_chains() {
  std::map<std::string, std::vector<At>> objects;
  for (std::size_t i = 0; i < steps_.size(); ++i) objects[steps_[i].object()].push_back(static_cast<At>(i));
  for (const auto& [object, chain] : objects) prove_chain(chain);
  for (const auto& queue : history_.queues) prove_chain(queue.ask_steps);
}

void Prover::prove_limits() {
  for (const auto& [at, size, most] : history_.overfull) {
    problems_.push_back(refusal("limits (f) are not proven any more: " + told(steps_, order_, {at}) +
                                ", the profile has " + plural(static_cast<std::size_t>(size), "level") + ", at most " +
                                std::to_string(most) + " are allowed"));
  }
}

QueueProof Prover::prove(const QueueHistory& queue, const std::vector<AskVersion>& versions, const Promise& promise) {
  QueueProof proof;
  proof.before = static_cast<int>(eligible_first(history_, queue).size());
  proof.after = static_cast<int>(eligible_last(history_, queue).size());
  for (const auto& ask : versions) {
    const Frame frame{order_, ask.from, ask.until};
    auto found = presences(history_, queue, ask, frame);
    auto fewest = fewest_in(frame, found);
    std::vector<Presence> others;
    const bool has_grain =
        std::any_of(found.begin(), found.end(), [](const Presence& presence) { return !presence.has_one_cause; });
    if (has_grain) {
      others = presences(history_, queue, ask, frame, Grain::shared);
      auto by_others = fewest_in(frame, others);
      if (by_others.agents > fewest.agents) {
        std::swap(found, others);
        fewest = std::move(by_others);
      }
    }
    proof.versions.push_back({ask, std::move(found), std::move(fewest), std::move(others)});
  }
  prove_coverage(queue, proof, promise);
  if (promise.is_precise) prove_precision(queue, proof, promise);
  return proof;
}

void Prover::prove_coverage(const QueueHistory& queue, const QueueProof& proof, const Promise& promise) {
  const auto* worst = proof.worst();
  if (worst == nullptr || worst->fewest.agents >= promise.at_least) return;
  const auto agents = plural(static_cast<std::size_t>(worst->fewest.agents), "eligible agent");
  problems_.push_back(refusal("coverage (a) is not proven any more: " + told(steps_, order_, worst->fewest.state) +
                              ", queue " + quoted(queue.name) + " has " + agents +
                              (worst->fewest.is_exact ? ", at least " : " that can be counted on, at least ") +
                              std::to_string(promise.at_least) + " must remain"));
}

void Prover::prove_precision(const QueueHistory& queue, const QueueProof& proof, const Promise& promise) {
  const auto first = eligible_first(history_, queue);
  const auto last = eligible_last(history_, queue);
  for (const auto& version : proof.versions) {
    const auto found = std::find_if(version.presences.begin(), version.presences.end(), [&](const auto& presence) {
      return !may_be_eligible(history_, promise, first, last, presence.agent);
    });
    if (found != version.presences.end()) return tell_imprecise(queue, version, *found);
  }
}

void Prover::tell_imprecise(const QueueHistory& queue, const Counted& version, const Presence& presence) {
  const auto agent = quoted(history_.agents[static_cast<std::size_t>(presence.agent)]);
  if (presence.is_unclear) {
    problems_.push_back(refusal("precision (e) is not proven: too many steps decide whether agent " + agent +
                                " is eligible for queue " + quoted(queue.name)));
    return;
  }
  auto state = presence.windows.front().from;
  state.push_back(version.ask.from);
  problems_.push_back(refusal("precision (e) is not proven any more: " + told(steps_, order_, std::move(state)) +
                              ", agent " + agent + " is eligible for queue " + quoted(queue.name) +
                              ", and is so neither at the start nor at the end of the plan"));
}

}  // namespace interlock::checker
