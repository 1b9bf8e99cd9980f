// What is told of a run: the record of the engine beside the plan it executed, without what only the engine needs. It
// can be written as a document and read back, so that a saved run is shown in any format.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/executor.hpp"
#include "engine/statistics.hpp"

namespace interlock {

/// A field that we and somebody else changed.
struct ContestedField {
  std::string path;
  std::optional<Value> before;  // when the plan was made
  std::optional<Value> after;   // as the plan wants it
  std::optional<Value> theirs;  // as it was found
};

struct StepReport {
  std::string step;
  Address address;
  Standing standing{};
  std::string reason{};
  std::vector<ContestedField> conflicts{};
  ResourceId object_id{};       // of a consequence, and of what the step created
  bool is_consequence = false;  // as of the plan's step
  bool was_in_doubt = false;    // after an earlier attempt
};

struct Totals {
  int requests = 0;
  int retries = 0;
  int conflicts = 0;
  Millis elapsed{0};
  Millis p50{0}, p95{0}, max{0};       // of the latencies
  std::string success_rate = "1.000";  // share of the requests that were answered as asked, three decimals
  std::map<Bucket, int> buckets{};     // of the requests, those that used up each quota
};

/// How callers fared, so long after the last write.
struct QueueWatch {
  Millis duration{0};
  std::vector<QueueChange> queues{};
};

struct RunReport {
  std::string run;
  std::string plan_digest;
  bool interrupted = false;
  std::vector<StepReport> steps;  // in plan order
  Totals totals{};
  Estimate estimate{};  // of the whole plan, as it was reviewed
  std::optional<QueueWatch> watch{};

  std::size_t count(Standing standing) const;
  /// Whether steps are left that `resume` can go on with.
  bool is_resumable() const;
  std::string_view applied() const;  // "none", "part", "all"; a step whose fate is unknown counts as a part
};

RunReport report_of(const Run& run, const Plan& plan);

Value totals_value(const Totals& totals);
Value run_document(const RunReport& report);  // kind `run` of cli.md
/// The inverse; B65 with exit 3 for what is no run document.
Result<RunReport> read_run(const Value& document, const std::string& name);

}  // namespace interlock
