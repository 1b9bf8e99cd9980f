#include "cli/audited_journal.hpp"

namespace interlock {

AuditedJournal::AuditedJournal(Journal& journal, AuditLog& audit, Clock& clock, const Undertaking& undertaking,
                               const Lock& lock)
    : journal_(journal),
      audit_(audit),
      clock_(clock),
      undertaking_(undertaking),
      lock_(lock),
      plan_digest_(plan_digest(undertaking.plan)) {
  for (const auto& step : undertaking.plan.steps) steps_.emplace(step.id, &step);
  logged_.insert(audit.steps().begin(), audit.steps().end());
}

Problems AuditedJournal::begin(const Lock& lock, const RunHead& head, const std::string& plan,
                               const std::string& inverse) {
  return journal_.begin(lock, head, plan, inverse);
}

Problems AuditedJournal::go_on(const Lock& lock, const std::string& tool, Wall now) {
  return journal_.go_on(lock, tool, now);
}

Problems AuditedJournal::intend(std::span<const WriteIntent> intents) {
  for (const auto& intent : intents) {
    const bool is_version = intent.guard.kind == GuardKind::etag || intent.guard.kind == GuardKind::version;
    writes_[intent.step] = {clock_.now(), is_version ? intent.guard.value : std::string()};
  }
  return journal_.intend(intents);
}

Problems AuditedJournal::settle(std::span<const Settled> outcomes) {
  settled_.insert(settled_.end(), outcomes.begin(), outcomes.end());
  // In this order: what the journal calls done is in the log, whenever the process is killed.
  const auto entries = entries_of(outcomes);
  auto problems = entries.empty() ? Problems() : audit_.append(entries);
  append(problems, journal_.settle(outcomes));
  return problems;
}

Problems AuditedJournal::end(const RunEnd& end) { return journal_.end(end); }

/// A step that wrote, or of which it was found that an earlier attempt had written.
std::vector<AuditEntry> AuditedJournal::entries_of(std::span<const Settled> outcomes) const {
  std::vector<AuditEntry> entries;
  for (const auto& [outcome, object, attempts, fields] : outcomes) {
    const auto write = writes_.find(outcome.step);
    const auto prior = undertaking_.prior.find(outcome.step);
    const bool was_in_doubt = prior != undertaking_.prior.end() && prior->second.kind == Prior::Kind::in_doubt;
    const bool is_told = write != writes_.end() || (was_in_doubt && !logged_.contains(outcome.step));
    if (!is_told) continue;
    const auto& step = *steps_.at(outcome.step);
    AuditEntry entry{.when = std::chrono::floor<std::chrono::seconds>(clock_.wall()),
                     .who = lock_.holder.owner,
                     .organization = lock_.organization,
                     .run = lock_.run,
                     .plan_digest = plan_digest_,
                     .step = outcome.step,
                     .verb = step.verb,
                     .kind = step.address.kind,
                     .object = object.value.empty() ? step.object_id : object,
                     .edits = step.edits,
                     .standing = outcome.standing};
    if (write != writes_.end()) {
      entry.version_before = write->second.version;
      entry.latency = std::chrono::duration_cast<Millis>(clock_.now() - write->second.at);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace interlock
