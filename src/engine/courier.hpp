// Carries calls through login, quotas and retries to a verdict. A state machine without effects: it says what to send
// and when to look again, and is told what came back. Reader and executor stand on it and never see a 429, a 401 or a
// lost connection that a repetition cures.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/binding.hpp"
#include "engine/ports.hpp"

namespace interlock {

/// What became of a call (faults.md, R6 and its table).
struct Answer {
  enum class Kind {
    done,         // 2xx
    gone,         // 404, 410
    conflict,     // 409, 412, 423, 428, or a 400 that speaks of versions: decide by reading again (R10)
    refused,      // permanent: the request itself is wrong, or its cursor has died (401 with code cursor.expired, R7)
    forbidden,    // 401 after a new token, 403
    unknown,      // a write that may or may not have happened
    unavailable,  // attempts, retry budget or --max-wait are used up
    stale,        // not sent, or not carried out: it waited until it was too old to be sent (F30)
    elsewhere     // not sent: the credentials are for another organisation than the one that is meant (SEC22)
  };
  Kind kind{};
  Response response{};  // the last one; status 0 where none came
  std::string why{};    // for people: "503 after 4 attempts"
};

struct Delivery {
  Ticket ticket{};
  Answer answer;
};

struct Credentials {
  Secret basic;         // base64 of id:secret; empty where a token is given
  Secret access_token;  // a ready-made token; then none is ever fetched
};

struct CourierOptions {
  std::map<Bucket, Rate> rates{};
  Millis max_wait{300'000};
};

/// True counts of everything that was sent (P6).
struct Traffic {
  int requests = 0;                 // logins included
  int retries = 0;                  // of these: a call's second and later ones, whatever the reason
  int throttled = 0;                // answers 429
  int failed = 0;                   // no answer, or one of a platform in trouble (5xx, no JSON)
  std::map<Bucket, int> buckets{};  // of the requests, those that use up each quota
  std::vector<Millis> latencies{};  // one for each answer
};

class Courier {
 public:
  Courier(const Binding& binding, Credentials credentials, CourierOptions options, Random& random);
  ~Courier();

  /// Takes a call; its delivery comes from `deliveries` later, exactly once. Calls leave in the order they came, as far
  /// as their quotas allow; one that could not leave before `stale_at` does not leave any more.
  Ticket submit(Call call, std::optional<Instant> stale_at = {});

  /// The token at hand was seen to be for that organisation. From now on no call leaves with another token before the
  /// platform was asked whether that one is for it too (SEC22).
  void confirm_organization(std::string organization);
  /// The same, but the token at hand is asked about again. An empty name leaves the expectation as it is.
  void doubt_organization(const std::string& organization);

  struct Sending {
    Ticket ticket{};  // of the wire: another one for each attempt
    Request request;
  };
  /// What is to be sent at this moment. The caller sends all of it.
  std::vector<Sending> due(Instant now);
  /// When to call `due` again if nothing comes in before; nothing while every call waits for an answer.
  std::optional<Instant> next_due() const;
  void complete(const Completion& completion, Instant now, Wall wall);
  std::vector<Delivery> deliveries();

  const Traffic& traffic() const;
  int waiting() const;  // calls that are neither on their way nor delivered
  int in_flight() const;
  /// Drops what is not on its way, without a delivery: after an interrupt. The calls that never left, or will not
  /// again.
  std::vector<Ticket> abandon();

 private:
  struct Pending;
  struct Flight;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace interlock
