#include "engine/judge.hpp"

#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using AnswerKind = Answer::Kind;

constexpr Verdict kDone = Deliver{AnswerKind::done};
constexpr Verdict kGone = Deliver{AnswerKind::gone};
constexpr Verdict kConflict = Deliver{AnswerKind::conflict};
constexpr Verdict kRefused = Deliver{AnswerKind::refused};
constexpr Verdict kForbidden = Deliver{AnswerKind::forbidden};
constexpr Verdict kUnknown = Deliver{AnswerKind::unknown};
constexpr Verdict kStop = Deliver{AnswerKind::unavailable};
constexpr Verdict kRetry = TryAgain{};
constexpr Verdict kWait = StayAway{};
constexpr Verdict kLogIn = LogIn{};

struct Row {
  Finding finding{};
  std::array<Verdict, 4> verdicts;  // by Purpose
};

// A write that may have happened is never repeated here: whoever knows the object reads it (R8, R9).
constexpr std::array kRows{
    //                            reads      sets       creates    login
    Row{Finding::success, {kDone, kDone, kDone, kDone}},
    Row{Finding::no_json, {kRetry, kUnknown, kUnknown, kRetry}},
    Row{Finding::redirect, {kStop, kStop, kStop, kStop}},
    Row{Finding::bad_request, {kRefused, kRefused, kRefused, kForbidden}},
    Row{Finding::bad_version, {kRefused, kConflict, kRefused, kForbidden}},
    Row{Finding::collision, {kRefused, kConflict, kConflict, kForbidden}},
    Row{Finding::duplicate, {kRefused, kRefused, kConflict, kForbidden}},
    Row{Finding::impatience, {kRefused, kRefused, kRefused, kWait}},
    Row{Finding::unauthorized, {kLogIn, kLogIn, kLogIn, kForbidden}},
    Row{Finding::dead_cursor, {kRefused, kLogIn, kLogIn, kForbidden}},
    Row{Finding::forbidden, {kForbidden, kForbidden, kForbidden, kForbidden}},
    Row{Finding::missing, {kGone, kGone, kGone, kStop}},
    Row{Finding::impossible, {kRefused, kRefused, kRefused, kStop}},
    Row{Finding::clash, {kRetry, kConflict, kConflict, kStop}},
    Row{Finding::throttled, {kWait, kWait, kWait, kWait}},
    Row{Finding::trouble, {kRetry, kUnknown, kUnknown, kWait}},
    Row{Finding::not_sent, {kRetry, kRetry, kRetry, kRetry}},
    Row{Finding::lost, {kRetry, kUnknown, kUnknown, kRetry}},
};

consteval bool is_complete() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].finding != static_cast<Finding>(i)) return false;
  }
  return kRows.size() == static_cast<std::size_t>(Finding::lost) + 1;
}
static_assert(is_complete(), "a finding without a row, or out of order");

struct Status {
  int status;
  Finding finding;
};
constexpr std::array kStatuses{
    Status{401, Finding::unauthorized}, Status{403, Finding::forbidden},  Status{404, Finding::missing},
    Status{408, Finding::trouble},      Status{409, Finding::clash},      Status{410, Finding::missing},
    Status{412, Finding::clash},        Status{423, Finding::clash},      Status{428, Finding::clash},
    Status{429, Finding::throttled},    Status{501, Finding::impossible}, Status{505, Finding::impossible},
};
// By the hundred: what no row above names.
constexpr std::array kClasses{Finding::trouble,  Finding::trouble,    Finding::success,
                              Finding::redirect, Finding::impossible, Finding::trouble};

bool contains(std::string_view text, std::string_view part) {
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i) {
    if (same_without_case(text.substr(i, part.size()), part)) return true;
  }
  return false;
}

// A look at both ends: enough for a portal's page and for most bodies that were cut, without reading them twice.
bool cannot_be_json(std::string_view body) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = body.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return false;
  const char closing = body[first] == '{' ? '}' : body[first] == '[' ? ']' : '\0';
  return first == body.find_last_not_of(kBlanks) || body[body.find_last_not_of(kBlanks)] != closing;
}

// The text of a token endpoint's error lies in members that no API error has, so its body is searched as a whole.
bool speaks_of_rates(std::string_view body) {
  constexpr std::array<std::string_view, 4> kWords{"rate limit", "rate-limit", "ratelimit", "too many requests"};
  const auto start = body.substr(0, 4096);
  return std::any_of(kWords.begin(), kWords.end(), [&](auto word) { return contains(start, word); });
}

Finding bad_request(const Response& response, const ApiError& error) {
  if (contains(error.code, "version")) return Finding::bad_version;
  if (contains(error.code, "conflict")) return Finding::collision;
  if (contains(error.code, "duplicate") || contains(error.code, "name.in.use")) return Finding::duplicate;
  if (speaks_of_rates(response.body)) return Finding::impatience;
  if (contains(error.message, "version")) return Finding::bad_version;
  return Finding::bad_request;
}

Finding find(const Response& response, const ApiError& error) {
  if (response.status == 400) return bad_request(response, error);
  if (response.status == 401 && error.code == "cursor.expired") return Finding::dead_cursor;
  for (const auto& [status, finding] : kStatuses) {
    if (status == response.status) return finding;
  }
  const auto hundred = static_cast<std::size_t>(std::max(response.status, 0)) / 100;
  const auto finding = hundred < kClasses.size() ? kClasses[hundred] : Finding::trouble;
  return finding == Finding::success && cannot_be_json(response.body) ? Finding::no_json : finding;
}

std::string describe(const Response& response, const ApiError& error) {
  auto text = std::to_string(response.status);
  if (find(response, error) == Finding::no_json) return text + " with a body that is no JSON";
  if (!error.code.empty()) text += " " + visible(error.code.substr(0, 80));
  // A missing permission is named at the end of a long sentence.
  if (!error.message.empty()) text += ": " + quoted(error.message, 240);
  return text;
}

}  // namespace

Purpose purpose_of(Meaning meaning) {
  constexpr std::array kPurposes{Purpose::reads, Purpose::sets, Purpose::creates};
  return kPurposes[static_cast<std::size_t>(meaning)];
}

Finding find(const Outcome& outcome, const ApiError& error) {
  return std::visit(overloaded{[&](const Response& response) { return find(response, error); },
                               [](const Failure& failure) { return failure.sent ? Finding::lost : Finding::not_sent; }},
                    outcome);
}

Verdict judge(Finding finding, Purpose purpose) {
  return kRows[static_cast<std::size_t>(finding)].verdicts[static_cast<std::size_t>(purpose)];
}

bool is_sound(Finding finding) {
  constexpr std::array kUnsound{Finding::no_json,  Finding::throttled, Finding::trouble,
                                Finding::not_sent, Finding::lost,      Finding::impatience};
  return std::find(kUnsound.begin(), kUnsound.end(), finding) == kUnsound.end();
}

std::string describe(const Outcome& outcome, const ApiError& error) {
  return std::visit(overloaded{[&](const Response& response) { return describe(response, error); },
                               [](const Failure& failure) { return failure.what; }},
                    outcome);
}

}  // namespace interlock
