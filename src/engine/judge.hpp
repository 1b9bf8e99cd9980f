// What an answer means: the one place where a status is judged (faults.md R6, R7 and the table).
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "engine/courier.hpp"

namespace interlock {

/// The call is over.
struct Deliver {
  Answer::Kind kind{};
  friend bool operator==(const Deliver&, const Deliver&) = default;
};
/// Sent again after a backoff; uses up an attempt and a token of the retry budget.
struct TryAgain {
  friend bool operator==(const TryAgain&, const TryAgain&) = default;
};
/// It was not carried out, and the platform says "not now": sent again later, uses up no attempt.
struct StayAway {
  friend bool operator==(const StayAway&, const StayAway&) = default;
};
/// It was not carried out since the token is not valid: sent again with a new one.
struct LogIn {
  friend bool operator==(const LogIn&, const LogIn&) = default;
};
using Verdict = std::variant<Deliver, TryAgain, StayAway, LogIn>;

/// Whom a request serves: a call, by its meaning, or the token's own fetch.
enum class Purpose : std::uint8_t { reads, sets, creates, login };
Purpose purpose_of(Meaning meaning);

/// Says what an answer is, whatever the request was.
enum class Finding : std::uint8_t {
  success,       // 2xx; 202 and 206 too: whoever reads the body knows whether it polls or is incomplete
  no_json,       // 2xx with a body that cannot be JSON, such as a portal's page (F35)
  redirect,      // 3xx; none is followed
  bad_request,   // 400
  bad_version,   // 400 that speaks of versions
  collision,     // 400 with a code of conflict, as the published API answers changes and duplicates
  duplicate,     // 400 with a code of duplicates
  impatience,    // 400 by which the token endpoint answers its own rate (F59)
  unauthorized,  // 401
  dead_cursor,   // 401 with the code of an expired cursor (R7)
  forbidden,     // 403
  missing,       // 404, 410
  impossible,    // what will be answered the same for ever: other 4xx, 501, 505
  clash,         // 409, 412, 423, 428
  throttled,     // 429
  trouble,       // 408, other 5xx, and statuses that no standard knows
  not_sent,      // no byte of the request left
  lost           // no answer, and it may have been carried out
};
Finding find(const Outcome& outcome, const ApiError& error);

/// The table. `dead_cursor` reaches a reader as `refused`, with the response: it restarts its list from its checkpoint.
Verdict judge(Finding finding, Purpose purpose);

/// Whether the platform works, as far as the answer shows: a refusal is an answer of a sound platform.
bool is_sound(Finding finding);

/// For people, on one line, without the request: "503", "400 invalid.skill: 'no such skill'", "connection refused".
std::string describe(const Outcome& outcome, const ApiError& error);

}  // namespace interlock
