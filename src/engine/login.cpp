#include "engine/login.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "codec/json.hpp"
#include "engine/judge.hpp"
#include "engine/retry.hpp"
#include "engine/retry_after.hpp"

namespace interlock {
namespace {

// What else a token held would end the header that carries it, or begin another.
bool is_header_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Secret token_of(const Response& response) {
  const auto body = parse_json(response.body, "the token endpoint");
  if (!body) return {};
  auto token = text_or(*body, "access_token");
  return is_header_text(token) ? Secret(std::move(token)) : Secret();
}

/// The moment that the token's life ends, counted from before it began: our clock is never the last to see it.
Instant end_of(const Response& response, Instant sent_at) {
  constexpr std::int64_t kLongest = 366 * 86'400;
  const auto body = parse_json(response.body, "the token endpoint");
  const auto* stated = body ? body->find("expires_in") : nullptr;
  const auto* life = stated != nullptr ? stated->as<std::int64_t>() : nullptr;
  const bool is_believed = life != nullptr && *life > 0 && *life <= kLongest;
  return is_believed ? sent_at + std::chrono::seconds(*life) : Instant::max();
}

}  // namespace

Login::Login(const Binding& binding, Credentials credentials, Millis max_wait)
    : binding_(binding),
      can_fetch_(credentials.access_token.empty() && !credentials.basic.empty()),
      call_(can_fetch_ ? binding.token_call(credentials.basic) : Call{}),
      max_wait_(max_wait),
      token_(credentials.access_token) {
  if (!can_fetch_ && token_.empty()) failure_ = Answer{Answer::Kind::forbidden, {}, "there are no credentials"};
}

bool Login::renew(int generation) {
  if (!can_fetch_ || failure_) return false;
  if (generation < generation_ || !has_token()) return true;
  if (fruitless_) return false;
  token_ = Secret();
  return true;
}

void Login::accepted(int generation) {
  if (generation == generation_) fruitless_ = false;
}

std::optional<Instant> Login::due() const {
  if (has_token() || in_flight_ || failure_) return std::nullopt;
  return due_;
}

Request Login::start(Instant now) {
  if (!started_) started_ = now;
  sent_at_ = now;
  in_flight_ = true;
  return call_.request;
}

void Login::complete(const Outcome& outcome, Instant now, Wall wall, Random& random) {
  in_flight_ = false;
  const auto* response = std::get_if<Response>(&outcome);
  const auto error = response != nullptr && response->status >= 400 ? binding_.error(*response) : ApiError{};
  const auto finding = find(outcome, error);
  if (finding == Finding::success) token_ = token_of(*response);
  if (has_token()) {
    ++generation_;
    expires_ = end_of(*response, sent_at_);
    started_.reset();
    attempts_ = waits_ = 0;
    return;
  }
  const auto why = finding == Finding::success ? "an answer without a token" : describe(outcome, error);
  const auto verdict = judge(finding, Purpose::login);
  std::visit(overloaded{[&](const StayAway&) { wait(outcome, why, now, wall, random); },
                        [&](const Deliver& end) {
                          if (end.kind == Answer::Kind::done) return retry(why, now, random);
                          fail(end.kind, outcome, "the login failed: " + why);
                        },
                        [&](const auto&) { retry(why, now, random); }},
             verdict);
}

// The endpoint's own wait is a floor. Above it the pauses double: whoever hurries is blocked longer, and an endpoint
// that asks for a second each time may do so for minutes (F10).
void Login::wait(const Outcome& outcome, const std::string& why, Instant now, Wall wall, Random& random) {
  const auto* response = std::get_if<Response>(&outcome);
  const auto floor = response != nullptr ? retry_after(response->headers, wall) : std::nullopt;
  const auto doubled = Millis(500) * (1 << std::min(waits_++, 6));
  const auto pause = std::max(floor.value_or(doubled * 2), doubled);
  due_ = now + pause + politeness(random);
  if (now + pause - *started_ > max_wait_) {
    fail(Answer::Kind::unavailable, outcome, "no login within " + format_duration(max_wait_) + ": " + why);
  }
}

void Login::retry(const std::string& why, Instant now, Random& random) {
  if (++attempts_ < kMostAttempts) {
    due_ = now + backoff(random, attempts_);
  } else {
    fail(Answer::Kind::unavailable, Response{}, "no login after " + std::to_string(attempts_) + " attempts: " + why);
  }
}

// The body stays behind: what a token endpoint answers may repeat what it was sent (SEC2).
void Login::fail(Answer::Kind kind, const Outcome& outcome, std::string why) {
  const auto* response = std::get_if<Response>(&outcome);
  failure_ = Answer{kind, Response{response != nullptr ? response->status : 0, {}, {}}, std::move(why)};
}

}  // namespace interlock
