// The engine's event loop over the real transport.
#include <gtest/gtest.h>

#include "adapters/http_client.hpp"
#include "adapters/system.hpp"
#include "engine/drive.hpp"
#include "support/courier_rig.hpp"
#include "support/loopback_server.hpp"

namespace interlock {
namespace {

using testing::LoopbackServer;
using testing::ok;

/// Submits so many reads and keeps their answers.
struct ReadsAll {
  Courier& courier;
  int left;
  std::size_t expected = static_cast<std::size_t>(left);
  std::vector<Answer> answers{};

  void advance(Instant) {
    for (; left > 0; --left) {
      Call call;
      call.request.path = "/api/v2/things";
      call.buckets = {Bucket::token};
      courier.submit(std::move(call));
    }
  }
  void deliver(const Delivery& delivery, Instant) { answers.push_back(delivery.answer); }
  std::optional<Instant> next_due() const { return std::nullopt; }
  bool finished() const { return answers.size() == expected; }
  void interrupt(int) { left = 0; }
};

/// The shortest waits that jitter can give.
struct NoJitter final : Random {
  std::uint64_t next() override { return 0; }
};

TEST(Drive, LogsInAndDeliversOverRealConnections) {
  LoopbackServer server({ok(R"({"access_token": "t"})"), ok("{}")});
  HttpClient client({.origin = server.origin(), .connections = 3});
  SystemClock clock;
  SystemRandom random;
  const auto binding = testing::courier_binding();
  Courier courier(binding, {.basic = Secret("aWQ6c2VjcmV0"), .access_token = {}}, {}, random);
  World world{clock, client};
  ReadsAll machine{courier, 40};
  drive(machine, courier, world);

  for (const auto& answer : machine.answers) EXPECT_EQ(answer.kind, Answer::Kind::done);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 41u);
  EXPECT_TRUE(requests[0].starts_with("POST /oauth/token HTTP/1.1\r\n"));
  EXPECT_NE(requests[0].find("\r\nAuthorization: Basic aWQ6c2VjcmV0\r\n"), std::string::npos);
  EXPECT_NE(requests[40].find("\r\nAuthorization: Bearer t\r\n"), std::string::npos);
  EXPECT_LE(server.connections(), 3);
}

// F39: a wrong address ends the run by itself, after four attempts.
TEST(Drive, GivesUpWhereNobodyListens) {
  HttpClient client({.origin = "http://127.0.0.1:1"});
  SystemClock clock;
  NoJitter random;
  const auto binding = testing::courier_binding();
  Courier courier(binding, {.basic = Secret("aWQ6c2VjcmV0"), .access_token = {}}, {}, random);
  World world{clock, client};
  ReadsAll machine{courier, 2};
  drive(machine, courier, world);
  for (const auto& answer : machine.answers) {
    EXPECT_EQ(answer.kind, Answer::Kind::unavailable);
    EXPECT_EQ(answer.why, "no login after 4 attempts: cannot connect to 127.0.0.1:1: connection refused");
  }
}

}  // namespace
}  // namespace interlock
