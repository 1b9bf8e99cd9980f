// What the analytics of either API count of a queue: what the tenant document says, whatever the time.
#include "sandbox/statistics.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sandbox/handlers.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/resource.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::string_view kConversations = "conversationCount";
constexpr std::string_view kAbandoned = "abandonedCount";

Value counts_of(const Store& store, std::string_view queue) {
  const auto* kept = store.keyed(kStatistics, queue);
  const auto count = [&](std::string_view key) { return kept != nullptr ? integer_or(*kept, key, 0) : 0; };
  return Map{{"queueId", std::string(queue)}, {kConversations, count(kConversations)}, {kAbandoned, count(kAbandoned)}};
}

}  // namespace

std::string_view statistics_fault(const Value& counts) {
  const auto* map = counts.as<Map>();
  if (map == nullptr) return "is no map";
  for (const auto& [key, value] : *map) {
    if (key.name != kConversations && key.name != kAbandoned) return "has a key that is none of the counts";
    const auto* number = value.as<std::int64_t>();
    if (number == nullptr || *number < 0) return "has a count that is no whole number from 0 on";
  }
  return {};
}

Verdict summarize_queue(Call& call) {
  const auto* queue = call.query("queueId");
  if (queue == nullptr) return Refusal{400, "bad.request", "queueId is missing", "queueId"};
  if (call.store.find(Collection::queues, *queue) == nullptr) return not_found(resource(Collection::queues), *queue);
  return Reply{.body = counts_of(call.store, *queue)};
}

namespace published {
namespace {

/// Ids of the queues that the query's filter names; nothing where it is another filter than this stand-in knows.
std::optional<std::vector<std::string>> asked(const Value& query) {
  const auto* filter = query.find("filter");
  const auto* found = filter != nullptr ? filter->find("predicates") : nullptr;
  const auto* predicates = found != nullptr ? found->as<List>() : nullptr;
  if (predicates == nullptr) return std::nullopt;
  std::vector<std::string> queues;
  for (const auto& predicate : *predicates) {
    if (text_or(predicate, "dimension") != "queueId") return std::nullopt;
    queues.push_back(text_or(predicate, "value"));
  }
  return queues;
}

Value metric(std::string_view name, const Value& count) {
  return Map{{"metric", name}, {"stats", Map{{"count", count}}}};
}

/// As the platform does: what has no conversations is not in the answer, and a queue has a group for each medium.
List groups_of(const Store& store, const std::string& queue, const std::string& interval) {
  const auto counts = counts_of(store, queue);
  if (integer_or(counts, kConversations, 0) == 0) return {};
  List metrics{metric("nOffered", *counts.find(kConversations)), metric("tAbandon", *counts.find(kAbandoned))};
  return {Map{{"group", Map{{"mediaType", "voice"}, {"queueId", queue}}},
              {"data", List{Map{{"interval", interval}, {"metrics", std::move(metrics)}}}}}};
}

}  // namespace

Verdict aggregate_conversations(Call& call) {
  for (const auto* key : {"interval", "metrics"}) {
    if (call.body.find(key) == nullptr) return Refusal{400, "bad.request", "The query has no " + quoted(key), key};
  }
  const auto queues = asked(call.body);
  if (!queues) return Refusal{400, "bad.request", "The filter is not one of queueId", "filter"};
  List results;
  for (const auto& queue : *queues) {
    for (auto& group : groups_of(call.store, queue, text_or(call.body, "interval")))
      results.push_back(std::move(group));
  }
  return Reply{.body = Map{{"results", std::move(results)}}};
}

}  // namespace published
}  // namespace interlock::sandbox
