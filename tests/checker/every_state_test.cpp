// The proofs against an oracle that looks at every state of a plan: what holds in all of them is proven, what does not
// is refused, and the fewest agents are as many as it counts.
#include <gtest/gtest.h>

#include <iostream>

#include "checker/checker.hpp"
#include "checker/proof.hpp"
#include "checker/references.hpp"
#include "every_state.hpp"

namespace interlock::checker {
namespace {

using testing::EveryState;
using testing::kAgents;
using testing::kQueues;
using testing::random_plan;
using testing::RandomPlan;
using testing::State;

constexpr unsigned kPlans = 40'000;

std::string queue_of(int queue) { return "Queue_" + std::to_string(queue); }

bool has(const Problems& problems, std::string_view invariant) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const auto& problem) { return problem.message.starts_with(invariant); });
}

std::string text_of(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) text += problem.message + "\n";
  return text;
}

/// A plan as both see it.
struct Pair {
  RandomPlan plan;
  Value value;
  Problems problems;
  Document document;
  EveryState oracle;

  explicit Pair(std::mt19937& dice)
      : plan(random_plan(dice)), value(document_of(plan)), document(read_document(value, problems)), oracle(plan) {}
};

State state_of(const std::vector<At>& steps) {
  State state = 0;
  for (const At step : steps) state |= step != kStart ? State{1} << step : 0;
  return state;
}

/// Compares one queue; whether all numbers were exact.
bool compare(const Pair& pair, const Order& order, int queue, const QueueProof& proof) {
  const auto& oracle = pair.oracle;
  EXPECT_EQ(proof.before, oracle.agents(0, queue));
  EXPECT_EQ(proof.after, oracle.agents(oracle.states().size() - 1, queue));
  bool is_exact = true;
  for (const auto& version : proof.versions) {
    const int fewest = oracle.fewest(queue, version.ask.from, version.ask.until);
    EXPECT_LE(version.fewest.agents, fewest);
    const Frame frame{order, version.ask.from, version.ask.until};
    EXPECT_EQ(fewest_in(frame, version.presences, 0).agents, version.fewest.agents) << "along the edges";
    is_exact = is_exact && version.fewest.is_exact;
    if (!version.fewest.is_exact) continue;
    EXPECT_EQ(version.fewest.agents, fewest);
    const auto& states = oracle.states();
    const auto state = std::find(states.begin(), states.end(), oracle.closure(state_of(version.fewest.state)));
    if (state == states.end()) {
      ADD_FAILURE() << "no such state";
      continue;
    }
    EXPECT_EQ(oracle.agents(static_cast<std::size_t>(state - states.begin()), queue), fewest) << "in the state told";
  }
  return is_exact;
}

struct Outcome {
  Problems problems;
  bool is_exact = true;
};

Outcome prove_and_compare(const Pair& pair) {
  Outcome outcome;
  auto centre = read_centre(pair.document, outcome.problems);
  std::vector<std::vector<At>> edges;
  for (const auto& step : pair.document.steps) edges.push_back(step.after);
  const Order order(edges);
  const auto history = history_of(centre, pair.document, outcome.problems);
  Prover prover(pair.document.steps, order, history, outcome.problems);
  prover.prove_chains();
  prover.prove_limits();
  prove_references(centre, pair.document.steps, order, outcome.problems);
  for (int queue = 0; queue < kQueues; ++queue) {
    const auto& past = history.queues[static_cast<std::size_t>(queue)];
    const auto proof = prover.prove(past, versions_of(past, {}), {.at_least = pair.oracle.promised(queue)});
    if (!compare(pair, order, queue, proof)) outcome.is_exact = false;
  }
  return outcome;
}

TEST(EveryStateOfAPlan, IsAsTheProofsSay) {
  std::int64_t states = 0;
  int exact = 0;
  int proven = 0;
  for (unsigned seed = 0; seed < kPlans && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    const Pair pair(dice);
    ASSERT_TRUE(pair.problems.empty()) << text_of(pair.problems);
    const auto [problems, is_exact] = prove_and_compare(pair);
    const auto told = text_of(problems);
    EXPECT_EQ(has(problems, "precision (e)"), pair.oracle.breaks_precision()) << told;
    EXPECT_EQ(has(problems, "references (b)"), pair.oracle.breaks_references()) << told;
    EXPECT_EQ(has(problems, "limits (f)"), pair.oracle.breaks_limits()) << told;
    const bool refuses = has(problems, "coverage (a)");
    EXPECT_TRUE(refuses || !pair.oracle.breaks_coverage()) << told;
    EXPECT_TRUE(!is_exact || !refuses || pair.oracle.breaks_coverage()) << told;
    EXPECT_FALSE(has(problems, "the ")) << told;
    states += static_cast<std::int64_t>(pair.oracle.states().size());
    exact += is_exact ? 1 : 0;
    proven += problems.empty() ? 1 : 0;
  }
  std::cout << kPlans << " plans, " << states << " states; " << exact << " plans exact, " << proven << " proven\n";
  EXPECT_GT(exact, static_cast<int>(kPlans / 2));
  EXPECT_GT(proven, static_cast<int>(kPlans / 50));
}

// Plan files with the certificate that the oracle's numbers make

Value end_value(At step) {
  if (step == kStart || step == kNever) return Null{};
  return testing::id_of(step);
}

/// Somebody who is eligible throughout; a promise without one needs another witness, and the plan is left alone.
bool add_version(const Pair& pair, int queue, const AskVersion& ask, bool is_promised, List& versions) {
  const int fewest = pair.oracle.fewest(queue, ask.from, ask.until);
  Value witness = Null{};
  for (int agent = 0; agent < kAgents; ++agent) {
    if (!pair.oracle.is_throughout(queue, agent, ask.from, ask.until)) continue;
    witness = Map{{"user", "id-" + std::to_string(agent)}};
    break;
  }
  versions.emplace_back(Map{
      {"from", end_value(ask.from)}, {"until", end_value(ask.until)}, {"never_below", fewest}, {"witness", witness}});
  return !is_promised || fewest == 0 || !witness.is<Null>();
}

/// Fills in the rows; false where the oracle has no certificate to offer.
bool certify(const Pair& pair, Map& plan) {
  Problems problems;
  const auto history = history_of(read_centre(pair.document, problems), pair.document, problems);
  List rows;
  for (int queue = 0; queue < kQueues; ++queue) {
    const auto& past = history.queues[static_cast<std::size_t>(queue)];
    if (past.is_gone()) continue;
    List versions;
    for (const auto& ask : versions_of(past, {})) {
      if (!add_version(pair, queue, ask, pair.oracle.promised(queue) > 0, versions)) return false;
    }
    rows.emplace_back(Map{{"queue", "queue/" + queue_of(queue)},
                          {"before", pair.oracle.agents(0, queue)},
                          {"after", pair.oracle.agents(pair.oracle.states().size() - 1, queue)},
                          {"never_below", pair.oracle.fewest(queue, kStart, kNever)},
                          {"versions", std::move(versions)}});
  }
  plan.set("certificate", Map{{"queues", std::move(rows)}, {"allowed", List{}}});
  return true;
}

void raise_first_row(Map& plan) {
  auto* rows = plan.find("certificate")->as<Map>()->find("queues")->as<List>();
  auto& row = *rows->front().as<Map>();
  row.set("never_below", integer_or(row, "never_below", 0) + 1);
}

Progress progress_of(const Pair& pair, std::mt19937& dice) {
  Progress progress;
  const auto& states = pair.oracle.states();
  const auto state = states[dice() % states.size()];
  for (std::size_t i = 0; i < pair.plan.ops.size(); ++i) {
    if ((state >> i & 1) != 0) progress.done.insert(testing::id_of(static_cast<int>(i)));
  }
  return progress;
}

TEST(APlanWithTheOraclesNumbers, IsAcceptedAndSoIsWhatIsLeftOfIt) {
  int accepted = 0;
  for (unsigned seed = 0; seed < kPlans / 4 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    const Pair pair(dice);
    const auto [problems, is_exact] = prove_and_compare(pair);
    auto plan = *pair.value.as<Map>();
    if (!problems.empty() || !is_exact || !certify(pair, plan)) continue;
    const auto verdict = check_plan(plan);
    ASSERT_TRUE(verdict) << text_of(verdict.problems());
    const auto rest = check_rest(plan, progress_of(pair, dice));
    ASSERT_TRUE(rest) << text_of(rest.problems());
    ++accepted;
    if (plan.find("certificate")->find("queues")->as<List>()->empty()) continue;
    raise_first_row(plan);
    EXPECT_FALSE(check_plan(plan));
  }
  std::cout << accepted << " plans accepted\n";
  EXPECT_GT(accepted, static_cast<int>(kPlans / 50));
}

}  // namespace
}  // namespace interlock::checker
