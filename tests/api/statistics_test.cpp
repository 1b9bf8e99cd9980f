#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;

const std::vector<ResourceId> kQueues{{"q1"}, {"q2"}};
const Wall kFrom = *parse_wall("2026-11-28T10:00:00Z");
const Wall kUntil = *parse_wall("2026-11-28T10:05:00Z");

struct Row {
  const char* name;
  Api api;
  std::string body;
  std::string counts;  // "q1 conversations/abandoned, ..." or the problem
};

class StatisticsAnswer : public ::testing::TestWithParam<Row> {};

std::string shown(const Result<std::map<ResourceId, QueueCounts>>& counts) {
  if (!counts) return counts.problems().front().message;
  std::vector<std::string> texts;
  for (const auto& [queue, count] : *counts) {
    texts.push_back(queue.value + " " + std::to_string(count.conversations) + "/" + std::to_string(count.abandoned));
  }
  return join(texts, ", ");
}

TEST_P(StatisticsAnswer, TellsTheCountsOfEachQueue) {
  const auto& row = GetParam();
  const auto asked = binding(row.api).statistics_calls(kQueues, kFrom, kUntil).front().queues;
  EXPECT_EQ(shown(binding(row.api).statistics(asked, json(row.body), "answer")), row.counts);
}

constexpr auto kGroup = [](const std::string& queue, const std::string& metrics) {
  return R"({"group":{"mediaType":"voice","queueId":")" + queue + R"("},"data":[{"interval":"a/b","metrics":[)" +
         metrics + "]}]}";
};
constexpr auto kMetric = [](const std::string& name, const std::string& count) {
  return R"({"metric":")" + name + R"(","stats":{"count":)" + count + "}}";
};
std::string results(const std::vector<std::string>& groups) { return R"({"results":[)" + join(groups, ",") + "]}"; }

INSTANTIATE_TEST_SUITE_P(
    Statistics, StatisticsAnswer,
    ::testing::Values(
        Row{"guide", Api::guide, R"({"queueId":"q1","conversationCount":7,"abandonedCount":2})", "q1 7/2"},
        Row{"guide_with_a_fraction_of_zeros", Api::guide, R"({"conversationCount":7.0,"abandonedCount":2})", "q1 7/2"},
        Row{"guide_without_a_count", Api::guide, R"({"conversationCount":7})",
            "/abandonedCount: missing where a count belongs"},
        Row{"guide_with_less_than_nothing", Api::guide, R"({"conversationCount":-1,"abandonedCount":0})",
            "/conversationCount: number where a count belongs"},
        Row{"published", Api::published,
            results({kGroup("q1", kMetric("nOffered", "9") + "," + kMetric("tAbandon", "4"))}), "q1 9/4, q2 0/0"},
        Row{"published_of_two_media", Api::published,
            results({kGroup("q2", kMetric("nOffered", "9")), kGroup("q2", kMetric("nOffered", "1"))}),
            "q1 0/0, q2 10/0"},
        Row{"published_of_queues_that_nobody_asked_for", Api::published,
            results({kGroup("q9", kMetric("nOffered", "9"))}), "q1 0/0, q2 0/0"},
        Row{"published_with_other_metrics", Api::published, results({kGroup("q1", kMetric("tTalk", "9"))}),
            "q1 0/0, q2 0/0"},
        Row{"published_with_an_absurd_count", Api::published,
            results({kGroup("q1", kMetric("nOffered", "9000000000000000000"))}),
            "/results/0/data/0/metrics/0/stats/count: number where a count belongs"},
        Row{"published_without_results", Api::published, "{}", "/results: missing where a list belongs"}),
    testing::row_name);

TEST(StatisticsCalls, AskOneQueueEachOnTheGuideApi) {
  const auto calls = binding(Api::guide).statistics_calls(kQueues, kFrom, kUntil);
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[1].call.request.path + "?" + query_string(calls[1].call.request.query),
            "/api/v2/analytics/queues/summary?queueId=q2");
}

TEST(StatisticsCalls, AskFiftyQueuesAtOnceOnThePublishedApi) {
  std::vector<ResourceId> queues;
  for (int i = 0; i < 101; ++i) queues.push_back({"q" + std::to_string(i)});
  const auto calls = binding(Api::published).statistics_calls(queues, kFrom, kUntil);
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls.back().queues, std::vector<ResourceId>{{"q100"}});
  EXPECT_EQ(*parse_json(calls.back().call.request.body, "body"), json(R"({
    "interval": "2026-11-28T10:00:00Z/2026-11-28T10:05:00Z", "groupBy": ["queueId"],
    "metrics": ["nOffered", "tAbandon"],
    "filter": {"type": "or", "predicates": [
      {"type": "dimension", "dimension": "queueId", "operator": "matches", "value": "q100"}]}})"));
  EXPECT_EQ(calls.back().call.meaning, Meaning::reads);
}

}  // namespace
}  // namespace interlock
