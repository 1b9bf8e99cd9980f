#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "base/digest.hpp"
#include "support/bindings.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::guide_api;
using testing::json;
using testing::kTenant;

/// "PUT /path?query If-Match: tag body | reads: token routing"
std::string shown(const Call& call) {
  constexpr std::array<std::string_view, 3> kMeanings{"reads", "sets", "creates"};
  const auto& request = call.request;
  auto text = std::string(method_name(request.method)) + " " + request.path;
  if (!request.query.empty()) text += "?" + query_string(request.query);
  if (const auto* tag = find_header(request.headers, "If-Match")) text += " If-Match: " + *tag;
  if (!request.body.empty()) text += " " + request.body;
  text += " | " + std::string(kMeanings[static_cast<std::size_t>(call.meaning)]) + ":";
  for (const auto bucket : call.buckets) text += " " + std::string(bucket_name(bucket));
  return text;
}

Step step(Verb verb, Address address, std::vector<FieldEdit> edits = {}, Guard guard = {}) {
  return {.id = "s1",
          .verb = verb,
          .address = std::move(address),
          .object_id = {verb == Verb::create ? "" : "i/d"},
          .guard = std::move(guard),
          .edits = std::move(edits)};
}

Call update_call(Kind kind, std::vector<FieldEdit> edits, const std::string& body, const Guard& guard) {
  Names names;
  names.add({Kind::skill, "A"}, {"id-A"});
  const auto planned = step(Verb::update, {kind, "X"}, std::move(edits));
  return guide_api().update_call(planned, planned.edits, json(body), guard, names, kTenant);
}

Call create_call(Address address, std::vector<FieldEdit> edits) {
  Names names;
  names.add({Kind::skill, "A"}, {"id-A"});
  return guide_api().create_call(step(Verb::create, std::move(address), std::move(edits)), names, kTenant);
}

struct GuideCallCase {
  const char* name;
  Call call;
  std::string shown;
};

class Calls : public ::testing::TestWithParam<GuideCallCase> {};

TEST_P(Calls, AreSpelledAsTheGuideSays) { EXPECT_EQ(shown(GetParam().call), GetParam().shown); }

INSTANTIATE_TEST_SUITE_P(
    Guide, Calls,
    ::testing::Values(
        GuideCallCase{"list", guide_api().read_call({Part::list, Kind::skill, {}}, ""),
                      "GET /api/v2/routing/skills?pageSize=1000 | reads: token routing"},
        GuideCallCase{"users_pass_the_token_bucket_alone", guide_api().read_call({Part::list, Kind::user, {}}, ""),
                      "GET /api/v2/users?pageSize=1000 | reads: token"},
        GuideCallCase{"next_page", guide_api().read_call({Part::list, Kind::queue, {}}, "a b"),
                      "GET /api/v2/routing/queues?pageSize=1000&after=a%20b | reads: token routing"},
        GuideCallCase{"personal_profile", guide_api().read_call({Part::item, Kind::user, {"u/1"}}, ""),
                      "GET /api/v2/routing/users/u%2F1/routingprofile | reads: token routing"},
        GuideCallCase{"members", guide_api().read_call({Part::members, Kind::queue, {"q"}}, ""),
                      "GET /api/v2/routing/queues/q/members?pageSize=1000 | reads: token routing"},
        GuideCallCase{"schedule", guide_api().read_call({Part::item, Kind::schedule, {"s"}}, ""),
                      "GET /api/v2/architect/schedules/s | reads: token architect"},
        GuideCallCase{"profile_is_put_whole_under_its_tag",
                      update_call(Kind::profile, {{"/levels/A", Value(1), Value(2)}},
                                  R"({"name":"X","skills":[],"default_acd_queue":"q"})", {GuardKind::etag, "\"7\""}),
                      R"(PUT /api/v2/routing/profiles/i%2Fd If-Match: "7" )"
                      R"({"default_acd_queue":"q","name":"X","skills":[{"proficiency_level":2,"skill_id":"id-A"}]})"
                      " | sets: token routing"},
        GuideCallCase{"queue_writes_have_a_bucket_of_their_own",
                      update_call(Kind::queue, {}, R"({"name":"X"})", {GuardKind::etag, "\"7\""}),
                      R"(PUT /api/v2/routing/queues/i%2Fd If-Match: "7" {"name":"X"} | sets: token routing queues)"},
        GuideCallCase{"skill_has_no_guard_on_the_wire",
                      update_call(Kind::skill, {{"/enabled", Value(true), Value(false)}},
                                  R"({"enabled":true,"name":"X"})", {GuardKind::content, "abc"}),
                      R"(PUT /api/v2/routing/skills/i%2Fd {"enabled":false,"name":"X"} | sets: token routing)"},
        GuideCallCase{"schedule_is_patched_with_its_version_in_both_places",
                      update_call(Kind::schedule, {{"/state", Value("open"), Value("closed")}}, "null",
                                  {GuardKind::version, "12"}),
                      R"(PATCH /api/v2/architect/schedules/i%2Fd If-Match: "12" {"closed":true,"version":12})"
                      " | sets: token architect"},
        GuideCallCase{"new_skill",
                      create_call({Kind::skill, "N"},
                                  {{"/description", std::nullopt, Value("d")}, {"/parent", std::nullopt, Value("A")}}),
                      R"(POST /api/v2/routing/skills {"description":"d","name":"N","parentSkillId":"id-A"})"
                      " | creates: token routing"},
        GuideCallCase{"new_queue",
                      create_call({Kind::queue, "N"}, {{"/requires/A", std::nullopt, json(R"({"level":2,"max":3})")}}),
                      R"(POST /api/v2/routing/queues {"name":"N","skills":[{"maxLevel":3,"requiredLevel":2,)"
                      R"("skill":{"id":"id-A","name":"A"}}]} | creates: token routing queues)"},
        GuideCallCase{"removal_under_the_guard_seen",
                      guide_api().remove_call(step(Verb::remove, {Kind::queue, "X"}, {}, {GuardKind::etag, "\"7\""})),
                      R"(DELETE /api/v2/routing/queues/i%2Fd If-Match: "7" | sets: token routing queues)"},
        GuideCallCase{"organization", guide_api().organization_call(), "GET /api/v2/organizations/me | reads: token"},
        GuideCallCase{"token", guide_api().token_call(Secret("abc")),
                      "POST /oauth/token grant_type=client_credentials | reads:"}),
    testing::row_name);

struct GuardCase {
  const char* name;
  Kind kind;
  std::string body;
  std::string etag;
  std::optional<Guard> guard;
};

class Guards : public ::testing::TestWithParam<GuardCase> {};

TEST_P(Guards, AreStrongOrNone) {
  const Response response{.status = 200, .headers = {{"etag", GetParam().etag}}};
  EXPECT_EQ(guide_api().item(GetParam().kind, response, json(GetParam().body)).guard, GetParam().guard);
}

// B53 and B61.
INSTANTIATE_TEST_SUITE_P(
    Guide, Guards,
    ::testing::Values(GuardCase{"tag_of_a_profile", Kind::user, "{}", "\"abc\"", Guard{GuardKind::etag, "\"abc\""}},
                      GuardCase{"no_tag", Kind::user, "{}", "", std::nullopt},
                      GuardCase{"weak_tag", Kind::user, "{}", "W/\"abc\"", std::nullopt},
                      GuardCase{"bare_tag", Kind::profile, "{}", "abc", std::nullopt},
                      GuardCase{"star", Kind::queue, "{}", "*", std::nullopt},
                      GuardCase{"list_of_tags", Kind::queue, "{}", "\"a\", \"b\"", std::nullopt},
                      GuardCase{"version_of_a_schedule", Kind::schedule, R"({"version":3})", "",
                                Guard{GuardKind::version, "3"}},
                      GuardCase{"schedule_without_version", Kind::schedule, "{}", "\"3\"", std::nullopt},
                      GuardCase{"content_of_a_skill", Kind::skill, R"({"name":"A"})", "",
                                Guard{GuardKind::content, sha256(R"({"name":"A"})")}}),
    testing::row_name);

struct ErrorCase {
  const char* name;
  std::string body;
  ApiError error;
};

class Errors : public ::testing::TestWithParam<ErrorCase> {};

TEST_P(Errors, AreReadWhereTheyCanBe) {
  const auto error = guide_api().error({.status = 400, .body = GetParam().body});
  EXPECT_EQ(error.code, GetParam().error.code);
  EXPECT_EQ(error.message, GetParam().error.message);
  EXPECT_EQ(error.limit, GetParam().error.limit);
}

INSTANTIATE_TEST_SUITE_P(
    Guide, Errors,
    ::testing::Values(
        ErrorCase{"code_and_message", R"({"code":"c","message":"m","limit":"routing"})", {"c", "m", "routing"}},
        ErrorCase{"code_in_the_details", R"({"message":"m","details":[{"errorCode":"d"}]})", {"d", "m", ""}},
        ErrorCase{"web_page", "<html>", {"", "", ""}}, ErrorCase{"list", "[]", {"", "", ""}}),
    testing::row_name);

}  // namespace
}  // namespace interlock
