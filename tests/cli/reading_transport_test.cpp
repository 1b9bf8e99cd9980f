#include "cli/reading_transport.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace interlock {
namespace {

struct Recorder final : Transport {
  explicit Recorder(std::vector<std::string>& calls) : sent(calls) {}
  void send(Ticket, const Request& request) override {
    sent.push_back(std::string(method_name(request.method)) + " " + request.path);
  }
  std::optional<Completion> wait(Instant) override { return std::nullopt; }

  std::vector<std::string>& sent;
};

TEST(ReadingTransport, SendsNothingThatCouldWrite) {
  std::vector<std::string> sent;
  const Request login{.method = Method::post, .path = "/oauth/token", .query = {}, .host = Host::login};
  ReadingTransport transport(std::make_unique<Recorder>(sent), login);
  Ticket ticket = 0;
  for (const auto method : {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
    transport.send(++ticket, {.method = method, .path = "/api/v2/routing/skills", .query = {}});
  }
  transport.send(++ticket, {.method = Method::post, .path = "/oauth/token", .query = {}});  // at the API's host
  transport.send(++ticket, login);
  EXPECT_EQ(sent, (std::vector<std::string>{"GET /api/v2/routing/skills", "POST /oauth/token"}));
  for (const Ticket refused : {2u, 3u, 4u, 5u, 6u}) {
    const auto completion = transport.wait({});
    ASSERT_TRUE(completion);
    EXPECT_EQ(completion->ticket, refused);
    EXPECT_EQ(std::get<Response>(completion->outcome).status, 405);
  }
  EXPECT_FALSE(transport.wait({}));
}

}  // namespace
}  // namespace interlock
