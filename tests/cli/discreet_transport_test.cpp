#include "cli/discreet_transport.hpp"

#include <gtest/gtest.h>

namespace interlock {
namespace {

struct Swallow final : Transport {
  void send(Ticket, const Request&) override {}
  std::optional<Completion> wait(Instant) override { return std::nullopt; }
};

TEST(DiscreetTransport, HidesEveryTokenThatItSends) {
  std::string shown;
  const auto keep = [&](std::string_view text) {
    shown += text;
    return std::string();
  };
  Output output(keep, keep);
  DiscreetTransport transport(std::make_unique<Swallow>(), output);
  for (const auto* token : {"first-token-1", "second-token-2"}) {
    transport.send(1, Request{.path = "/", .query = {}, .authorization = Authorization{"Bearer", Secret(token)}});
  }
  output.people("first-token-1 second-token-2 third\n");
  EXPECT_EQ(shown, "[redacted] [redacted] third\n");
}

}  // namespace
}  // namespace interlock
