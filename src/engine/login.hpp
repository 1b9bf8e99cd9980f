// The one token that all calls share, and how a new one is fetched: a state machine like the courier that it serves.
#pragma once

#include <optional>

#include "engine/courier.hpp"

namespace interlock {

class Login {
 public:
  Login(const Binding& binding, Credentials credentials, Millis max_wait);

  bool has_token() const { return !token_.empty(); }
  Authorization authorization() const { return {"Bearer", token_}; }
  int generation() const { return generation_; }  // of the token: each new one has the next number

  /// When the token that is there ends by what the platform said of it; Instant::max() where it said nothing.
  Instant expires() const { return expires_; }

  /// The platform answered 401 to a token. True where the request is worth another try, with a token that is fetched
  /// meanwhile or already there; false where no new token can be had, or new ones fare no better.
  bool renew(int generation);
  /// The platform accepted the token.
  void accepted(int generation);
  /// A new token was refused too, to a request that an older one had not satisfied either.
  void fruitless() { fruitless_ = true; }

  /// When the fetch is to be sent; nothing while it is on its way or none is needed. At most one is ever on its way.
  std::optional<Instant> due() const;
  std::span<const Bucket> buckets() const { return call_.buckets; }
  Request start(Instant now);
  void complete(const Outcome& outcome, Instant now, Wall wall, Random& random);
  /// Set for good when no token can be had: `forbidden`, or `unavailable` where the endpoint was no use for `max_wait`.
  const std::optional<Answer>& failure() const { return failure_; }

 private:
  void wait(const Outcome& outcome, const std::string& why, Instant now, Wall wall, Random& random);
  void retry(const std::string& why, Instant now, Random& random);
  void fail(Answer::Kind kind, const Outcome& outcome, std::string why);

  const Binding& binding_;
  bool can_fetch_;
  Call call_;
  Millis max_wait_;
  Secret token_;
  int generation_ = 0;
  bool fruitless_ = false;
  bool in_flight_ = false;
  Instant due_{Instant::min()};
  Instant sent_at_{};  // of the fetch that is on its way
  Instant expires_ = Instant::max();
  std::optional<Instant> started_{};  // of the fetch, all attempts together
  int attempts_ = 0;
  int waits_ = 0;
  std::optional<Answer> failure_{};
};

}  // namespace interlock
