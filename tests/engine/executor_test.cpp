#include "engine/executor.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/small_tenant.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::is_request;
using testing::json;
using testing::kProfile;
using testing::manifest;
using testing::raise_shared_level;
using testing::small_tenant;
using testing::TenantBuilder;
using testing::undone;

const std::string kAna = "/api/v2/routing/users/user-ana@x/routingprofile";

std::string levels(const Value& profile) {
  std::vector<std::string> texts;
  for (const auto& element : *profile.find("skills")->as<List>()) {
    texts.push_back(text_or(element, "skill_id") + "=" + std::to_string(integer_or(element, "proficiency_level", 0)));
  }
  return join(texts, " ");
}

TEST(Apply, ThenThereIsNothingToDo) {
  Bench bench(small_tenant());
  const auto desired = manifest({{"skill/New", R"({"description":"d","enabled":true})"},
                                 {"user/ana@x", R"({"levels":{"New":4,"A":null}})"},
                                 {"profile/P", R"({"levels":{"B":3}})"},
                                 {"queue/Q", R"({"requires":{"New":{"level":2}}})"},
                                 {"schedule/S", R"({"state":"closed"})"}});
  const auto run = bench.apply(bench.planned(desired));
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(exit_of(run), Exit::success);
  EXPECT_GT(run.outcomes.size(), 4u);
  EXPECT_EQ(run.traffic.throttled, 0);
  EXPECT_TRUE(bench.planned(desired).steps.empty());
  EXPECT_TRUE(bench.world.sandbox.breaches().empty());
}

// A field of the plan that somebody else changed is theirs; everything else goes on.
TEST(Apply, HoldsAForeignEditOfTheSameField) {
  Bench bench(small_tenant());
  const auto plan =
      bench.planned(manifest({{"profile/P", R"({"levels":{"A":4}})"}, {"user/ben@x", R"({"levels":{"A":5}})"}}));
  bench.world.edit("profile/P", json(R"({"skills":[{"skill_id":"skill-A","proficiency_level":5}]})"));
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::stale);
  EXPECT_EQ(undone(run),
            "profile/P held: changed elsewhere after the plan was made: '/levels/A' is '5' where '1' was planned from");
  EXPECT_EQ(levels(bench.live(kProfile)), "skill-A=5");
  EXPECT_EQ(run.outcomes.size(), 2u);
}

TEST(Apply, KeepsAForeignEditOfAnotherField) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bench.world.edit("profile/P", json(R"({"skills":[{"skill_id":"skill-A","proficiency_level":1},)"
                                     R"({"skill_id":"skill-C","proficiency_level":5}],"description":"theirs"})"));
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(exit_of(run), Exit::success);
  const auto profile = bench.live(kProfile);
  EXPECT_EQ(levels(profile), "skill-A=4 skill-C=5");
  EXPECT_EQ(text_or(profile, "description"), "theirs");
}

// Between our read and our write: the tag is stale, so we read again and merge.
TEST(Apply, MergesAgainWhenTheTagMoved) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bool edited = false;
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (is_request(request, "PUT " + kProfile) && !std::exchange(edited, true)) {
      bench.world.edit("profile/P", json(R"({"description":"theirs"})"));
    }
    return std::nullopt;
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(run.conflicts, 1);
  EXPECT_EQ(levels(bench.live(kProfile)), "skill-A=4 skill-B=2");
  EXPECT_EQ(text_or(bench.live(kProfile), "description"), "theirs");
}

TEST(Apply, GivesUpAfterThreeConflicts) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  int writes = 0;
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (is_request(request, "PUT " + kProfile)) {
      bench.world.edit("profile/P", Map{{"description", "robot " + std::to_string(++writes)}});
    }
    return std::nullopt;
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::stale);
  EXPECT_EQ(
      undone(run),
      "profile/P held: in conflict 3 times, to be reconciled by hand; the platform says: 409 version.conflict: 'The "
      "routing profile has been changed since it was read'");
  EXPECT_EQ(writes, 3);
  EXPECT_EQ(run.conflicts, 3);
  EXPECT_GE(run.elapsed, Millis(10'000));
  EXPECT_EQ(levels(bench.live(kProfile)), "skill-A=1 skill-B=2");
}

/// The first answer to the request is lost after the platform has acted.
void lose_answer(Bench& bench, const std::string& text) {
  bench.world.replace = [text, lost = false](const Request& request, const Response&,
                                             int) mutable -> std::optional<Outcome> {
    if (!is_request(request, text) || std::exchange(lost, true)) return std::nullopt;
    return Failure{true, "connection reset"};
  };
}

TEST(Apply, SettlesALostAnswerToAnUpdate) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  lose_answer(bench, "PUT " + kProfile);
  const auto writes = bench.world.sandbox.writes();
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(bench.world.sandbox.writes() - writes, 1);
}

TEST(Apply, CreatesExactlyOnceWhenTheAnswerIsLost) {
  Bench bench(small_tenant());
  const auto desired = manifest({{"skill/New", R"({"description":"d"})"}});
  const auto plan = bench.planned(desired);
  lose_answer(bench, "POST /api/v2/routing/skills");
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
  EXPECT_TRUE(bench.planned(desired).steps.empty());
}

// F22: the list does not show yet what the lost answer was about; the platform's refusal of a second one tells.
TEST(Apply, CreatesExactlyOnceAlthoughTheListLags) {
  Bench bench(TenantBuilder().skill("A").with("list_lag_ms", 3'000).document());
  const auto desired = manifest({{"skill/New", R"({"description":"d"})"}});
  const auto plan = bench.planned(desired);
  lose_answer(bench, "POST /api/v2/routing/skills");
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(run.conflicts, 1);
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
  EXPECT_TRUE(bench.planned(desired).steps.empty());
}

TEST(Apply, RemovesOnceWhenTheAnswerIsLost) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(manifest({{"queue/Q", R"({"absent":true})"}}));
  lose_answer(bench, "DELETE /api/v2/routing/queues/queue-Q");
  EXPECT_EQ(undone(bench.apply(plan)), "");
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
}

TEST(Apply, HoldsACreateWhoseNameIsTaken) {
  Bench bench(small_tenant());
  const auto plan =
      bench.planned(manifest({{"skill/New", R"({"description":"ours"})"}, {"user/ana@x", R"({"levels":{"New":4}})"}}));
  bench.world.ask({.method = Method::post,
                   .path = "/api/v2/routing/skills",
                   .query = {},
                   .body = R"({"name":"New","description":"theirs","type":"custom","enabled":true})"});
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::stale);
  ASSERT_EQ(run.outcomes.size(), 2u);
  EXPECT_EQ(run.outcomes[0].standing, Standing::held);
  EXPECT_EQ(run.outcomes[1].standing, Standing::not_attempted);
  EXPECT_EQ(run.outcomes[1].reason, "it waits for s1 ('skill/New'), which was held");
}

TEST(Apply, WaitsAsLongAsThePlatformAsks) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bench.world.intercept = [refused = false](const Request& request, int) mutable -> std::optional<Outcome> {
    if (!is_request(request, "PUT " + kProfile) || std::exchange(refused, true)) return std::nullopt;
    return Response{429, {{"Retry-After", "30"}}, R"({"code":"too.many.requests.retry.after"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_GE(run.elapsed, Millis(30'000));
}

/// F30, F63: what no tag guards stands on a read, and a read of half a minute ago is none.
TEST(Apply, ReadsAgainWhatItReadTooLongAgo) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(manifest({{"skill/A", R"({"description":"ours"})"}}));
  bench.world.intercept = [&, is_refused = false](const Request& request, int) mutable -> std::optional<Outcome> {
    if (request.method != Method::put || std::exchange(is_refused, true)) return std::nullopt;
    bench.world.edit("skill/A", json(R"({"description":"theirs"})"));
    return Response{429, {{"Retry-After", "30"}}, R"({"code":"too.many.requests.retry.after"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::stale);
  EXPECT_EQ(text_or(bench.live("/api/v2/routing/skills/skill-A"), "description"), "theirs");
}

TEST(Apply, LogsInAgainWhenTheTokenExpires) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(manifest({{"profile/P", R"({"levels":{"A":4}})"},
                                            {"user/ana@x", R"({"levels":{"A":4}})"},
                                            {"user/ben@x", R"({"levels":{"A":4}})"}}));
  int logins = 0;
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (is_request(request, "POST /oauth/token")) ++logins;
    if (request.method != Method::put || logins > 1) return std::nullopt;
    return Response{401, {}, R"({"code":"bad.credentials"})"};
  };
  EXPECT_EQ(undone(bench.apply(plan)), "");
  EXPECT_EQ(logins, 2);  // at the start, and once for all that is refused
}

TEST(Apply, MergesAForeignEditIntoASchedule) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(manifest({{"schedule/S", R"({"state":"closed"})"}}));
  bench.world.edit("schedule/S", json(R"({"enabled":false})"));
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  const auto schedule = bench.live("/api/v2/architect/schedules/schedule-S");
  EXPECT_TRUE(flag_or(schedule, "closed", false));
  EXPECT_FALSE(flag_or(schedule, "enabled", true));
}

TEST(Apply, ReplacesASkillWithoutStarvingItsQueue) {
  Bench bench(TenantBuilder()
                  .skill("Old")
                  .profile("P", {{"Old", 3}})
                  .user("ana@x", {{"Old", 2}}, "P")
                  .user("ben@x", {}, "P")
                  .inactive_user("off@x", {{"Old", 1}})
                  .queue("Q", {{"Old", 2}})
                  .document());
  const auto desired = manifest({{"skill/New", R"({"replaces":"Old"})"}});
  const auto run = bench.apply(bench.planned(desired));
  EXPECT_EQ(undone(run), "");
  EXPECT_TRUE(bench.world.sandbox.breaches().empty());
  EXPECT_EQ(bench.world.ask({.method = Method::get, .path = "/api/v2/routing/skills/skill-Old", .query = {}}).status,
            404);
  EXPECT_TRUE(bench.planned(desired).steps.empty());
}

// Fields that Interlock does not know, levels that it does not manage, the seven defaults of a shared profile.
TEST(Apply, KeepsEverythingThatThePlanDoesNotName) {
  Bench bench(small_tenant());
  bench.world.edit("profile/P", json(R"({"x_unknown":{"deep":[1,2.50,null]},"skills":[)"
                                     R"({"skill_id":"skill-A","proficiency_level":1,"x_since":"2024"},)"
                                     R"({"skill_id":"skill-C","proficiency_level":2}]})"));
  bench.world.edit("user/ana@x", json(R"({"x_unknown":"kept"})"));
  bench.world.edit("queue/Q", json(R"({"acwSettings":{"wrapupPrompt":"MANDATORY"}})"));
  const auto profile = bench.live(kProfile);
  const auto run = bench.apply(bench.planned(manifest({{"profile/P", R"({"levels":{"A":4,"B":1}})"},
                                                       {"user/ana@x", R"({"levels":{"A":5}})"},
                                                       {"queue/Q", R"({"requires":{"A":{"level":2}}})"}})));
  EXPECT_EQ(undone(run), "");
  const auto after = bench.live(kProfile);
  for (const auto& [key, value] : *profile.as<Map>()) {
    if (key.name == "skills" || key.name == "version") continue;
    EXPECT_EQ(write_json(*after.find(key.name)), write_json(value)) << key.name;
  }
  EXPECT_EQ(levels(after), "skill-A=4 skill-C=2 skill-B=1");
  EXPECT_EQ(text_or(after.find("skills")->as<List>()->front(), "x_since"), "2024");
  EXPECT_EQ(text_or(bench.live(kAna), "x_unknown"), "kept");
  const auto queue = bench.live("/api/v2/routing/queues/queue-Q");
  EXPECT_EQ(write_json(*queue.find("acwSettings")), R"({"wrapupPrompt":"MANDATORY"})");
}

// A pin tells which object is meant; its name becomes the entry's.
TEST(Apply, RenamesWhatIsPinned) {
  Bench bench(small_tenant());
  const auto desired = manifest({{"queue/Renamed", R"({"id":"queue-Q"})"}});
  EXPECT_EQ(undone(bench.apply(bench.planned(desired))), "");
  const auto queue = bench.live("/api/v2/routing/queues/queue-Q");
  EXPECT_EQ(text_or(queue, "name"), "Renamed");
  EXPECT_EQ(queue.find("skills")->as<List>()->size(), 1u);
  EXPECT_TRUE(bench.planned(desired).steps.empty());
}

TEST(Apply, CountsSharedLevelsFromTheBestWhereTheTenantDoes) {
  Bench bench(small_tenant());
  bench.tenant.levels = LevelOrder::descending;
  EXPECT_EQ(undone(bench.apply(bench.planned(manifest({{"profile/P", R"({"levels":{"A":4}})"}})))), "");
  EXPECT_EQ(levels(bench.live(kProfile)), "skill-A=2 skill-B=2");
}

// SEC41: a platform that says yes and does nothing.
TEST(Apply, BelievesTheFieldsAndNotTheStatus) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "PUT " + kProfile)) return std::nullopt;
    return Response{200, {}, request.body};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");  // an answer that shows the fields is believed
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "PUT " + kProfile)) return std::nullopt;
    return Response{200, {}, "{}"};
  };
  const auto second = bench.apply(plan);
  EXPECT_EQ(exit_of(second), Exit::partial);
  EXPECT_EQ(undone(second),
            "profile/P failed: the platform accepted the write, but '/levels/A' is '1' where '4' was wanted");
}

}  // namespace
}  // namespace interlock
