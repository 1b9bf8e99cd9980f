#include "render/run_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/text.hpp"

namespace interlock {
namespace {

/// The lists of the document, in its order.
constexpr std::array kLists{Standing::done, Standing::held, Standing::failed, Standing::not_attempted,
                            Standing::unknown};

std::string decimal(double number) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.3f", number);
  return text.data();
}

Millis percentile(const std::vector<Millis>& sorted, std::size_t percent) {
  if (sorted.empty()) return Millis(0);
  return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

Totals totals_of(const Run& run) {
  auto latencies = run.traffic.latencies;
  std::sort(latencies.begin(), latencies.end());
  Totals totals{.requests = run.traffic.requests,
                .retries = run.traffic.retries,
                .conflicts = run.conflicts,
                .elapsed = run.elapsed,
                .p50 = percentile(latencies, 50),
                .p95 = percentile(latencies, 95),
                .max = percentile(latencies, 100),
                .buckets = run.traffic.buckets};
  if (run.traffic.requests > 0) {
    totals.success_rate = decimal(double(run.traffic.requests - run.traffic.failed) / double(run.traffic.requests));
  }
  return totals;
}

const FieldEdit* edit_at(const Step* step, const std::string& path) {
  if (step == nullptr) return nullptr;
  const auto found =
      std::find_if(step->edits.begin(), step->edits.end(), [&](const auto& e) { return e.path == path; });
  return found != step->edits.end() ? &*found : nullptr;
}

std::vector<ContestedField> conflicts_of(const StepOutcome& outcome, const Step* step) {
  std::vector<ContestedField> conflicts;
  for (const auto& edit : outcome.theirs) {
    const auto* planned = edit_at(step, edit.path);
    conflicts.push_back({edit.path, edit.before, planned != nullptr ? planned->after : std::nullopt, edit.after});
  }
  return conflicts;
}

Value side(const std::optional<Value>& value) { return value ? *value : Value(Null{}); }

Value conflict_value(const ContestedField& conflict) {
  return Map{{"path", conflict.path},
             {"before", side(conflict.before)},
             {"after", side(conflict.after)},
             {"theirs", side(conflict.theirs)}};
}

Value step_value(const StepReport& step) {
  Map value{{"step", step.step}, {"address", to_string(step.address)}, {"reason", step.reason}};
  if (step.is_consequence) {
    value.set("consequence", true);
  }
  if (!step.object_id.value.empty()) value.set("object_id", step.object_id.value);
  if (step.was_in_doubt) value.set("was_in_doubt", true);
  if (step.conflicts.empty()) return value;
  List conflicts;
  for (const auto& conflict : step.conflicts) conflicts.push_back(conflict_value(conflict));
  value.set("conflicts", std::move(conflicts));
  return value;
}

Value counts_value(std::int64_t before, std::int64_t after) { return Map{{"before", before}, {"after", after}}; }

Value watch_value(const QueueWatch& watch) {
  List queues;
  for (const auto& [queue, before, after, is_abandoned_outside, is_conversations_outside] : watch.queues) {
    List outside;
    if (is_conversations_outside) outside.emplace_back("conversations");
    if (is_abandoned_outside) outside.emplace_back("abandoned");
    queues.push_back(Map{{"queue", to_string(queue)},
                         {"conversations", counts_value(before.conversations, after.conversations)},
                         {"abandoned", counts_value(before.abandoned, after.abandoned)},
                         {"outside", std::move(outside)}});
  }
  return Map{{"seconds", Decimal{decimal(double(watch.duration.count()) / 1000)}}, {"queues", std::move(queues)}};
}

std::optional<Value> read_side(const Value& value, std::string_view key) {
  const auto* found = value.find(key);
  if (found == nullptr || found->is<Null>()) return std::nullopt;
  return *found;
}

std::optional<StepReport> read_step(const Value& value, Standing standing) {
  const auto address = parse_address(text_or(value, "address"));
  if (!address) return std::nullopt;
  StepReport step{text_or(value, "step"), *address, standing, text_or(value, "reason")};
  step.object_id.value = text_or(value, "object_id");
  step.is_consequence = flag_or(value, "consequence", false);
  step.was_in_doubt = flag_or(value, "was_in_doubt", false);
  const auto* found = value.find("conflicts");
  const auto* conflicts = found != nullptr ? found->as<List>() : nullptr;
  if (conflicts == nullptr) return step;
  for (const auto& conflict : *conflicts) {
    step.conflicts.push_back({text_or(conflict, "path"), read_side(conflict, "before"), read_side(conflict, "after"),
                              read_side(conflict, "theirs")});
  }
  return step;
}

double number_or_zero(const Value* value) {
  if (value == nullptr) return 0;
  if (const auto* decimal_number = value->as<Decimal>()) return decimal_number->number();
  if (const auto* integer = value->as<std::int64_t>()) return double(*integer);
  return 0;
}

Millis read_seconds(const Value& value) {
  return Millis(std::llround(std::clamp(number_or_zero(value.find("seconds")), 0.0, 1e9) * 1000));
}

/// Requests by quota; names of none are left out.
std::map<Bucket, int> read_buckets(const Value& value) {
  std::map<Bucket, int> buckets;
  const auto* found = value.find("buckets");
  const auto* map = found != nullptr ? found->as<Map>() : nullptr;
  if (map == nullptr) return buckets;
  for (const auto& [name, requests] : *map) {
    const auto bucket = parse_bucket(name.name);
    if (bucket) buckets.emplace(*bucket, static_cast<int>(std::llround(number_or_zero(&requests))));
  }
  return buckets;
}

Estimate read_estimate(const Value& value) {
  return {static_cast<int>(integer_or(value, "requests", 0)), static_cast<int>(integer_or(value, "seconds", 0)),
          read_buckets(value)};
}

QueueCounts read_counts(const Value& queue, std::string_view side) {
  const auto count = [&](std::string_view name) {
    const auto* counts = queue.find(name);
    return counts != nullptr ? integer_or(*counts, side, 0) : 0;
  };
  return {count("conversations"), count("abandoned")};
}

bool is_outside(const Value& queue, std::string_view count) {
  const auto* outside = queue.find("outside");
  const auto* list = outside != nullptr ? outside->as<List>() : nullptr;
  return list != nullptr && std::find(list->begin(), list->end(), Value(count)) != list->end();
}

QueueWatch read_watch(const Value& value) {
  QueueWatch watch{read_seconds(value), {}};
  const auto* queues = value.find("queues");
  const auto* list = queues != nullptr ? queues->as<List>() : nullptr;
  if (list == nullptr) return watch;
  for (const auto& queue : *list) {
    const auto address = parse_address(text_or(queue, "queue"));
    if (!address) continue;
    watch.queues.push_back({*address, read_counts(queue, "before"), read_counts(queue, "after"),
                            is_outside(queue, "abandoned"), is_outside(queue, "conversations")});
  }
  return watch;
}

Totals read_totals(const Value& value) {
  const auto count = [&](std::string_view key) { return static_cast<int>(integer_or(value, key, 0)); };
  const auto* latency = value.find("latency_ms");
  const auto millis = [&](std::string_view key) {
    return Millis(latency != nullptr ? integer_or(*latency, key, 0) : 0);
  };
  return {count("requests"),  count("retries"),
          count("conflicts"), read_seconds(value),
          millis("p50"),      millis("p95"),
          millis("max"),      decimal(std::clamp(number_or_zero(value.find("success_rate")), 0.0, 1.0)),
          read_buckets(value)};
}

/// "s2" before "s10".
bool in_plan_order(const StepReport& a, const StepReport& b) {
  return std::pair(a.step.size(), a.step) < std::pair(b.step.size(), b.step);
}

}  // namespace

Value totals_value(const Totals& totals) {
  const auto millis = [](Millis time) { return Value(std::int64_t{time.count()}); };
  Map buckets;
  for (const auto& [bucket, requests] : totals.buckets) buckets.set(bucket_name(bucket), requests);
  return Map{{"requests", totals.requests},
             {"buckets", std::move(buckets)},
             {"retries", totals.retries},
             {"conflicts", totals.conflicts},
             {"seconds", Decimal{decimal(double(totals.elapsed.count()) / 1000)}},
             {"latency_ms", Map{{"p50", millis(totals.p50)}, {"p95", millis(totals.p95)}, {"max", millis(totals.max)}}},
             {"success_rate", Decimal{totals.success_rate}}};
}

std::size_t RunReport::count(Standing standing) const {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [&](const auto& step) { return step.standing == standing; }));
}

bool RunReport::is_resumable() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const StepReport& one) { return !one.step.empty() && one.standing != Standing::done; });
}

std::string_view RunReport::applied() const {
  if (count(Standing::done) == steps.size()) return "all";
  return count(Standing::done) + count(Standing::unknown) == 0 ? "none" : "part";
}

RunReport report_of(const Run& run, const Plan& plan) {
  std::map<std::string_view, const Step*> steps;
  for (const auto& step : plan.steps) steps.emplace(step.id, &step);
  RunReport report{run.id, run.plan_digest, run.signal != 0, {}, totals_of(run), plan.estimate};
  for (const auto& outcome : run.outcomes) {
    const auto found = steps.find(outcome.step);
    const auto* step = found != steps.end() ? found->second : nullptr;
    report.steps.push_back(
        {outcome.step, outcome.address, outcome.standing, outcome.reason, conflicts_of(outcome, step)});
    if (step == nullptr) continue;
    const bool is_told = outcome.created.value.empty() && step->is_consequence;
    report.steps.back().object_id = is_told ? step->object_id : outcome.created;
    report.steps.back().is_consequence = step->is_consequence;
    report.steps.back().was_in_doubt = outcome.was_in_doubt;
  }
  return report;
}

Value run_document(const RunReport& report) {
  Map document{{"format_version", "1.0"},
               {"kind", "run"},
               {"run", report.run},
               {"plan_digest", report.plan_digest},
               {"applied", report.applied()},
               {"resumable", report.is_resumable()},
               {"interrupted", report.interrupted},
               {"totals", totals_value(report.totals)},
               {"estimate", estimate_document(report.estimate)}};
  if (report.watch) document.set("statistics", watch_value(*report.watch));
  for (const auto standing : kLists) {
    List list;
    for (const auto& step : report.steps) {
      if (step.standing == standing) list.push_back(step_value(step));
    }
    document.set(standing_name(standing), std::move(list));
  }
  return document;
}

Result<RunReport> read_run(const Value& document, const std::string& name) {
  const auto broken = [&](const std::string& why) {
    return Problem{.rule = "B65", .where = whole_file(name), .message = "not a run document: " + why};
  };
  if (text_or(document, "kind") != "run") return broken("its kind is " + quoted(text_or(document, "kind")));
  RunReport report{
      text_or(document, "run"), text_or(document, "plan_digest"), flag_or(document, "interrupted", false), {}};
  for (const auto standing : kLists) {
    const auto* found = document.find(standing_name(standing));
    const auto* list = found != nullptr ? found->as<List>() : nullptr;
    if (list == nullptr) return broken("the list '" + std::string(standing_name(standing)) + "' is missing");
    for (const auto& value : *list) {
      auto step = read_step(value, standing);
      if (!step) return broken("a step of '" + std::string(standing_name(standing)) + "' has no address");
      report.steps.push_back(std::move(*step));
    }
  }
  std::sort(report.steps.begin(), report.steps.end(), in_plan_order);
  if (const auto* totals = document.find("totals")) report.totals = read_totals(*totals);
  if (const auto* estimate = document.find("estimate")) report.estimate = read_estimate(*estimate);
  if (const auto* statistics = document.find("statistics")) report.watch = read_watch(*statistics);
  return report;
}

}  // namespace interlock
