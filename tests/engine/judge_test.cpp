#include "engine/judge.hpp"

#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

std::string word(const Verdict& verdict) {
  static constexpr std::array kKinds{"done", "gone", "conflict", "refused", "forbidden", "unknown", "unavailable"};
  return std::visit(
      overloaded{[](const Deliver& end) -> std::string { return kKinds[static_cast<std::size_t>(end.kind)]; },
                 [](const TryAgain&) -> std::string { return "retry"; },
                 [](const StayAway&) -> std::string { return "wait"; },
                 [](const LogIn&) -> std::string { return "login"; }},
      verdict);
}

struct JudgeCase {
  const char* name;
  Outcome outcome;
  ApiError error;
  std::string reads, sets, creates, login;
};

class Judge : public ::testing::TestWithParam<JudgeCase> {};

TEST_P(Judge, ByMeaning) {
  const auto& row = GetParam();
  const auto finding = find(row.outcome, row.error);
  EXPECT_EQ(word(judge(finding, Purpose::reads)), row.reads);
  EXPECT_EQ(word(judge(finding, Purpose::sets)), row.sets);
  EXPECT_EQ(word(judge(finding, Purpose::creates)), row.creates);
  EXPECT_EQ(word(judge(finding, Purpose::login)), row.login);
}

JudgeCase status(const char* name, int status, std::string reads, std::string sets, std::string creates,
                 std::string login) {
  return {
      name, Response{status, {}, "{}"}, {}, std::move(reads), std::move(sets), std::move(creates), std::move(login)};
}
JudgeCase coded(const char* name, int status, ApiError error, std::string reads, std::string sets, std::string creates,
                std::string login) {
  return {name,
          Response{status, {}, "{}"},
          std::move(error),
          std::move(reads),
          std::move(sets),
          std::move(creates),
          std::move(login)};
}

// The answer table of faults.md.
INSTANTIATE_TEST_SUITE_P(
    Statuses, Judge,
    ::testing::Values(status("ok", 200, "done", "done", "done", "done"),
                      status("created", 201, "done", "done", "done", "done"),
                      status("accepted", 202, "done", "done", "done", "done"),
                      status("partial_content", 206, "done", "done", "done", "done"),
                      status("moved", 301, "unavailable", "unavailable", "unavailable", "unavailable"),
                      status("redirected", 307, "unavailable", "unavailable", "unavailable", "unavailable"),
                      status("bad_request", 400, "refused", "refused", "refused", "forbidden"),
                      status("unauthorized", 401, "login", "login", "login", "forbidden"),
                      status("forbidden", 403, "forbidden", "forbidden", "forbidden", "forbidden"),
                      status("not_found", 404, "gone", "gone", "gone", "unavailable"),
                      status("method_not_allowed", 405, "refused", "refused", "refused", "unavailable"),
                      status("time_out", 408, "retry", "unknown", "unknown", "wait"),
                      status("conflict", 409, "retry", "conflict", "conflict", "unavailable"),
                      status("gone", 410, "gone", "gone", "gone", "unavailable"),
                      status("precondition_failed", 412, "retry", "conflict", "conflict", "unavailable"),
                      status("too_large", 413, "refused", "refused", "refused", "unavailable"),
                      status("unprocessable", 422, "refused", "refused", "refused", "unavailable"),
                      status("locked", 423, "retry", "conflict", "conflict", "unavailable"),
                      status("precondition_required", 428, "retry", "conflict", "conflict", "unavailable"),
                      status("too_many_requests", 429, "wait", "wait", "wait", "wait"),
                      status("headers_too_large", 431, "refused", "refused", "refused", "unavailable"),
                      status("internal_error", 500, "retry", "unknown", "unknown", "wait"),
                      status("not_implemented", 501, "refused", "refused", "refused", "unavailable"),
                      status("bad_gateway", 502, "retry", "unknown", "unknown", "wait"),
                      status("unavailable", 503, "retry", "unknown", "unknown", "wait"),
                      status("gateway_time_out", 504, "retry", "unknown", "unknown", "wait"),
                      status("http_version", 505, "refused", "refused", "refused", "unavailable"),
                      status("origin_unreachable", 523, "retry", "unknown", "unknown", "wait"),
                      status("interim_status_as_the_last_one", 102, "retry", "unknown", "unknown", "wait"),
                      status("no_such_status", 999, "retry", "unknown", "unknown", "wait"),
                      status("negative_status", -1, "retry", "unknown", "unknown", "wait")),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(Codes, Judge,
                         ::testing::Values(coded("version_in_the_code", 400, {"version.mismatch", "", ""}, "refused",
                                                 "conflict", "refused", "forbidden"),
                                           coded("version_in_the_text", 400,
                                                 {"bad.request", "does not match the current Version", ""}, "refused",
                                                 "conflict", "refused", "forbidden"),
                                           coded("conflict_as_bad_request", 400, {"general.conflict", "", ""},
                                                 "refused", "conflict", "conflict", "forbidden"),
                                           coded("duplicate_as_bad_request", 400, {"duplicate.name", "", ""}, "refused",
                                                 "refused", "conflict", "forbidden"),
                                           coded("taken_name_as_bad_request", 400, {"group.name.in.use", "", ""},
                                                 "refused", "refused", "conflict", "forbidden"),
                                           coded("expired_cursor_reaches_the_reader", 401, {"cursor.expired", "", ""},
                                                 "refused", "login", "login", "forbidden"),
                                           coded("other_code_of_401", 401, {"bad.credentials", "", ""}, "login",
                                                 "login", "login", "forbidden")),
                         testing::row_name);

JudgeCase body(const char* name, int status, std::string text, std::string reads, std::string sets, std::string creates,
               std::string login) {
  return {name,
          Response{status, {}, std::move(text)},
          {},
          std::move(reads),
          std::move(sets),
          std::move(creates),
          std::move(login)};
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, Judge,
    ::testing::Values(body("portal_page", 200, " <html>", "retry", "unknown", "unknown", "retry"),
                      body("no_body", 204, "", "done", "done", "done", "done"),
                      body("list_behind_blanks", 200, "\r\n [1]", "done", "done", "done", "done"),
                      body("token_endpoint_over_its_rate", 400,
                           R"({"error": "invalid_request", "error_description": "Rate limit exceeded"})", "refused",
                           "refused", "refused", "wait"),
                      body("wrong_secret", 400, R"({"error": "invalid_client"})", "refused", "refused", "refused",
                           "forbidden")),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Failures, Judge,
    ::testing::Values(
        JudgeCase{"before_a_byte_left", Failure{false, "refused"}, {}, "retry", "retry", "retry", "retry"},
        JudgeCase{"later", Failure{true, "reset"}, {}, "retry", "unknown", "unknown", "retry"}),
    testing::row_name);

struct WordsCase {
  const char* name;
  Outcome outcome;
  ApiError error;
  std::string words;
};

class Describe : public ::testing::TestWithParam<WordsCase> {};

TEST_P(Describe, ForPeople) { EXPECT_EQ(describe(GetParam().outcome, GetParam().error), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    Judge, Describe,
    ::testing::Values(WordsCase{"status_alone", Response{503, {}, ""}, {}, "503"},
                      WordsCase{"code_and_text",
                                Response{400, {}, "{}"},
                                {"invalid.skill", "no such skill", ""},
                                "400 invalid.skill: 'no such skill'"},
                      WordsCase{
                          "hostile_text", Response{400, {}, "{}"}, {"\x1b[2J", "a\nb", ""}, "400 \\x1b[2J: 'a\\x0ab'"},
                      WordsCase{"portal_page", Response{200, {}, "<html>"}, {}, "200 with a body that is no JSON"},
                      WordsCase{"no_answer", Failure{true, "connection reset"}, {}, "connection reset"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
