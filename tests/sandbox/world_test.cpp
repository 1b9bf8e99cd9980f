// The world that engine tests stand on keeps its own promises.
#include "support/sandbox_world.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/ask.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::SandboxWorld;
using testing::to_request;

Value one_of_each() { return testing::TenantBuilder().skill("A").queue("Q", {}).schedule("S").document(); }

const Request kRename = to_request("PUT /api/v2/routing/queues/queue-Q", R"({"name":"R"})");

int status_of(const std::optional<Completion>& completion) {
  const auto* response = completion ? std::get_if<Response>(&completion->outcome) : nullptr;
  return response != nullptr ? response->status : 0;
}

TEST(World, CompletesInTheOrderOfDueTimes) {
  SandboxWorld world(one_of_each());
  world.latency = [](const Request&, int nth) { return Millis(nth == 1 ? 30 : 10); };
  world.send(7, to_request("GET /api/v2/users"));
  world.send(8, to_request("GET /api/v2/users"));
  world.send(9, to_request("GET /api/v2/users"));
  EXPECT_EQ(world.wait(Instant(Millis(1000)))->ticket, 8u);
  EXPECT_EQ(world.wait(Instant(Millis(1000)))->ticket, 9u);
  EXPECT_EQ(world.now(), Instant(Millis(10)));
  EXPECT_FALSE(world.wait(Instant(Millis(29))));
  EXPECT_EQ(world.now(), Instant(Millis(29)));
  EXPECT_EQ(world.wait(Instant(Millis(1000)))->ticket, 7u);
  EXPECT_EQ(world.now(), Instant(Millis(30)));
  EXPECT_EQ(world.in_flight(), 0);
}

TEST(World, WaitsAlthoughNothingIsOnItsWay) {
  SandboxWorld world(one_of_each());
  const auto wall = world.wall();
  EXPECT_FALSE(world.wait(Instant(Millis(86'400'000))));
  EXPECT_EQ(world.wall() - wall, std::chrono::hours(24));
}

TEST(World, AnInterceptedRequestNeverArrives) {
  SandboxWorld world(one_of_each());
  world.intercept = [](const Request&, int nth) {
    return nth == 1 ? std::optional<Outcome>(Response{503}) : std::nullopt;
  };
  world.send(1, kRename);
  EXPECT_EQ(status_of(world.wait(Instant(Millis(1000)))), 503);
  EXPECT_EQ(world.sandbox.writes(), 0);
  world.send(2, kRename);
  EXPECT_EQ(status_of(world.wait(Instant(Millis(1000)))), 200);
}

TEST(World, AReplacedAnswerHasTakenEffect) {
  SandboxWorld world(one_of_each());
  world.replace = [](const Request&, const Response&, int) { return Outcome(Failure{.sent = true, .what = "lost"}); };
  world.send(1, kRename);
  const auto completion = world.wait(Instant(Millis(1000)));
  EXPECT_TRUE(std::holds_alternative<Failure>(completion->outcome));
  EXPECT_EQ(world.sandbox.writes(), 1);
}

TEST(World, AColleagueComesBetweenTwoRequests) {
  SandboxWorld world(one_of_each());
  world.before_request = [&](Sandbox&, int writes) {
    if (writes == 1) world.edit("queue/R", Map{{"note", "theirs"}});
  };
  world.send(1, kRename);
  world.send(2, to_request("GET /api/v2/routing/queues/queue-Q"));
  world.wait(Instant(Millis(1000)));
  const auto read = world.wait(Instant(Millis(1000)));
  EXPECT_EQ(text_or(testing::body_of(std::get<Response>(read->outcome)), "note"), "theirs");
}

// SEC9, SEC40: whatever is sent, the answer is an answer, and what is refused changes nothing.
TEST(World, HostileRequestsAreAnswered) {
  const std::vector<std::string> paths{"/api/v2/routing/skills",
                                       "/api/v2/routing/skills/skill-A",
                                       "/api/v2/routing/queues/queue-Q",
                                       "/api/v2/routing/queues/queue-Q/members",
                                       "/api/v2/architect/schedules/schedule-S",
                                       "/__sandbox/edit",
                                       "/__sandbox/state",
                                       "/oauth/token",
                                       "//",
                                       "",
                                       "*",
                                       "/%",
                                       "/api/v2/routing/users//routingprofile"};
  const std::string pieces[] = {"{",           "}",           "[",           "]",         "\"name\"",
                                ":",           ",",           "\"skills\"",  "\"id\"",    "null",
                                "-1",          "1e999",       "\"\\u0000\"", "true",      "\"closed\"",
                                "\"address\"", "\"queue/Q\"", "\"set\"",     "\"levels\""};
  std::mt19937 random(40);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  auto sandbox = testing::make_sandbox(one_of_each());
  for (int i = 0; i < 5000; ++i) {
    std::string body;
    for (std::size_t k = pick(12); k > 0; --k) body += pieces[pick(std::size(pieces))];
    auto request = to_request("GET " + paths[pick(paths.size())], body);
    request.method = static_cast<Method>(pick(5));
    if (pick(2) == 0) request.query.emplace_back(pick(2) == 0 ? "after" : "pageSize", body);
    const auto before = sandbox.document();
    const auto response = sandbox.answer(request, Instant(Millis(i * 1000)), testing::wall_at({}));
    ASSERT_TRUE(response.status >= 200 && response.status < 500) << body;
    if (response.status >= 400) {
      ASSERT_EQ(sandbox.document(), before) << body;
    }
  }
}

}  // namespace
}  // namespace interlock
