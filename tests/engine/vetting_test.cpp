// SEC22 on the courier: no call leaves with a token that was not asked about.
#include "engine/vetting.hpp"

#include <gtest/gtest.h>

#include "support/courier_rig.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::CourierRig;
using testing::json;
using testing::kOrganizationPath;
using testing::lost;
using testing::not_sent;
using testing::script;
using testing::with_tokens;

Response organization(const std::string& id) { return {200, {}, R"({"id": ")" + id + R"(", "name": "N"})"}; }

/// The first token is good for "/first" alone; `questions` answers what is asked about the organisation.
CourierRig::Server expiring(CourierRig::Server questions) {
  return with_tokens([questions = std::move(questions)](const Request& request, Instant now) -> Outcome {
    if (request.path == kOrganizationPath) return questions(request, now);
    const bool is_good = request.path == "/first" || request.authorization->credentials.reveal() != "token-1";
    return is_good ? json(200) : json(401);
  });
}

/// The first token is here, and it was seen to be ours.
void log_in(CourierRig& rig) {
  rig.submit(Meaning::reads, "/first");
  rig.run();
  rig.answers.clear();
  rig.courier.confirm_organization("ours");
}

std::vector<std::string> sent_with(const CourierRig& rig, const std::string& token) {
  std::vector<std::string> paths;
  for (const auto& one : rig.sent) {
    if (one.token == token) paths.push_back(one.path);
  }
  return paths;
}

TEST(Vetting, ANewTokenIsAskedAboutBeforeAnythingLeavesWithIt) {
  CourierRig rig(expiring(script({organization("ours")})));
  log_in(rig);
  for (int i = 0; i < 3; ++i) rig.submit(Meaning::creates);
  rig.run();
  EXPECT_EQ(sent_with(rig, "token-2"), (std::vector<std::string>{kOrganizationPath, "/", "/", "/"}));
  const auto paths = rig.sent_to("/");
  EXPECT_GE(paths.back().at, rig.sent_to(kOrganizationPath).front().at + rig.latency);
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::done);
  EXPECT_EQ(rig.answers.size(), 3u);
}

TEST(Vetting, NothingLeavesWithATokenOfAnotherOrganisation) {
  CourierRig rig(expiring(script({organization("theirs")})));
  log_in(rig);
  rig.submit(Meaning::creates);
  rig.run();
  const auto later = rig.submit(Meaning::reads, "/", {Bucket::token, Bucket::routing});
  rig.run();
  EXPECT_EQ(sent_with(rig, "token-2"), std::vector<std::string>{kOrganizationPath});
  EXPECT_EQ(rig.answers.size(), 2u);
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::elsewhere);
  EXPECT_EQ(rig.answers.at(later).why, "the credentials are for organization 'theirs' ('N'), but 'ours' is expected");
}

TEST(Vetting, WhereNoOrganisationIsExpectedNobodyAsks) {
  CourierRig rig(expiring(script({organization("theirs")})));
  rig.courier.doubt_organization("");
  const auto ticket = rig.submit(Meaning::reads);
  rig.run();
  EXPECT_EQ(rig.answers.at(ticket).kind, Answer::Kind::done);
  EXPECT_TRUE(rig.sent_to(kOrganizationPath).empty());
}

TEST(Vetting, ATokenThatIsDoubtedIsAskedAboutOnce) {
  CourierRig rig(with_tokens(script({organization("ours")})));
  for (int round = 0; round < 2; ++round) {
    rig.courier.doubt_organization("ours");
    for (int i = 0; i < 4; ++i) rig.submit(Meaning::sets);
    rig.run();
  }
  const std::vector<std::string> round{kOrganizationPath, "/", "/", "/", "/"};
  auto both = round;
  both.insert(both.end(), round.begin(), round.end());
  EXPECT_EQ(sent_with(rig, "token-1"), both);
}

TEST(Vetting, AReadyMadeTokenIsAskedAboutToo) {
  CourierRig rig(script({organization("theirs")}), {.basic = {}, .access_token = Secret("ready")});
  rig.courier.doubt_organization("ours");
  const auto ticket = rig.submit(Meaning::sets);
  rig.run();
  EXPECT_EQ(rig.answers.at(ticket).kind, Answer::Kind::elsewhere);
  EXPECT_TRUE(rig.sent_to("/").empty());
}

TEST(Vetting, CallsKeepTheirOrderThroughAQuestion) {
  CourierRig rig(with_tokens(script({organization("ours")})));
  rig.courier.doubt_organization("ours");
  std::vector<std::string> wanted{kOrganizationPath};
  for (int i = 0; i < 20; ++i) rig.submit(Meaning::sets, wanted.emplace_back("/" + std::to_string(i)));
  rig.run();
  EXPECT_EQ(sent_with(rig, "token-1"), wanted);
}

TEST(Vetting, AbandoningDropsWhatWaitsForTheAnswer) {
  CourierRig rig(script({organization("ours")}), {.basic = {}, .access_token = Secret("ready")});
  rig.courier.doubt_organization("ours");
  rig.submit(Meaning::sets);
  const auto sendings = rig.courier.due(rig.now);
  ASSERT_EQ(sendings.size(), 1u);
  EXPECT_EQ(sendings[0].request.path, kOrganizationPath);
  rig.courier.abandon();
  rig.courier.complete({sendings[0].ticket, organization("ours")}, rig.now, Wall());
  EXPECT_TRUE(rig.courier.due(rig.now).empty());
  EXPECT_TRUE(rig.courier.deliveries().empty());
  EXPECT_EQ(rig.courier.waiting(), 0);
}

TEST(Vetting, WhoAbandonsBeforeTheQuestionLeavesCanGoOn) {
  CourierRig rig(with_tokens(script({json(503), organization("ours")})));
  rig.courier.doubt_organization("ours");
  rig.submit(Meaning::sets);
  rig.run(Millis(50));  // the login is over, the question waits for its second attempt
  rig.courier.abandon();
  const auto ticket = rig.submit(Meaning::sets);
  rig.run();
  EXPECT_EQ(rig.answers.at(ticket).kind, Answer::Kind::done);
}

struct QuestionCase {
  const char* name;
  std::vector<Outcome> outcomes;  // of the question
  Answer::Kind kind;              // of the call that waits for it
  std::size_t questions;
  std::size_t calls;  // that left
  std::string why;
};

class Question : public ::testing::TestWithParam<QuestionCase> {};

TEST_P(Question, Ends) {
  const auto& row = GetParam();
  CourierRig rig(with_tokens([questions = script(row.outcomes)](const Request& request, Instant now) -> Outcome {
    return request.path == kOrganizationPath ? questions(request, now) : json(200);
  }));
  rig.courier.doubt_organization("ours");
  const auto ticket = rig.submit(Meaning::creates);
  rig.run();
  EXPECT_EQ(rig.answers.at(ticket).kind, row.kind);
  EXPECT_EQ(rig.answers.at(ticket).why, row.why);
  EXPECT_EQ(rig.sent_to(kOrganizationPath).size(), row.questions);
  EXPECT_EQ(rig.sent_to("/").size(), row.calls);
  EXPECT_EQ(rig.doubled, 0);
}

const Response kOurs = organization("ours");

INSTANTIATE_TEST_SUITE_P(
    Vetting, Question,
    ::testing::Values(
        QuestionCase{"is_repeated_as_a_read", {json(503), lost(), not_sent(), kOurs}, Answer::Kind::done, 4, 1, ""},
        QuestionCase{
            "waits_when_throttled", {json(429, "", {{"Retry-After", "20"}}), kOurs}, Answer::Kind::done, 2, 1, ""},
        QuestionCase{"gets_a_new_token_too", {json(401), kOurs}, Answer::Kind::done, 2, 1, ""},
        QuestionCase{"refused_with_each_token", {json(401)}, Answer::Kind::forbidden, 2, 0, "401"},
        QuestionCase{"forbidden", {json(403)}, Answer::Kind::forbidden, 1, 0, "403"},
        QuestionCase{
            "never_answered", {not_sent()}, Answer::Kind::unavailable, 4, 0, "connection refused after 4 attempts"},
        QuestionCase{"answered_without_an_id",
                     {json(200)},
                     Answer::Kind::elsewhere,
                     1,
                     0,
                     "it cannot be told which organization the credentials are for; 'ours' is expected"},
        QuestionCase{"answered_by_another",
                     {organization("theirs\x1b")},
                     Answer::Kind::elsewhere,
                     1,
                     0,
                     "it cannot be told which organization the credentials are for; 'ours' is expected"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
