// Random faults in a random order: whatever happens on the way, what is true stays true, and when the trouble is over
// the tenant gets where the manifest wants it (faults.md: O2-O4, O7, O11). No token is used that was not asked about
// (SEC22).
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/text.hpp"
#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::json;
using testing::manifest;
using testing::TenantBuilder;
using testing::undone;

Value tenant() {
  return TenantBuilder()
      .skill("Old")
      .skill("A")
      .skill("B")
      .profile("P", {{"Old", 3}, {"A", 1}})
      .user("ana@x", {{"Old", 2}, {"B", 3}}, "P")
      .user("ben@x", {{"A", 4}}, "P")
      .user("cy@x", {{"Old", 5}, {"A", 2}})
      .queue("Q1", {{"Old", 2}})
      .queue("Q2", {{"A", 1}, {"Old", 1}})
      .queue("Gone", {{"B", 1}})
      .schedule("S1")
      .schedule("S2", true)
      .document();
}

Manifest desired() {
  return manifest({{"skill/New", R"({"description":"d","replaces":"Old"})"},
                   {"skill/Extra", R"({"parent":"A"})"},
                   {"user/ben@x", R"({"levels":{"Extra":2,"A":null,"B":1}})"},
                   {"profile/P", R"({"levels":{"A":4}})"},
                   {"queue/Gone", R"({"absent":true})"},
                   {"queue/Fresh", R"({"requires":{"A":{"level":2,"max":5}}})"},
                   {"schedule/S1", R"({"state":"closed"})"},
                   {"schedule/S2", R"({"state":"open"})"}});
}

/// Faults of a seed: each kind has a rate of its own, for a limited time.
class Faults {
  struct Edited {
    const char* address;
    const char* path;
  };
  static constexpr std::array kEdited{Edited{"profile/P", "/api/v2/routing/profiles/profile-P"},
                                      Edited{"user/ana@x", "/api/v2/routing/users/user-ana@x/routingprofile"},
                                      Edited{"queue/Q1", "/api/v2/routing/queues/queue-Q1"},
                                      Edited{"schedule/S1", "/api/v2/architect/schedules/schedule-S1"}};

 public:
  explicit Faults(unsigned seed) : engine_(seed) {
    for (auto& rate : rates_) rate = std::array{0, 0, 1, 5, 15}[below(5)];
  }

  void trouble(Bench& bench) {
    bench.world.latency = [this](const Request&, int) { return Millis(1 + static_cast<int>(below(400))); };
    bench.world.intercept = [this](const Request& request, int) {
      note_token(request);
      return instead_of_arriving();
    };
    bench.world.replace = [this](const Request& request, const Response& response, int) {
      if (request.path == kWho) asked_about_.emplace(request.authorization->credentials.reveal());
      return instead_of_answer(response);
    };
    bench.world.before_request = [this, &bench](Sandbox&, int) { colleague(bench); };
  }

  int unasked() const { return unasked_; }  // requests with a token that was never asked about
  /// The last edit of each path that a colleague touched.
  const std::map<std::string, int>& edits() const { return edits_; }

 private:
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_); }
  bool strikes(std::size_t kind) { return below(100) < static_cast<std::size_t>(rates_[kind]); }

  std::optional<Outcome> instead_of_arriving() {
    if (strikes(0)) return Failure{false, "connection refused"};
    if (strikes(1)) return Failure{true, "reset while sending"};
    if (strikes(2)) return Response{429, {{"Retry-After", std::to_string(below(8))}}, "{}"};
    if (strikes(3)) return Response{503, {}, ""};
    if (strikes(4)) return Response{401, {}, R"({"code":"bad.credentials"})"};
    return std::nullopt;
  }

  std::optional<Outcome> instead_of_answer(const Response& response) {
    if (strikes(5)) return Failure{true, "reset while answering"};
    if (strikes(6)) return Response{504, {}, "<html>"};
    if (strikes(7))
      return Response{response.status, response.headers, response.body.substr(0, response.body.size() / 2)};
    return std::nullopt;
  }

  /// Somebody edits fields that no manifest names.
  void colleague(Bench& bench) {
    if (!strikes(8)) return;
    const auto& [address, path] = kEdited[below(kEdited.size())];
    bench.world.edit(address, Map{{"x_colleague", ++count_}});
    edits_[path] = count_;
  }

  void note_token(const Request& request) {
    if (request.path == kWho || request.path == "/oauth/token") return;
    unasked_ += asked_about_.contains(std::string(request.authorization->credentials.reveal())) ? 0 : 1;
  }

  static constexpr std::string_view kWho = "/api/v2/organizations/me";
  std::mt19937 engine_;
  std::array<int, 9> rates_{};
  std::map<std::string, int> edits_;
  int count_ = 0;
  std::set<std::string> asked_about_;
  int unasked_ = 0;
};

void heal(Bench& bench) {
  bench.world.intercept = [](const Request&, int) { return std::nullopt; };
  bench.world.replace = [](const Request&, const Response&, int) { return std::nullopt; };
  bench.world.before_request = [](Sandbox&, int) {};
}

int count_of(const Bench& bench, std::string_view collection, std::string_view name) {
  const auto document = bench.world.sandbox.document();
  const auto& list = *document.find(collection)->as<List>();
  return static_cast<int>(
      std::count_if(list.begin(), list.end(), [&](const Value& object) { return text_or(object, "name") == name; }));
}

class RandomFaults : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomFaults, NeverDoubleNeverLoseAndConvergeOnceHealed) {
  for (unsigned seed = GetParam() * 20; seed < GetParam() * 20 + 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Bench bench(tenant());
    const auto plan = bench.planned(desired());
    Faults faults(seed);
    faults.trouble(bench);
    const auto first = bench.apply(plan);
    heal(bench);
    ASSERT_EQ(faults.unasked(), 0);
    // An outcome that says done is true: such a step is in no later plan.
    const auto again = bench.planned(desired());
    for (const auto& outcome : first.outcomes) {
      const auto is_same_step = [&](const Step& step) {
        const auto& planned = plan.steps[static_cast<std::size_t>(&outcome - first.outcomes.data())];
        return step.address == planned.address && step.edits == planned.edits;
      };
      if (outcome.standing != Standing::done) continue;
      ASSERT_TRUE(std::none_of(again.steps.begin(), again.steps.end(), is_same_step)) << to_string(outcome.address);
    }
    const auto second = bench.apply(again);
    ASSERT_EQ(undone(second), "");
    ASSERT_EQ(exit_of(second), Exit::success);
    ASSERT_TRUE(bench.planned(desired()).steps.empty());
    ASSERT_TRUE(bench.world.sandbox.breaches().empty());
    for (const auto* name : {"New", "Extra"}) ASSERT_EQ(count_of(bench, "skills", name), 1);
    ASSERT_EQ(count_of(bench, "queues", "Fresh"), 1);
    for (const auto& [path, number] : faults.edits()) {
      ASSERT_EQ(integer_or(bench.live(path), "x_colleague", 0), number) << path;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFaults, ::testing::Range(0U, 8U));

}  // namespace
}  // namespace interlock
