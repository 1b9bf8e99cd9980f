#include "plan/explain.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "plan/make_plan.hpp"
#include "support/agreement.hpp"
#include "support/models.hpp"
#include "support/names.hpp"
#include "support/orders.hpp"
#include "support/planned.hpp"

namespace interlock {
namespace {

using testing::planned;

/// "s2 waits for s1: creates skill/A, which this step names", one a line.
std::string told(const Explanation& explanation) {
  std::string text;
  for (const auto& explained : explanation.steps) {
    for (const auto& wait : explained.waits) {
      text += explained.step.id + " waits for " + wait.step + ": " + wait.reason +
              (wait.otherwise.empty() ? "" : "; otherwise " + wait.otherwise) + "\n";
    }
  }
  return text;
}

struct WaitsRow {
  const char* name;
  const char* desired;
  const char* live;
  const char* waits;
};

class Waits : public ::testing::TestWithParam<WaitsRow> {};

TEST_P(Waits, HaveTheirReason) {
  const auto explanation = explain(planned(GetParam().desired, GetParam().live), "");
  ASSERT_TRUE(explanation);
  EXPECT_EQ(told(*explanation), GetParam().waits);
}

INSTANTIATE_TEST_SUITE_P(
    Plans, Waits,
    ::testing::Values(
        WaitsRow{"a_skill_is_created_before_it_is_held", R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}})",
                 R"({"user/ana": {"levels": {}}})", "s2 waits for s1: creates skill/A, which this step names\n"},
        WaitsRow{"a_parent_is_created_before_its_child", R"({"skill/A": {"parent": "B"}, "skill/B": {}})", "{}",
                 "s2 waits for s1: creates skill/B, which this step names\n"},
        WaitsRow{
            "a_skill_is_enabled_before_it_is_asked_for",
            R"({"skill/A": {"enabled": true}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
            R"({"skill/A": {"enabled": false}, "user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {}}})",
            "s2 waits for s1: enables skill/A, which this step names; otherwise queue 'Q' could be down to 0 agents "
            "instead "
            "of 1: when only s2 (update 'queue/Q') has been done\n"},
        WaitsRow{"a_skill_is_enabled_before_its_holders_are_written",
                 R"({"skill/A": {"enabled": true}, "user/ana": {"levels": {"B": 1}}})",
                 R"({"skill/A": {"enabled": false}, "skill/B": {}, "user/ana": {"levels": {"A": 2}}})",
                 "s2 waits for s1: enables skill/A, which this object names, and that is written as a whole\n"},
        WaitsRow{"levels_are_granted_before_a_queue_asks",
                 R"({"user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {"A": {"level": 2}}}})",
                 R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                 "s2 waits for s1: grants skill/A before the queue asks for it; otherwise queue 'Q' could be down to 0 "
                 "agents "
                 "instead of 1: when only s2 (update 'queue/Q') has been done\n"},
        WaitsRow{
            "a_queue_stops_asking_before_the_level_goes",
            R"({"user/ana": {"levels": {"A": null}}, "queue/Q": {"requires": {}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
            "s2 waits for s1: the queue stops asking for skill/A before that level goes; otherwise queue 'Q' could be "
            "down "
            "to 0 agents instead of 1: when only s2 (update 'user/ana') has been done\n"},
        WaitsRow{"a_level_goes_before_its_skill",
                 R"({"skill/A": {"absent": true}, "user/ana": {"levels": {"A": null}}})",
                 R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}})",
                 "s2 waits for s1: takes back a reference to skill/A, which must have none left when it goes\n"},
        WaitsRow{"a_level_goes_before_its_skill_is_disabled",
                 R"({"skill/A": {"enabled": false}, "user/ana": {"levels": {"A": null}}})",
                 R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}})",
                 "s2 waits for s1: takes back a reference to skill/A, which must have none left when it is disabled\n"},
        WaitsRow{"one_agent_takes_over_from_another",
                 R"({"user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": null}}})",
                 R"({"skill/A": {}, "user/ana": {"levels": {}}, "user/ben": {"levels": {"A": 1}},
                "queue/Q": {"requires": {"A": {"level": 1}}}})",
                 "s2 waits for s1: lets agents serve before others stop; otherwise queue 'Q' could be down to 0 agents "
                 "instead of 1: when only s2 (update 'user/ben') has been done\n"},
        WaitsRow{
            "who_is_the_only_one_serves_before_and_after",
            R"({"user/ana": {"mode": "exact", "levels": {"B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                "queue/Q": {"requires": {"A": {"level": 1}}}})",
            "s2 waits for s1: grants skill/B before the queue asks for it; otherwise queue 'Q' could be down to 0 "
            "agents "
            "instead of 1: when only s2 (update 'queue/Q') has been done\n"
            "s3 waits for s2: the queue stops asking for skill/A before that level goes; otherwise queue 'Q' could be "
            "down to 0 agents instead of 1: when only s1 (update 'user/ana'), s3 (update 'user/ana') have been "
            "done\n"}),
    testing::row_name);

const char* const kReplaced = R"({"skill/New": {"replaces": "Old"}})";
const char* const kReplacedLive =
    R"({"skill/Old": {}, "user/ana": {"levels": {"Old": 3}}, "queue/Q": {"requires": {"Old": {"level": 2}}}})";

TEST(Explain, AStepShowsItsChainItsFollowersAndTheCoverageOfItsQueue) {
  const auto plan = planned(kReplaced, kReplacedLive);
  const auto explanation = explain(plan, "queue/Q");
  ASSERT_TRUE(explanation);
  ASSERT_EQ(explanation->steps.size(), 1u);
  const auto& queue = explanation->steps[0];
  EXPECT_EQ(explanation->plan_digest, plan_digest(plan));
  EXPECT_EQ(queue.chain, (std::vector<std::string>{"s1", "s2", "s3"}));
  EXPECT_EQ(queue.awaited_by, (std::vector<std::string>{"s4"}));
  ASSERT_TRUE(queue.coverage);
  EXPECT_EQ(queue.coverage->before, 1);
}

TEST(Explain, AnObjectHasAllItsSteps) {
  const auto explanation = explain(planned(kReplaced, kReplacedLive), "user/ana");
  ASSERT_TRUE(explanation);
  ASSERT_EQ(explanation->steps.size(), 2u);
  EXPECT_EQ(explanation->steps[0].step.phase, Phase::expand);
  EXPECT_EQ(explanation->steps[1].step.phase, Phase::contract);
}

struct UnknownCase {
  const char* name;
  const char* wanted;
  const char* hint;
};

class UnknownObject : public ::testing::TestWithParam<UnknownCase> {};

TEST_P(UnknownObject, NamesTheNearest) {
  const auto explanation = explain(planned(kReplaced, kReplacedLive), GetParam().wanted);
  ASSERT_FALSE(explanation);
  EXPECT_EQ(explanation.problems().front().rule, "B41");
  EXPECT_EQ(explanation.problems().front().exit, Exit::invalid);
  EXPECT_EQ(explanation.problems().front().hint, GetParam().hint);
}

INSTANTIATE_TEST_SUITE_P(Explain, UnknownObject,
                         ::testing::Values(UnknownCase{"misspelt", "user/anna", "did you mean 'user/ana'?"},
                                           UnknownCase{"far_away", "schedule/Somewhere", ""}),
                         testing::row_name);

std::string unexplained(const Plan& plan) {
  const auto explanation = explain(plan, "");
  EXPECT_TRUE(explanation);
  for (const auto& explained : explanation->steps) {
    for (const auto& wait : explained.waits) {
      if (wait.reason.empty()) return explained.step.id + " waits for " + wait.step;
    }
  }
  return {};
}

TEST(EveryEdge, OfTheGoldenPlansHasAReason) {
  namespace fs = std::filesystem;
  int edges = 0;
  for (const auto& file : fs::recursive_directory_iterator(fs::path(INTERLOCK_SOURCE_DIR) / "tests" / "golden")) {
    const auto& path = file.path();
    if (path.filename() != "plan.json") continue;
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    const auto plan = read_plan(text.str(), path);
    if (!plan) continue;  // of a refused plan the problems are kept
    for (const auto& step : plan->steps) edges += static_cast<int>(step.after.size());
    EXPECT_EQ(unexplained(*plan), "") << path;
  }
  EXPECT_GT(edges, 40);
}

using testing::Dice;

std::string levels(Dice& dice, const char* skills) {
  std::string text;
  for (const char* skill = skills; *skill != '\0'; ++skill) {
    if (dice.one_in(2)) continue;
    text += std::string(text.empty() ? "" : ", ") + "\"" + *skill + "\": " + std::to_string(1 + dice.up_to(2));
  }
  return "{" + text + "}";
}

std::string requirements(Dice& dice, const char* skills) {
  std::string text;
  for (const char* skill = skills; *skill != '\0'; ++skill) {
    if (!dice.one_in(2)) continue;
    text += std::string(text.empty() ? "" : ", ") + "\"" + *skill + "\": {\"level\": 1}";
  }
  return "{\"requires\": {" + text + "}}";
}

/// A change of everything at once: skills come, go, are enabled, disabled, renamed and replaced under agents and
/// queues.
Plan random_plan(unsigned seed) {
  static constexpr std::array kFates{R"("skill/A": {"absent": true}, )",  R"("skill/A": {"enabled": false}, )",
                                     R"("skill/A": {"enabled": true}, )", R"("skill/N": {"replaces": "A"}, )",
                                     R"("skill/N": {"parent": "A"}, )",   ""};
  Dice dice(seed);
  const auto* live_a = dice.one_in(3) ? R"("skill/A": {"enabled": false}, )" : R"("skill/A": {}, )";
  const auto* fate = kFates[static_cast<std::size_t>(dice.up_to(5))];
  const auto named = std::string_view(fate).find("absent") != std::string_view::npos ||
                             std::string_view(fate).find("replaces") != std::string_view::npos
                         ? "BC"
                         : "ABC";
  std::string live = live_a + std::string(R"("skill/B": {}, "skill/C": {}, )");
  std::string desired = fate;
  for (const std::string user : {"ana", "ben"}) {
    live += "\"user/" + user + "\": {\"levels\": " + levels(dice, "ABC") + "}, ";
    desired += "\"user/" + user + R"(": {"mode": "exact", "levels": )" + levels(dice, named) + "}, ";
  }
  for (const std::string queue : {"Q", "R"}) {
    live += "\"queue/" + queue + "\": " + requirements(dice, "ABC") + ", ";
    desired +=
        "\"queue/" + queue + "\": " + (dice.one_in(6) ? R"({"absent": true})" : requirements(dice, named)) + ", ";
  }
  Problems problems;
  const auto plan = make_plan(testing::manifest_of("{" + desired + R"("schedule/S": {"state": "open"}})"),
                              testing::live_of("{" + live + R"("schedule/S": {"state": "closed"}})"), {}, problems);
  return has_errors(problems) ? Plan{} : plan;
}

TEST(EveryEdge, OfRandomPlansHasAReason) {
  std::size_t edges = 0;
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    const auto plan = random_plan(seed);
    for (const auto& step : plan.steps) edges += step.after.size();
    ASSERT_EQ(unexplained(plan), "") << "seed " << seed;
    testing::expect_agreement(plan);
  }
  EXPECT_GT(edges, 1000u);
}

}  // namespace
}  // namespace interlock
