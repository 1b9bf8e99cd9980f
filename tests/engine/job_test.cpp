#include "engine/job.hpp"

#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "support/job_answers.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;
using testing::kConflict;
using testing::kUnknown;
using testing::NoRandom;
using testing::ok;
using testing::profile;

/// A script of answers, and what the job did: one line an action.
struct JobCase {
  const char* name;
  Step step;
  std::vector<Answer> answers;
  std::vector<std::string> actions;
};

Names names() {
  Names names;
  names.add({Kind::skill, "A"}, {"id-A"});
  return names;
}

std::string shown(const Call& call) {
  auto text = std::string(method_name(call.request.method));
  if (const auto* tag = find_header(call.request.headers, "If-Match")) text += " if " + *tag;
  return call.request.body.empty() ? text : text + " " + call.request.body;
}

std::string shown(const StepOutcome& outcome) {
  auto text = std::string(standing_name(outcome.standing));
  if (outcome.exit != Exit::success) text += " " + std::to_string(static_cast<int>(outcome.exit));
  return outcome.reason.empty() ? text : text + ": " + outcome.reason;
}

class Jobs : public ::testing::TestWithParam<JobCase> {
 protected:
  std::vector<std::string> run() {
    Workshop workshop{.binding = binding(Api::guide), .tenant = tenant_, .random = random_, .names = names()};
    Job job(GetParam().step, workshop);
    Instant now{};
    std::vector<std::string> actions;
    auto answers = GetParam().answers.begin();
    for (auto call = job.begin(now); job.outcome() == nullptr;) {
      if (call) {
        actions.push_back(shown(*call));
        if (answers == GetParam().answers.end()) return actions;
        call = job.take(*answers++, now);
      } else {
        const auto until = std::get<Job::Pausing>(job.state()).until;
        actions.push_back("wait " + format_duration(until - now));
        now = until;
        call = job.begin(now);
      }
    }
    actions.push_back(shown(*job.outcome()));
    EXPECT_EQ(answers, GetParam().answers.end()) << "answers are left";
    return actions;
  }

 private:
  NoRandom random_;
  Tenant tenant_{.name = "test"};
};

TEST_P(Jobs, DoWhatTheRulesSay) { EXPECT_EQ(run(), GetParam().actions); }

Step step(Verb verb, Address address, std::vector<FieldEdit> edits, Guard guard = {}) {
  return {.id = "s1",
          .verb = verb,
          .address = std::move(address),
          .object_id = {verb == Verb::create ? "" : "x"},
          .guard = std::move(guard),
          .edits = std::move(edits)};
}

Answer end(Answer::Kind kind, int status, std::string why) { return {kind, {.status = status}, std::move(why)}; }

/// F36: a promise says nothing of the object.
const Answer kAccepted{Answer::Kind::done, {.status = 202, .headers = {}, .body = R"({"status":"InProgress"})"}, {}};
const Answer kNoLevels = ok(R"({"name":"X","skills":[]})");
const Answer kGone = end(Answer::Kind::gone, 404, "404");
const Answer kDown = end(Answer::Kind::unavailable, 503, "503 after 4 attempts");

std::string put(int level, const std::string& etag = "\"1\"") {
  return "PUT if " + etag + R"( {"name":"X","skills":[{"proficiency_level":)" + std::to_string(level) +
         R"(,"skill_id":"id-A"}]})";
}
Step raise_level() { return step(Verb::update, {Kind::profile, "X"}, {{"/levels/A", Value(1), Value(2)}}); }

const std::string kRobot =
    "held 5: in conflict 3 times, to be reconciled by hand; the platform says: 409 version.conflict";
const std::string kForeign =
    "held 5: changed elsewhere after the plan was made: '/levels/A' is '4' where '1' was planned from";

// F2, F13-F18, F36, F37, R10-R13, SEC41.
INSTANTIATE_TEST_SUITE_P(
    Update, Jobs,
    ::testing::Values(
        JobCase{"reads_writes_and_compares", raise_level(), {profile(1), profile(2)}, {"GET", put(2), "done"}},
        JobCase{"already_as_wanted", raise_level(), {profile(2)}, {"GET", "done: already as wanted"}},
        JobCase{"foreign_edit_of_the_same_field", raise_level(), {profile(4)}, {"GET", kForeign}},
        JobCase{"deleted_meanwhile", raise_level(), {kGone}, {"GET", "held 5: it was deleted after the plan was made"}},
        JobCase{"answered_as_deleted",
                raise_level(),
                {ok(R"({"state":"deleted"})")},
                {"GET", "held 5: it was deleted after the plan was made"}},
        JobCase{"writes_under_the_tag_it_read",
                raise_level(),
                {profile(1, "\"9\""), profile(2)},
                {"GET", put(2, "\"9\""), "done"}},
        JobCase{"no_tag_no_write",
                raise_level(),
                {profile(1, "")},
                {"GET", "failed 4: it cannot be guarded: the platform gave neither a strong entity tag nor a version"}},
        JobCase{"conflict_merges_again_after_five_seconds",
                raise_level(),
                {profile(1), kConflict, profile(1, "\"2\""), profile(1, "\"3\""), profile(2)},
                {"GET", put(2), "GET", "wait 5s", "GET", put(2, "\"3\""), "done"}},
        JobCase{"conflict_although_the_write_landed",
                raise_level(),
                {profile(1), kConflict, profile(2)},
                {"GET", put(2), "GET", "done"}},
        JobCase{"conflict_with_the_same_field",
                raise_level(),
                {profile(1), kConflict, profile(4)},
                {"GET", put(2), "GET", kForeign}},
        JobCase{
            "three_conflicts",
            raise_level(),
            {profile(1), kConflict, profile(1), profile(1), kConflict, profile(1), profile(1), kConflict, profile(1)},
            {"GET", put(2), "GET", "wait 5s", "GET", put(2), "GET", "wait 5s", "GET", put(2), "GET", kRobot}},
        JobCase{"a_promise_to_take_away_is_not_the_absence",
                step(Verb::update, {Kind::profile, "X"}, {{"/levels/A", Value(1), std::nullopt}}),
                {profile(1), kAccepted, profile(1), kNoLevels},
                {"GET", R"(PUT if "1" {"name":"X","skills":[]})", "GET", "wait 2s", "GET", "done"}},
        JobCase{"a_promise_that_is_not_kept",
                step(Verb::update, {Kind::profile, "X"}, {{"/levels/A", Value(1), std::nullopt}}),
                {profile(1), kAccepted, profile(1), profile(1), profile(1)},
                {"GET", R"(PUT if "1" {"name":"X","skills":[]})", "GET", "wait 2s", "GET", "wait 2s", "GET",
                 "failed 8: the platform accepted the write, but '/levels/A' is '1' where absent was wanted"}},
        JobCase{"lost_answer_of_a_write_that_landed",
                raise_level(),
                {profile(1), kUnknown, profile(2)},
                {"GET", put(2), "GET", "done"}},
        JobCase{"lost_request",
                raise_level(),
                {profile(1), kUnknown, profile(1), profile(2)},
                {"GET", put(2), "GET", put(2), "done"}},
        JobCase{"answers_that_never_come",
                raise_level(),
                {profile(1), kUnknown, profile(1), kUnknown, profile(1), kUnknown, profile(1)},
                {"GET", put(2), "GET", put(2), "GET", put(2), "GET", "unknown 7: no answer came, 3 times"}},
        JobCase{"lost_and_then_out_of_reach",
                raise_level(),
                {profile(1), kUnknown, kDown},
                {"GET", put(2), "GET", "unknown 7: it was written, but could not be read back: 503 after 4 attempts"}},
        JobCase{
            "never_in_reach", raise_level(), {kDown}, {"GET", "failed 7: it could not be read: 503 after 4 attempts"}},
        JobCase{"refused",
                raise_level(),
                {profile(1), end(Answer::Kind::refused, 400, "400 limit.exceeded")},
                {"GET", put(2), "failed 8: it could not be written: 400 limit.exceeded"}},
        JobCase{"forbidden",
                raise_level(),
                {profile(1), end(Answer::Kind::forbidden, 403, "403")},
                {"GET", put(2), "failed 6: it could not be written: 403"}},
        JobCase{"accepted_and_ignored",
                raise_level(),
                {profile(1), profile(1), profile(1), profile(1), profile(1)},
                {"GET", put(2), "GET", "wait 2s", "GET", "wait 2s", "GET",
                 "failed 8: the platform accepted the write, but '/levels/A' is '1' where '2' was wanted"}},
        JobCase{"shown_late",
                raise_level(),
                {profile(1), profile(1), profile(1), profile(2)},
                {"GET", put(2), "GET", "wait 2s", "GET", "done"}},
        JobCase{"empty_answer_is_read_back",
                raise_level(),
                {profile(1), ok(""), profile(2)},
                {"GET", put(2), "GET", "done"}},
        JobCase{"cut_answer_is_unknown",
                raise_level(),
                {profile(1), ok(R"({"na)"), profile(1), profile(2)},
                {"GET", put(2), "GET", put(2), "done"}},
        JobCase{"broken_object_is_not_written",
                raise_level(),
                {ok(R"({"name":"X","skills":null})")},
                {"GET",
                 "failed 7: it could not be read: GET /api/v2/routing/profiles/x: /skills: null where a list "
                 "belongs"}},
        JobCase{"reference_without_id",
                step(Verb::update, {Kind::profile, "X"}, {{"/levels/Z", std::nullopt, Value(2)}}),
                {},
                {"failed 8: it refers to 'skill/Z', whose id is not known"}}),
    testing::row_name);

const std::string kSkill = R"({"enabled":true,"name":"X"})";
const std::string kOther = R"({"description":"theirs","enabled":true,"name":"X"})";
Step disable() { return step(Verb::update, {Kind::skill, "X"}, {{"/enabled", Value(true), Value(false)}}); }

// R9: without a guard on the wire another body waits for the one before it.
INSTANTIATE_TEST_SUITE_P(
    Unguarded, Jobs,
    ::testing::Values(JobCase{"same_body_again",
                              disable(),
                              {ok(kSkill), kUnknown, ok(kSkill), ok(R"({"enabled":false,"name":"X"})")},
                              {"GET", R"(PUT {"enabled":false,"name":"X"})", "GET",
                               R"(PUT {"enabled":false,"name":"X"})", "done"}},
                      JobCase{"another_body_waits",
                              disable(),
                              {ok(kSkill), kUnknown, ok(kOther), ok(kOther), ok(R"({"enabled":false})")},
                              {"GET", R"(PUT {"enabled":false,"name":"X"})", "GET", "wait 1m", "GET",
                               R"(PUT {"description":"theirs","enabled":false,"name":"X"})", "done"}}),
    testing::row_name);

Step close_line() {
  return step(Verb::update, {Kind::schedule, "X"}, {{"/state", Value("open"), Value("closed")}},
              {GuardKind::version, "3"});
}
Answer schedule(bool closed, int version) { return ok(write_json(Map{{"closed", closed}, {"version", version}})); }
std::string patch(int version) {
  const auto number = std::to_string(version);
  return "PATCH if \"" + number + R"(" {"closed":true,"version":)" + number + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Blind, Jobs,
    ::testing::Values(
        JobCase{"writes_at_once_under_the_planned_version", close_line(), {schedule(true, 4)}, {patch(3), "done"}},
        JobCase{"foreign_edit_of_another_field",
                close_line(),
                {kConflict, schedule(false, 7), schedule(false, 7), schedule(true, 8)},
                {patch(3), "GET", "wait 5s", "GET", patch(7), "done"}},
        JobCase{"somebody_closed_it", close_line(), {kConflict, schedule(true, 7)}, {patch(3), "GET", "done"}},
        JobCase{"lost_answer", close_line(), {kUnknown, schedule(true, 4)}, {patch(3), "GET", "done"}},
        JobCase{
            "deleted_meanwhile", close_line(), {kGone}, {patch(3), "held 5: it was deleted after the plan was made"}}),
    testing::row_name);

Step new_skill() { return step(Verb::create, {Kind::skill, "X"}, {{"/description", std::nullopt, Value("d")}}); }
Answer skills(std::string rows) { return ok(R"({"entities":[)" + rows + "]}"); }
const std::string kPost = R"(POST {"description":"d","name":"X"})";
const std::string kMine = R"({"id":"n","name":"X","description":"d"})";

// F3, F19, F22, F37, R8.
INSTANTIATE_TEST_SUITE_P(
    Create, Jobs,
    ::testing::Values(
        JobCase{"looks_the_name_up_first",
                new_skill(),
                {skills(R"({"id":"1","name":"Y"})"), ok(kMine)},
                {"GET", kPost, "done"}},
        JobCase{
            "its_name_is_taken_by_what_nobody_shows",
            new_skill(),
            {skills(""), kConflict, skills(""), skills(""), kConflict, skills(""), skills(""), kConflict, skills("")},
            {"GET", kPost, "GET", "wait 5s", "GET", kPost, "GET", "wait 5s", "GET", kPost, "GET",
             "held 5: its name is taken, but no object of that name is to be seen: it may lie in a division that the "
             "client's roles do not cover; the platform says: 409 version.conflict"}},
        JobCase{"looks_through_every_page",
                new_skill(),
                {ok(R"({"entities":[{"id":"1","name":"Y"}],"total":2,"nextPageUri":"/x?after=c"})"),
                 ok(R"({"entities":[{"id":"n","name":"X","description":"d"}],"total":2})")},
                {"GET", "GET", "done: already as wanted"}},
        JobCase{
            "exists_by_now_with_other_content",
            new_skill(),
            {skills(R"({"id":"1","name":"X","description":"e"})"), ok(R"({"id":"1","name":"X","description":"e"})")},
            {"GET", "GET",
             "held 5: an object of that name exists by now (id '1'): '/description' is '\"e\"' where '\"d\"' "
             "was wanted"}},
        JobCase{"exists_twice",
                new_skill(),
                {skills(R"({"id":"1","name":"X"},{"id":"2","name":"X"})")},
                {"GET", "held 5: several objects bear its name by now: '1', '2'"}},
        JobCase{"lost_answer_is_adopted",
                new_skill(),
                {skills(""), kUnknown, skills(kMine)},
                {"GET", kPost, "GET", "done: already as wanted"}},
        JobCase{"lost_request_is_repeated_once",
                new_skill(),
                {skills(""), kUnknown, skills(""), ok(kMine)},
                {"GET", kPost, "GET", kPost, "done"}},
        JobCase{"never_a_third_time",
                new_skill(),
                {skills(""), kUnknown, skills(""), kUnknown, skills("")},
                {"GET", kPost, "GET", kPost, "GET",
                 "failed 8: no answer came, twice, and no object of that name is there"}},
        JobCase{"twins",
                new_skill(),
                {skills(""), kUnknown, skills(R"({"id":"1","name":"X"},{"id":"2","name":"X"})")},
                {"GET", kPost, "GET", "held 5: several objects bear its name by now: '1', '2'"}},
        JobCase{"answer_without_id_is_looked_up",
                new_skill(),
                {skills(""), ok("{}"), skills(kMine)},
                {"GET", kPost, "GET", "done: already as wanted"}},
        JobCase{
            "duplicate_name",
            new_skill(),
            {skills(""), end(Answer::Kind::conflict, 409, "409 duplicate.name"),
             skills(R"({"id":"1","name":"X","description":"e"})"), ok(R"({"id":"1","name":"X","description":"e"})")},
            {"GET", kPost, "GET", "GET",
             "held 5: an object of that name exists by now (id '1'): '/description' is '\"e\"' where '\"d\"' was "
             "wanted"}},
        JobCase{"field_ignored",
                new_skill(),
                {skills(""), ok(R"({"id":"n","name":"X"})"), ok(R"({"id":"n","name":"X"})"),
                 ok(R"({"id":"n","name":"X"})"), ok(R"({"id":"n","name":"X"})")},
                {"GET", kPost, "GET", "wait 2s", "GET", "wait 2s", "GET",
                 "failed 8: the platform accepted the write, but '/description' is absent where '\"d\"' was wanted"}}),
    testing::row_name);

Step remove_queue() {
  return step(Verb::remove, {Kind::queue, "X"}, {{"/requires/A", json(R"({"level":1})"), std::nullopt}});
}
Answer queue(int level) {
  return ok(R"({"name":"X","skills":[{"skill":{"id":"id-A"},"requiredLevel":)" + std::to_string(level) + "}]}");
}

// F4, F52, F61.
INSTANTIATE_TEST_SUITE_P(
    Remove, Jobs,
    ::testing::Values(
        JobCase{"reads_removes_and_looks",
                remove_queue(),
                {queue(1), ok(""), kGone},
                {"GET", "DELETE if \"1\"", "GET", "done"}},
        JobCase{"already_gone", remove_queue(), {kGone}, {"GET", "done: already gone"}},
        JobCase{"gone_when_it_is_removed", remove_queue(), {queue(1), kGone}, {"GET", "DELETE if \"1\"", "done"}},
        JobCase{"changed_meanwhile",
                remove_queue(),
                {queue(2)},
                {"GET", R"(held 5: changed elsewhere after the plan was made: '/requires/A' is '{"level":2}' where )"
                        R"('{"level":1}' was planned from)"}},
        JobCase{"lost_answer", remove_queue(), {queue(1), kUnknown, kGone}, {"GET", "DELETE if \"1\"", "GET", "done"}},
        JobCase{"shown_as_deleted",
                remove_queue(),
                {queue(1), ok(""), ok(R"({"state":"deleted"})")},
                {"GET", "DELETE if \"1\"", "GET", "done"}},
        JobCase{"accepted_and_ignored",
                remove_queue(),
                {queue(1), ok(""), queue(1), queue(1), queue(1)},
                {"GET", "DELETE if \"1\"", "GET", "wait 2s", "GET", "wait 2s", "GET",
                 "failed 8: the platform accepted the deletion, but it is still there"}},
        JobCase{"still_in_use",
                remove_queue(),
                {queue(1), end(Answer::Kind::refused, 400, "400 skill.in.use: 'in use'")},
                {"GET", "DELETE if \"1\"", "failed 8: it could not be written: 400 skill.in.use: 'in use'"}}),
    testing::row_name);

}  // namespace
}  // namespace interlock
