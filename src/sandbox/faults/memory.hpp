// What the troubles of a sandbox know of the requests before: old answers, tokens that are refused, what is still on
// its way.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/http.hpp"
#include "model/kind.hpp"
#include "sandbox/exchange.hpp"
#include "sandbox/faults/script.hpp"
#include "sandbox/limiter.hpp"

namespace interlock::sandbox {

/// "GET /path?query": what is asked, whoever asks.
std::string asked(const Request& request);

class FaultMemory {
 public:
  explicit FaultMemory(std::string owner_token) : owner_token_(std::move(owner_token)) {}

  // Answers to reads. An answer is old where a later one says something else.
  void note_answer(const Request& request, const Response& response, Instant now);
  /// What the same request was answered last, not before `since`, if that was not `now`'s answer.
  const Response* older_answer(const Request& request, const Response& now, Instant since) const;
  /// The last answer that there was an object in, whatever became of it.
  const Response* last_found(const Request& request) const;
  /// Whether the object that the path ends with was created at or after that moment.
  bool is_born_since(const Request& request, Instant since) const;

  // Tokens.
  void revoke(const Request& request);
  bool is_revoked(const Request& request) const;

  // Requests that arrive later.
  void postpone(Instant due, Api api, Request request);
  struct Latecomer {
    Instant due;
    Api api{};
    Request request;
  };
  std::optional<Latecomer> next_latecomer(Instant now);

  Quota& quota(const FaultRule& rule);
  const std::string& owner_token() const { return owner_token_; }

 private:
  struct Seen {
    Instant at;
    Response response;
  };
  std::string owner_token_;
  std::map<std::string, std::deque<Seen>> answers_;
  std::map<std::string, Instant> births_;  // by id
  std::set<std::string> revoked_;
  std::vector<Latecomer> latecomers_;
  std::map<const FaultRule*, Quota> quotas_;
};

}  // namespace interlock::sandbox
