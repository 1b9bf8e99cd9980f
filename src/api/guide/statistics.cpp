#include "api/faults.hpp"
#include "api/guide/guide.hpp"

namespace interlock::guide {
namespace {

std::int64_t count(const Value& body, std::string_view key, const std::string& endpoint, Problems& problems) {
  const auto* found = body.find(key);
  if (const auto number = count_of(found)) return *number;
  problems.push_back(wrong(endpoint, "/" + std::string(key), found, "count"));
  return 0;
}

}  // namespace

std::vector<StatisticsCall> statistics_calls(const std::vector<ResourceId>& queues, Wall, Wall) {
  std::vector<StatisticsCall> calls;
  for (const auto& queue : queues) {
    const Request request{
        .method = Method::get, .path = "/api/v2/analytics/queues/summary", .query = {{"queueId", queue.value}}};
    calls.push_back({{.request = request, .meaning = Meaning::reads, .buckets = {Bucket::token}}, {queue}});
  }
  return calls;
}

Result<std::map<ResourceId, QueueCounts>> statistics(const std::vector<ResourceId>& asked, const Value& body,
                                                     const std::string& endpoint) {
  Problems problems;
  const QueueCounts counts{.conversations = count(body, "conversationCount", endpoint, problems),
                           .abandoned = count(body, "abandonedCount", endpoint, problems)};
  if (!problems.empty()) return problems;
  return std::map<ResourceId, QueueCounts>{{asked.front(), counts}};
}

}  // namespace interlock::guide
