// What the journal says beside what the server saw and what the report says: O5, O7.
#include <algorithm>

#include "base/digest.hpp"
#include "simulation/judgements.hpp"

namespace interlock::simulation {
namespace {

std::string digest_of(const Request& request) { return request.body.empty() ? std::string() : sha256(request.body); }

/// Behind the intent's commit, and with the very body that it names (J3).
bool is_announced(const Record& record, const Operation& operation, std::size_t entry) {
  const auto digest = digest_of(record.log[entry].request);
  return std::any_of(record.intents.begin(), record.intents.end(), [&](const DurableIntent& one) {
    return one.behind >= operation.first && one.behind <= entry && one.intent.body_digest == digest;
  });
}

void judge_intents(const Record& record, const Operation& operation, Violations& violations) {
  for (auto entry = operation.first; entry < operation.last; ++entry) {
    const auto& exchange = record.log[entry];
    if (exchange.request.path.ends_with("/oauth/token")) continue;
    // What the server does late, or somebody else does, may happen at the time of a read.
    if (exchange.request.method == Method::get || exchange.writes == 0 || is_announced(record, operation, entry))
      continue;
    violations.push_back({"O5", shown(exchange.request) + " left before its intent was durable"});
  }
}

void judge_outcomes(const Operation& operation, Violations& violations) {
  for (const auto& outcome : operation.run->outcomes) {
    // Of what was not attempted this time the journal has what an earlier attempt came to.
    if (outcome.standing == Standing::not_attempted || outcome.step.empty()) continue;
    const auto kept = operation.kept.find(outcome.step);
    if (kept != operation.kept.end() && kept->second == outcome.standing) continue;
    const auto said = kept != operation.kept.end() ? standing_name(kept->second) : "nothing";
    violations.push_back({"O7", outcome.step + " is told as " + std::string(standing_name(outcome.standing)) +
                                    ", and the journal says " + std::string(said)});
  }
}

}  // namespace

void judge_journal(const Record& record, Violations& violations) {
  for (const auto& operation : record.operations) {
    if (!operation.is_apply || !operation.in_trouble) continue;
    judge_intents(record, operation, violations);
    if (operation.run) judge_outcomes(operation, violations);
  }
}

}  // namespace interlock::simulation
