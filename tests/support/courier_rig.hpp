// A courier against a server that is a function, in time that is a number.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/courier.hpp"
#include "support/seeded_random.hpp"

namespace interlock::testing {

inline constexpr const char* kOrganizationPath = "/organization";

inline constexpr auto kReads = Meaning::reads;
inline constexpr auto kCreates = Meaning::creates;

/// The part of a binding that a courier uses: the calls for token and organisation, and errors as {"code", "message",
/// "limit"}.
Binding courier_binding();

struct CourierRig {
  using Server = std::function<Outcome(const Request&, Instant)>;

  explicit CourierRig(Server server_, Credentials credentials = {.basic = Secret("id:secret"), .access_token = {}},
                      CourierOptions options = {});

  Ticket submit(Meaning meaning, std::string path = "/", std::vector<Bucket> buckets = {Bucket::token},
                std::optional<Instant> stale_at = {});
  /// Until nothing is left to wait for, or the time has passed.
  void run(Millis at_most = std::chrono::hours(24));

  struct Sent {
    Instant at;
    std::string path;
    std::string token;
  };
  std::vector<Sent> sent_to(const std::string& path) const;

  Server server;
  Binding binding = courier_binding();
  SeededRandom random{};
  Courier courier;
  Instant now{std::chrono::hours(1)};
  Millis latency{20};
  std::vector<Sent> sent{};
  std::map<Ticket, Answer> answers{};
  int doubled = 0;  // deliveries of what was delivered before

 private:
  void send_all();
  void collect();
  std::multimap<Instant, Completion> arriving_{};
};

/// Answers a token's fetch with "token-1", "token-2" ...; what else is asked goes to `api`.
CourierRig::Server with_tokens(CourierRig::Server api);
/// The outcomes in turn, the last one for ever.
CourierRig::Server script(std::vector<Outcome> outcomes);

Response json(int status, std::string code = {}, Headers headers = {});
inline Failure not_sent() { return {.sent = false, .what = "connection refused"}; }
inline Failure lost() { return {.sent = true, .what = "connection reset"}; }

}  // namespace interlock::testing
