#include "checker/checker.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "checker/claims.hpp"
#include "checker/references.hpp"

namespace interlock::checker {
namespace {

std::vector<std::vector<At>> edges_of(const std::vector<Step>& steps) {
  std::vector<std::vector<At>> edges;
  edges.reserve(steps.size());
  for (const auto& step : steps) edges.push_back(step.after);
  return edges;
}

bool has_what_it_needs(const Document& document, Problems& problems) {
  const bool touches = std::any_of(document.steps.begin(), document.steps.end(), touches_routing);
  if (touches && !document.certificate) {
    problems.push_back(refusal("the plan changes who is eligible and has no certificate"));
  }
  if (document.routing == nullptr && document.certificate && (touches || !document.certificate->queues.empty())) {
    problems.push_back(refusal("the plan has no facts that its certificate could stand on"));
  }
  return problems.empty();
}

int promised(const QueueHistory& queue, int before, int after, const Certificate& certificate) {
  if (queue.is_gone() || before == 0 || after == 0 || certificate.allows("starving", queue.name)) return 0;
  return std::min({before, after, std::max(1, queue.floor)});
}

int count(const std::vector<int>& agents) { return static_cast<int>(agents.size()); }

/// What the whole plan promises about a queue.
Promise promise_of(const History& history, const QueueHistory& queue, const Certificate& certificate) {
  const int before = count(eligible_first(history, queue));
  const int after = count(eligible_last(history, queue));
  return {.at_least = promised(queue, before, after, certificate),
          .is_precise = !certificate.allows("imprecise", queue.name)};
}

/// The rows of the certificate by queue; each queue that stays has one, and no other has.
std::map<std::string_view, const QueueClaim*> claims_of(const Certificate& certificate, const History& history,
                                                        Problems& problems) {
  std::map<std::string_view, const QueueClaim*> claims;
  for (const auto& claim : certificate.queues) {
    if (claims.emplace(claim.queue, &claim).second) continue;
    problems.push_back(refusal("the certificate has two rows for queue " + quoted(claim.queue)));
  }
  std::set<std::string_view> wanted;
  for (const auto& queue : history.queues) {
    if (queue.is_gone()) continue;
    wanted.insert(queue.name);
    if (claims.contains(queue.name)) continue;
    problems.push_back(refusal("the certificate has no row for queue " + quoted(queue.name)));
  }
  for (const auto& [queue, claim] : claims) {
    if (wanted.contains(queue)) continue;
    problems.push_back(refusal("the certificate has a row for queue " + quoted(queue) +
                               ", which no fact tells of or which is gone at the end"));
  }
  return claims;
}

/// The plan as it stands in the file, queue by queue.
class WholePlan {
 public:
  WholePlan(const Document& document, const Order& order, const History& history, Problems& problems)
      : document_(document), order_(order), history_(history), problems_(problems) {}

  Verdict prove(Prover& prover) {
    Verdict verdict{.steps = static_cast<int>(document_.steps.size())};
    const auto claims = claims_of(*document_.certificate, history_, problems_);
    for (const auto& queue : history_.queues) {
      const auto claim = claims.find(queue.name);
      prove(prover, queue, claim != claims.end() ? claim->second : nullptr, verdict);
    }
    return verdict;
  }

 private:
  void prove(Prover& prover, const QueueHistory& queue, const QueueClaim* claim, Verdict& verdict) {
    const auto promise = promise_of(history_, queue, *document_.certificate);
    const auto problems = problems_.size();
    const bool is_compared = claim != nullptr && !queue.is_gone();
    const auto cuts = is_compared ? cuts_of(*claim, queue, document_.steps, problems_) : std::set<At>();
    const auto proof = prover.prove(queue, versions_of(queue, cuts), promise);
    ++verdict.queues;
    verdict.versions += static_cast<int>(proof.versions.size());
    // A queue that is not proven is told once; then its numbers are no news.
    if (!is_compared || problems_.size() > problems) return;
    compare(*claim, queue, proof, promise.at_least > 0, history_, order_, document_.steps, problems_);
  }

  const Document& document_;
  const Order& order_;
  const History& history_;
  Problems& problems_;
};

Result<Verdict> verdict_or(Verdict verdict, Problems problems) {
  sort_unique(problems);
  if (!problems.empty()) return problems;
  return verdict;
}

/// What a centre and steps come to, without the certificate's numbers.
struct Ground {
  Order order;
  History history;

  Ground(const Centre& centre, const Document& document, Problems& problems)
      : order(edges_of(document.steps)), history(history_of(centre, document, problems)) {}

  Prover prover(const Centre& centre, const Document& document, Problems& problems) const {
    Prover prover(document.steps, order, history, problems);
    prover.prove_chains();
    prover.prove_limits();
    prove_references(centre, document.steps, order, problems);
    return prover;
  }
};

// The rest of a plan

/// The steps that are left, with their edges among themselves; the done ones happen in the centre. Steps that are in or
/// left out against the order are problems.
Document rest_of(const Document& whole, const Progress& progress, Centre& centre, Problems& problems) {
  Document rest = whole;
  rest.steps.clear();
  std::vector<At> renumbered;
  const auto is_in = [](const std::set<std::string>& steps, const Step& step) {
    return steps.contains(std::string(step.id));
  };
  for (const auto& step : whole.steps) {
    const bool is_done = is_in(progress.done, step);
    const bool is_dropped = is_in(progress.dropped, step);
    Step left = step;
    left.after.clear();
    for (const At earlier : step.after) {
      const auto& before = whole.steps[static_cast<std::size_t>(earlier)];
      const bool was_done = is_in(progress.done, before);
      if (is_done ? !was_done : !is_dropped && is_in(progress.dropped, before)) {
        problems.push_back(refusal(told(step) + " waits for " + told(before) + ", which is not in"));
      }
      if (renumbered[static_cast<std::size_t>(earlier)] != kStart) {
        left.after.push_back(renumbered[static_cast<std::size_t>(earlier)]);
      }
    }
    if (is_done) take(centre, whole, step, problems);
    const bool is_left = !is_done && !is_dropped;
    renumbered.push_back(is_left ? static_cast<At>(rest.steps.size()) : kStart);
    if (is_left) rest.steps.push_back(std::move(left));
  }
  return rest;
}

std::set<std::string, std::less<>> names_of(const History& history, const std::vector<int>& agents) {
  std::set<std::string, std::less<>> names;
  for (const int agent : agents) names.insert(history.agents[static_cast<std::size_t>(agent)]);
  return names;
}

/// What the reviewed plan promised, less what somebody else took away already.
Promise promise_left(const History& whole, const QueueHistory& queue, const Certificate& certificate, int now) {
  auto promise = promise_of(whole, queue, certificate);
  promise.at_least = std::min(promise.at_least, now);
  promise.also_may = names_of(whole, eligible_first(whole, queue));
  promise.also_may.merge(names_of(whole, eligible_last(whole, queue)));
  return promise;
}

/// The queue as the whole plan knew it. Sorted by name on both sides; one that was made since has no promise.
const QueueHistory* same_queue(const History& whole, const QueueHistory& queue) {
  const auto found = std::lower_bound(whole.queues.begin(), whole.queues.end(), queue.name,
                                      [](const QueueHistory& a, const std::string& name) { return a.name < name; });
  return found != whole.queues.end() && found->name == queue.name ? &*found : nullptr;
}

Verdict prove_rest(const Ground& ground, Prover& prover, const History& whole, const Document& rest) {
  Verdict verdict{.steps = static_cast<int>(rest.steps.size())};
  for (const auto& queue : ground.history.queues) {
    const auto* planned = same_queue(whole, queue);
    if (planned == nullptr) continue;
    const int now = count(eligible_first(ground.history, queue));
    const auto proof =
        prover.prove(queue, versions_of(queue, {}), promise_left(whole, *planned, *rest.certificate, now));
    ++verdict.queues;
    verdict.versions += static_cast<int>(proof.versions.size());
  }
  return verdict;
}

}  // namespace

Result<Verdict> check_plan(const Value& value) {
  Problems problems;
  const auto document = read_document(value, problems);
  if (!problems.empty() || !has_what_it_needs(document, problems)) return problems;
  if (!document.certificate) return Verdict{.steps = static_cast<int>(document.steps.size())};
  const auto centre = read_centre(document, problems);
  if (!problems.empty()) return problems;
  const Ground ground(centre, document, problems);
  if (!problems.empty()) return problems;
  auto prover = ground.prover(centre, document, problems);
  const auto verdict = WholePlan(document, ground.order, ground.history, problems).prove(prover);
  return verdict_or(verdict, std::move(problems));
}

Result<Verdict> check_rest(const Value& value, const Progress& progress) {
  Problems problems;
  const auto document = read_document(value, problems);
  if (!problems.empty() || !has_what_it_needs(document, problems)) return problems;
  if (!document.certificate) return Verdict{};
  auto centre = read_centre(document, problems);
  if (!problems.empty()) return problems;
  const auto whole = history_of(centre, document, problems);
  const auto rest = rest_of(document, progress, centre, problems);
  overlay(centre, document, progress.now, problems);
  if (!problems.empty()) return problems;
  const Ground ground(centre, rest, problems);
  if (!problems.empty()) return problems;
  auto prover = ground.prover(centre, rest, problems);
  const auto verdict = prove_rest(ground, prover, whole, rest);
  return verdict_or(verdict, std::move(problems));
}

}  // namespace interlock::checker
