// What a step does about its object as a read shows it.
#include <utility>

#include "base/digest.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "engine/conflict.hpp"
#include "engine/job.hpp"

namespace interlock {
namespace {

constexpr int kAttempts = 3;             // writes of one step (R11)
constexpr int kCreates = 2;              // never blindly repeated, once after a look (R8)
constexpr int kChecks = 3;               // reads that may lag behind our own write (F21)
constexpr Millis kConflictPause{5'000};  // R11, with up to a second of jitter
constexpr std::uint64_t kJitter = 1'000;
constexpr Millis kCheckPause{2'000};
constexpr Millis kContentPause{60'000};  // R9: another body behind one whose fate nobody knows

std::string id_list(const std::vector<ResourceId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const auto& id : ids) texts.push_back(quoted(id.value));
  return join(texts, ", ");
}

std::string described_all(const std::vector<FieldEdit>& theirs, std::string_view expected) {
  std::vector<std::string> texts;
  texts.reserve(theirs.size());
  for (const auto& edit : theirs) texts.push_back(described(edit, expected));
  return join(texts, "; ");
}

}  // namespace

Job::Verdict Job::judge_create(const Seen& seen) const {
  if (seen.ids.empty()) return Rewrite{step_.edits};
  if (seen.ids.size() > 1) return Hold{"several objects bear its name by now: " + id_list(seen.ids)};
  auto theirs = unmet(step_.address.kind, step_.edits, seen.fields);
  if (theirs.empty()) return Done{"already as wanted"};
  auto reason =
      "an object of that name exists by now (id " + id_list(seen.ids) + "): " + described_all(theirs, "wanted");
  return Hold{std::move(reason), std::move(theirs)};
}

Job::Verdict Job::judge(const Seen& seen) const {
  if (step_.verb == Verb::create) return judge_create(seen);
  const bool is_removal = step_.verb == Verb::remove;
  if (seen.ids.empty() && is_removal) return Done{writes_ == 0 ? "already gone" : ""};
  if (seen.ids.empty()) return Hold{"it was deleted after the plan was made"};
  auto judgement = is_removal ? judge_removal(step_.address.kind, step_.edits, seen.fields)
                              : judge_edits(step_.address.kind, step_.edits, seen.fields);
  return std::visit(overloaded{[&](AsWanted&) -> Verdict { return Done{writes_ == 0 ? "already as wanted" : ""}; },
                               [](Remaining& remaining) -> Verdict { return Rewrite{std::move(remaining.edits)}; },
                               [](Conflict& conflict) -> Verdict {
                                 auto reason = "changed elsewhere after the plan was made: " +
                                               described_all(conflict.theirs, "planned from");
                                 return Hold{std::move(reason), std::move(conflict.theirs)};
                               }},
                    judgement);
}

/// The object is as wanted, and those that refer to it find it by its id.
Job::Next Job::finish(std::string reason, const Seen& seen) {
  if (!seen.ids.empty()) {
    id_ = seen.ids.front();
    workshop_.names.add(step_.address, id_);
  }
  if (step_.verb == Verb::create) made_ = seen.fields;
  settle(Standing::done, prior_ ? done_reason() : std::move(reason));
  return std::nullopt;
}

Job::Next Job::decide(const Seen& seen, Cause cause, Instant now) {
  if (step_.verb == Verb::create && seen.ids.empty()) {
    id_ = workshop_.binding.id_to_be(step_.address, workshop_.names).value_or(ResourceId());
  }
  auto verdict = judge(seen);
  // A list shows the object of a step that knew no id in part: its guard and the rest stand in the object itself.
  if (!std::holds_alternative<Done>(verdict) && id_.value.empty() && seen.ids.size() == 1) {
    id_ = seen.ids.front();
    return read(cause);
  }
  if (auto* done = std::get_if<Done>(&verdict)) return finish(std::move(done->reason), seen);
  if (cause == Cause::after_write) return check_again(seen, now);
  if (prior_ && prior_->kind == Prior::Kind::done) return disown(seen);
  if (cause == Cause::after_conflict || std::holds_alternative<Hold>(verdict)) {
    workshop_.found.insert_or_assign(step_.address, seen.ids.empty() ? std::nullopt : std::optional(seen.fields));
  }
  if (auto* held = std::get_if<Hold>(&verdict)) return hold(std::move(held->reason), std::move(held->theirs), seen);
  auto& edits = std::get<Rewrite>(verdict).edits;
  if (cause == Cause::after_conflict) return after_conflict(now);
  if (cause == Cause::after_unknown || (prior_ && writes_ == 0)) return after_unknown(std::move(edits), seen, now);
  return write(std::move(edits), seen);
}

/// What a step is done by that an earlier attempt left in doubt (J9).
std::string Job::done_reason() const {
  if (!prior_ || prior_->kind == Prior::Kind::done) return {};
  return writes_ == 0 ? "it was in doubt, and had happened"
                      : "it was in doubt, had not happened, and was written again";
}

/// B71: the journal says done, the tenant something else. The tenant is believed, and nothing is written over it.
Job::Next Job::disown(const Seen& seen) {
  auto theirs = unmet(step_.address.kind, step_.edits, seen.fields);
  workshop_.found.insert_or_assign(step_.address, seen.ids.empty() ? std::nullopt : std::optional(seen.fields));
  const auto what = seen.ids.empty() ? "the object is not there any more" : described_all(theirs, "written");
  return hold("the journal says that it was done, the tenant says otherwise: " + what, std::move(theirs), seen);
}

/// F37: accepted is not done. A read may lag behind the write for a moment (F21), then the field is named.
Job::Next Job::check_again(const Seen& seen, Instant now) {
  if (++checks_ < kChecks) return pause(now + kCheckPause, Cause::after_write);
  if (step_.verb == Verb::remove)
    return fail(Exit::partial, "the platform accepted the deletion, but it is still there");
  if (seen.ids.empty()) return fail(Exit::partial, "the platform accepted the write, but it is not there");
  auto theirs = unmet(step_.address.kind, step_.edits, seen.fields);
  auto reason = "the platform accepted the write, but " + described_all(theirs, "wanted");
  settle(Standing::failed, std::move(reason), Exit::partial, std::move(theirs));
  return std::nullopt;
}

/// R11, R12.
Job::Next Job::after_conflict(Instant now) {
  if (writes_ >= kAttempts) {
    // Where the object were to be seen, a creation would have been held for it.
    const auto why = step_.verb == Verb::create
                         ? "its name is taken, but no object of that name is to be seen: it may lie in a division that "
                           "the client's roles do not cover"
                         : "in conflict " + plural(kAttempts, "time") + ", to be reconciled by hand";
    settle(Standing::held, why + "; the platform says: " + last_conflict_, Exit::stale);
    return std::nullopt;
  }
  const Millis jitter(static_cast<std::int64_t>(workshop_.random.next() % kJitter));
  return pause(now + kConflictPause + jitter, Cause::before_write);
}

/// The object was read after a write that nobody knows the fate of, and it is as before: R8 and R9.
Job::Next Job::after_unknown(std::vector<FieldEdit> edits, const Seen& seen, Instant now) {
  if (step_.verb == Verb::create) {
    if (writes_ < kCreates) return write(std::move(edits), seen);
    return fail(Exit::partial, "no answer came, twice, and no object of that name is there");
  }
  if (writes_ >= kAttempts) {
    settle(Standing::unknown, "no answer came, " + plural(kAttempts, "time"), Exit::unavailable);
    return std::nullopt;
  }
  const bool is_unguarded = seen.guard && seen.guard->kind == GuardKind::content;
  const auto digest = writes_ > 0 || !prior_ ? sha256(last_body_) : std::exchange(prior_->body_digest, {});
  if (is_unguarded && !digest.empty() && sha256(call_for(edits, seen).request.body) != digest) {
    return pause(now + kContentPause, Cause::before_write);
  }
  return write(std::move(edits), seen);
}

}  // namespace interlock
