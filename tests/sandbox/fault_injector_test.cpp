// Each fault of a script against a sandbox: what the client gets, and what became of the tenant.
#include "sandbox/faults/injector.hpp"

#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock::sandbox {
namespace {

using interlock::testing::TenantBuilder;

Value tenant() {
  return TenantBuilder().skill("A").skill("B").user("ana", {{"A", 2}}).queue("Q", {{"A", 1}}).schedule("S").document();
}

struct FaultCase {
  const char* name;
  std::string rule;                   // of the script
  std::vector<std::string> requests;  // "PATCH /path {body}", or "wait 5s"
  std::vector<std::string> seen;      // for each: the status and what of the body matters, or what failed
  std::string end;                    // of the schedule: closed or open, its version; and how many queues there are
};

const std::string kSchedule = "/api/v2/architect/schedules/schedule-S";
const std::string kPatch = "PATCH " + kSchedule + R"( {"closed":true})";
const std::string kGet = "GET " + kSchedule;
const std::string kCreate = R"(POST /api/v2/routing/queues {"name":"New","skills":[]})";
const std::string kDelete = "DELETE /api/v2/routing/queues/queue-Q";
const std::string kSkills = "GET /api/v2/routing/skills?pageSize=100";

class Faults : public ::testing::TestWithParam<FaultCase> {
 protected:
  static Request request_of(const std::string& text) {
    const auto path = text.find(' ') + 1, body = std::min(text.find(' ', path), text.size());
    const auto target = text.substr(path, body - path);
    const auto question = std::min(target.find('?'), target.size());
    Request request{.method = *parse_method(text.substr(0, path - 1)),
                    .path = target.substr(0, question),
                    .query = parse_query(target.substr(std::min(question + 1, target.size()))),
                    .authorization = Authorization{"Bearer", Secret(interlock::testing::kAccessToken)}};
    if (body < text.size()) request.body = text.substr(body + 1);
    return request;
  }

  static std::string shown(const Outcome& outcome) {
    return std::visit(
        overloaded{[](const Failure& failure) { return std::string(failure.sent ? "no answer" : "not sent"); },
                   [](const Response& response) {
                     auto text = std::to_string(response.status);
                     const auto body = parse_json(response.body, "answer");
                     const auto* wait = find_header(response.headers, "Retry-After");
                     if (wait != nullptr) text += " wait " + *wait;
                     if (!body) return text + (response.body.empty() ? " without a body" : " with what is no JSON");
                     if (const auto* closed = body->find("closed"))
                       text += *closed == Value(true) ? " closed" : " open";
                     if (const auto* rows = body->find("entities"))
                       text += " rows " + std::to_string(rows->as<List>()->size());
                     if (const auto* total = body->find("total")) text += " of " + write_json(*total);
                     for (const auto* key : {"code", "state", "status"}) {
                       const auto* value = body->find(key);
                       if (value != nullptr && value->is<std::string>()) text += " " + *value->as<std::string>();
                     }
                     return text;
                   }},
        outcome);
  }

  std::string end(const Sandbox& sandbox) const {
    const auto document = sandbox.document();
    const auto& schedule = document.find("schedules")->as<List>()->front();
    return std::string(flag_or(schedule, "closed", false) ? "closed " : "open ") +
           std::to_string(integer_or(schedule, "version", 0)) + ", " +
           plural(document.find("queues")->as<List>()->size(), "queue");
  }
};

TEST_P(Faults, DoWhatTheyAreNamedFor) {
  const auto script = read_fault_script({.name = "faults", .text = "interlock: 1\nrules: [" + GetParam().rule + "]\n"});
  ASSERT_TRUE(script) << script.problems().front().message;
  auto sandbox = interlock::testing::make_sandbox(tenant());
  FaultInjector injector(*script, interlock::testing::kAccessToken);
  Instant now{};
  std::vector<std::string> seen;
  for (const auto& text : GetParam().requests) {
    if (text.starts_with("wait ")) {
      now += *parse_duration(text.substr(5));
      continue;
    }
    const Wall wall{std::chrono::sys_days{std::chrono::year(2026) / 1 / 5}};
    seen.push_back(shown(injector.answer(sandbox, request_of(text), now, wall + now.time_since_epoch(), Api::guide)));
    now += Millis(10);
  }
  EXPECT_EQ(seen, GetParam().seen);
  EXPECT_EQ(end(sandbox), GetParam().end);
}

INSTANTIATE_TEST_SUITE_P(
    Injector, Faults,
    ::testing::Values(
        FaultCase{"no_rule_no_trouble", "", {kPatch}, {"200 closed"}, "closed 2, 1 queue"},
        FaultCase{"F1_request_is_lost",
                  "{fault: lost_request, on: {nth: 1}}",
                  {kPatch, kPatch},
                  {"no answer", "200 closed"},
                  "closed 2, 1 queue"},
        FaultCase{"F1_connection_is_refused",
                  "{fault: refused_connection, times: 1}",
                  {kPatch},
                  {"not sent"},
                  "open 1, 1 queue"},
        FaultCase{"F2_answer_is_lost",
                  "{fault: lost_answer, on: {method: PATCH}}",
                  {kPatch, kGet},
                  {"no answer", "200 closed"},
                  "closed 2, 1 queue"},
        FaultCase{
            "F3_answer_of_a_create_is_lost", "{fault: lost_answer}", {kCreate}, {"no answer"}, "open 1, 2 queues"},
        FaultCase{"F5_delivered_twice", "{fault: twice}", {kPatch}, {"200 closed"}, "closed 3, 1 queue"},
        FaultCase{"F6_delivered_again_later",
                  "{fault: delayed_twin, delay: 5s, times: 1}",
                  {kPatch, "PATCH " + kSchedule + R"( {"closed":false})", "wait 6s", kGet},
                  {"200 closed", "200 open", "200 closed"},
                  "closed 4, 1 queue"},
        FaultCase{"F7_throttled",
                  "{fault: throttled, retry_after: '7'}",
                  {kPatch},
                  {"429 wait 7 too.many.requests"},
                  "open 1, 1 queue"},
        FaultCase{"F8_throttled_until_a_date",
                  "{fault: throttled, retry_after: in 30s}",
                  {kPatch},
                  {"429 wait Mon, 05 Jan 2026 00:00:30 GMT too.many.requests"},
                  "open 1, 1 queue"},
        FaultCase{"F9_throttled_without_a_word",
                  "{fault: throttled, retry_after: none}",
                  {kPatch},
                  {"429 too.many.requests"},
                  "open 1, 1 queue"},
        FaultCase{"F12_trouble_with_one_object",
                  "{fault: trouble, status: 502, on: {path: '*/schedules/*'}}",
                  {kPatch, kCreate},
                  {"502 service.unavailable", "200"},
                  "open 1, 2 queues"},
        FaultCase{
            "F13_conflict", "{fault: conflict, status: 412}", {kPatch}, {"412 version.conflict"}, "open 1, 1 queue"},
        FaultCase{"F14_conflict_with_our_own_write",
                  "{fault: conflict_after}",
                  {kPatch},
                  {"409 version.conflict"},
                  "closed 2, 1 queue"},
        FaultCase{"F16_somebody_edits",
                  "{fault: edit, address: schedule/S, set: {x: 1}, times: 1}",
                  {kPatch},
                  {"200 closed"},
                  "closed 3, 1 queue"},
        FaultCase{
            "F18_somebody_deletes", "{fault: removal, address: queue/Q}", {kGet}, {"200 open"}, "open 1, 0 queues"},
        FaultCase{"F18_nobody_deletes_what_is_referred_to",
                  "{fault: removal, address: skill/A}",
                  {"GET /api/v2/routing/skills/skill-A"},
                  {"200"},
                  "open 1, 1 queue"},
        FaultCase{"F19_somebody_creates",
                  "{fault: twin, address: queue/New, set: {skills: []}, times: 1}",
                  {kCreate},
                  {"409 duplicate.name"},
                  "open 1, 2 queues"},
        FaultCase{"F21_replica_lags",
                  "{fault: stale_read, delay: 5s}",
                  {kGet, kPatch, kGet, "wait 6s", kGet},
                  {"200 open", "200 closed", "200 open", "200 closed"},
                  "closed 2, 1 queue"},
        FaultCase{"F24_cursor_dies",
                  "{fault: dead_cursor}",
                  {"GET /api/v2/routing/skills?after=x"},
                  {"401 cursor.expired"},
                  "open 1, 1 queue"},
        FaultCase{
            "F25_pages_are_small", "{fault: small_pages, size: 1}", {kSkills}, {"200 rows 1 of 2"}, "open 1, 1 queue"},
        FaultCase{"F27_total_is_wrong", "{fault: wrong_total}", {kSkills}, {"200 rows 2 of 3"}, "open 1, 1 queue"},
        FaultCase{"F28_token_ends",
                  "{fault: refused_token, on: {nth: 2}}",
                  {kGet, kGet, kGet},
                  {"200 open", "401 bad.credentials", "401 bad.credentials"},
                  "open 1, 1 queue"},
        FaultCase{"F29_forbidden", "{fault: forbidden}", {kPatch}, {"403 not.authorized"}, "open 1, 1 queue"},
        FaultCase{
            "F32_answer_is_cut", "{fault: cut_answer}", {kPatch}, {"200 with what is no JSON"}, "closed 2, 1 queue"},
        FaultCase{"F35_portal", "{fault: portal}", {kPatch}, {"200 with what is no JSON"}, "open 1, 1 queue"},
        FaultCase{"F36_accepted_and_done_later",
                  "{fault: accepted, delay: 2s}",
                  {kPatch, kGet, "wait 3s", kGet},
                  {"202 InProgress", "200 open", "200 closed"},
                  "closed 2, 1 queue"},
        FaultCase{"F37_write_is_ignored", "{fault: ignored_write}", {kPatch}, {"200 open"}, "open 1, 1 queue"},
        FaultCase{"F38_redirect", "{fault: redirect, status: 307}", {kPatch}, {"307 moved"}, "open 1, 1 queue"},
        FaultCase{"F52_deletion_is_refused",
                  "{fault: refused_removal}",
                  {kPatch, kDelete},
                  {"200 closed", "400 in.use"},
                  "closed 2, 1 queue"},
        FaultCase{"F53_quota_is_lower",
                  "{fault: hidden_quota, quota: 2/s}",
                  {kGet, kGet, kGet},
                  {"200 open", "200 open", "429 wait 1 too.many.requests"},
                  "open 1, 1 queue"},
        FaultCase{"F60_trouble_though_it_landed",
                  "{fault: trouble_after}",
                  {kPatch},
                  {"504 gateway.timeout"},
                  "closed 2, 1 queue"},
        FaultCase{"F61_deleted_is_shown",
                  "{fault: shown_deleted}",
                  {"GET /api/v2/routing/queues/queue-Q", kDelete, "GET /api/v2/routing/queues/queue-Q"},
                  {"200", "204 without a body", "200 deleted"},
                  "open 1, 0 queues"},
        FaultCase{"F62_list_is_incomplete", "{fault: incomplete}", {kSkills}, {"206 rows 1 of 2"}, "open 1, 1 queue"},
        FaultCase{"as_often_as_is_said",
                  "{fault: trouble, times: 2}",
                  {kGet, kGet, kGet},
                  {"503 service.unavailable", "503 service.unavailable", "200 open"},
                  "open 1, 1 queue"},
        FaultCase{"not_before_its_time",
                  "{fault: trouble, on: {after: 5s}}",
                  {kGet, "wait 6s", kGet},
                  {"200 open", "503 service.unavailable"},
                  "open 1, 1 queue"},
        FaultCase{"never_at_a_rate_of_nothing",
                  "{fault: trouble, rate: 0}",
                  {kGet, kGet},
                  {"200 open", "200 open"},
                  "open 1, 1 queue"}),
    interlock::testing::row_name);

TEST(Injector, SaysWhatHappenedAndHeals) {
  const auto script = read_fault_script({.name = "faults", .text = "interlock: 1\nrules: [{fault: trouble}]\n"});
  ASSERT_TRUE(script);
  auto sandbox = interlock::testing::make_sandbox(tenant());
  FaultInjector injector(*script, interlock::testing::kAccessToken);
  const Request request{.method = Method::get,
                        .path = kSchedule,
                        .query = {},
                        .authorization = Authorization{"Bearer", Secret(interlock::testing::kAccessToken)}};
  injector.answer(sandbox, request, {}, {}, Api::guide);
  injector.heal(sandbox, {}, {});
  EXPECT_EQ(std::get<Response>(injector.answer(sandbox, request, {}, {}, Api::guide)).status, 200);
  ASSERT_EQ(injector.happenings().size(), 1U);
  EXPECT_EQ(injector.happenings().front().request, 1);
}

}  // namespace
}  // namespace interlock::sandbox
