// Conversations that were offered to a queue and those that were abandoned, as analytics counts them
// (POST /analytics/conversations/aggregates/query: nOffered, tAbandon). The platform's figures trail what happens.
#include <algorithm>

#include "api/faults.hpp"
#include "api/published/published.hpp"
#include "codec/json.hpp"

namespace interlock::published {
namespace {

constexpr std::size_t kQueuesPerCall = 50;
constexpr std::string_view kOffered = "nOffered";
constexpr std::string_view kAbandoned = "tAbandon";

Value query_of(std::span<const ResourceId> queues, Wall from, Wall until) {
  List predicates;
  for (const auto& queue : queues) {
    predicates.push_back(
        Map{{"type", "dimension"}, {"dimension", "queueId"}, {"operator", "matches"}, {"value", queue.value}});
  }
  return Map{{"interval", format_wall(from) + "/" + format_wall(until)},
             {"groupBy", List{Value("queueId")}},
             {"metrics", List{Value(kOffered), Value(kAbandoned)}},
             {"filter", Map{{"type", "or"}, {"predicates", std::move(predicates)}}}};
}

const List& list_at(const Value& value, std::string_view key) {
  static const List kNone;
  const auto* found = value.find(key);
  const auto* list = found != nullptr ? found->as<List>() : nullptr;
  return list != nullptr ? *list : kNone;
}

struct Metric {
  std::string pointer;
  const Value* value;
};

/// Of one group: a queue has one for each medium, with one part of the interval or several.
std::vector<Metric> metrics_of(const Value& group, const std::string& at) {
  std::vector<Metric> metrics;
  const auto& parts = list_at(group, "data");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& list = list_at(parts[i], "metrics");
    for (std::size_t k = 0; k < list.size(); ++k) {
      metrics.push_back({at + "/data/" + std::to_string(i) + "/metrics/" + std::to_string(k), &list[k]});
    }
  }
  return metrics;
}

void add(QueueCounts& counts, const Metric& metric, const std::string& endpoint, Problems& problems) {
  const auto name = text_or(*metric.value, "metric");
  if (name != kOffered && name != kAbandoned) return;
  const auto* stats = metric.value->find("stats");
  const auto* found = stats != nullptr ? stats->find("count") : nullptr;
  const auto number = count_of(found);
  if (!number) problems.push_back(wrong(endpoint, metric.pointer + "/stats/count", found, "count"));
  (name == kOffered ? counts.conversations : counts.abandoned) += number ? *number : 0;
}

}  // namespace

std::vector<StatisticsCall> statistics_calls(const std::vector<ResourceId>& queues, Wall from, Wall until) {
  std::vector<StatisticsCall> calls;
  for (std::span<const ResourceId> rest(queues); !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), kQueuesPerCall));
    rest = rest.subspan(some.size());
    Request request{.method = Method::post,
                    .path = "/api/v2/analytics/conversations/aggregates/query",
                    .query = {},
                    .headers = {{"Content-Type", "application/json"}},
                    .body = write_json(query_of(some, from, until))};
    calls.push_back({{.request = std::move(request), .meaning = Meaning::reads, .buckets = {Bucket::token}},
                     {some.begin(), some.end()}});
  }
  return calls;
}

Result<std::map<ResourceId, QueueCounts>> statistics(const std::vector<ResourceId>& asked, const Value& body,
                                                     const std::string& endpoint) {
  Problems problems;
  std::map<ResourceId, QueueCounts> counts;
  for (const auto& queue : asked) counts[queue];
  const auto* results = body.find("results");
  if (results == nullptr || !results->is<List>()) return wrong(endpoint, "/results", results, "list");
  const auto& groups = *results->as<List>();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto* dimensions = groups[i].find("group");
    const auto queue = counts.find(ResourceId{dimensions != nullptr ? text_or(*dimensions, "queueId") : std::string()});
    if (queue == counts.end()) continue;
    for (const auto& metric : metrics_of(groups[i], "/results/" + std::to_string(i))) {
      add(queue->second, metric, endpoint, problems);
    }
  }
  if (!problems.empty()) return problems;
  return counts;
}

}  // namespace interlock::published
