#include "engine/job.hpp"

#include <utility>

#include "api/snapshot.hpp"
#include "base/digest.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "engine/conflict.hpp"
#include "engine/failure.hpp"

namespace interlock {
namespace {

constexpr int kAccepted = 202, kPartial = 206;
constexpr Millis kFresh{10'000};  // F30: an older read is no ground to write on

}  // namespace

const StepOutcome* Job::outcome() const {
  const auto* settled = std::get_if<Settled>(&state_);
  return settled != nullptr ? &settled->outcome : nullptr;
}

/// A read behind a write may lag (F21), and a conflict may be with a write of our own that landed (F14): only an
/// outcome ends the doubt.
bool Job::may_have_written() const {
  const bool is_in_doubt = prior_ && prior_->kind == Prior::Kind::in_doubt && !std::holds_alternative<Blocked>(state_);
  return (writes_ > 0 || is_in_doubt) && outcome() == nullptr;
}

void Job::settle(Standing standing, std::string reason, Exit exit, std::vector<FieldEdit> theirs) {
  state_ = Settled{{.step = step_.id,
                    .address = step_.address,
                    .standing = standing,
                    .reason = std::move(reason),
                    .theirs = std::move(theirs),
                    .exit = exit,
                    .created = step_.verb == Verb::create && standing == Standing::done ? id_ : ResourceId(),
                    .was_in_doubt = prior_ && prior_->kind == Prior::Kind::in_doubt}};
}

Job::Next Job::fail(Exit exit, std::string reason) {
  settle(Standing::failed, std::move(reason), exit);
  return std::nullopt;
}

/// Somebody else's: what the platform says of them helps whoever has to decide (R12).
Job::Next Job::hold(std::string reason, std::vector<FieldEdit> theirs, const Seen& seen) {
  const auto change = seen.ids.size() == 1 ? workshop_.binding.last_change(seen.body) : std::nullopt;
  if (change) reason += " (" + to_string(*change) + ")";
  settle(Standing::held, std::move(reason), Exit::stale, std::move(theirs));
  std::get<Settled>(state_).outcome.last_change = change;
  return std::nullopt;
}

Job::Next Job::begin(Instant) {
  if (const auto* pausing = std::get_if<Pausing>(&state_)) return read(pausing->then);
  const auto* made = workshop_.names.id(step_.address);
  id_ = step_.object_id.value.empty() && made != nullptr ? *made : step_.object_id;
  if (id_.value.empty()) id_ = workshop_.binding.id_to_be(step_.address, workshop_.names).value_or(ResourceId{});
  const bool names_others = step_.verb != Verb::remove;
  for (const auto& address : names_others ? references(step_.address.kind, step_.edits) : std::vector<Address>()) {
    if (!id_of(workshop_.names, address)) {
      return fail(Exit::partial, "it refers to " + quoted(to_string(address)) + ", whose id is not known");
    }
  }
  // A write that names its fields only needs no read: the planned guard proves that nothing changed.
  const bool is_blind = step_.verb == Verb::update && !workshop_.binding.update_needs_body(step_.address.kind);
  if (!is_blind || step_.guard.value.empty() || prior_) return read(Cause::before_write);
  return write(step_.edits, {.ids = {id_}, .guard = step_.guard});
}

Job::Next Job::read(Cause cause) {
  Reading reading{cause, {Part::list, step_.address.kind, {}}};
  if (!id_.value.empty()) reading.read = workshop_.binding.step_read(step_, id_);
  if (reading.read.part != Part::item) reading.pages.emplace();
  auto call = workshop_.binding.read_call(reading.read, "");
  state_ = std::move(reading);
  return call;
}

Job::Next Job::pause(Instant until, Cause then) {
  state_ = Pausing{until, then};
  return std::nullopt;
}

Job::Next Job::take(const Answer& answer, Instant now) {
  if (answer.kind == Answer::Kind::elsewhere) return stop(answer.why);
  if (std::holds_alternative<Writing>(state_)) return on_written(answer, now);
  auto reading = std::get<Reading>(std::move(state_));
  return reading.pages ? on_page(std::move(reading), answer, now) : on_read(reading, answer, now);
}

Job::Next Job::on_read(const Reading& reading, const Answer& answer, Instant now) {
  if (answer.kind == Answer::Kind::gone) return decide({}, reading.cause, now);
  if (answer.kind != Answer::Kind::done)
    return unread(reading.cause, exit_of(answer), described(workshop_.binding, answer));
  const auto seen = seen_item(answer.response, reading);
  return seen ? decide(*seen, reading.cause, now) : std::nullopt;
}

Job::Next Job::on_page(Reading reading, const Answer& answer, Instant now) {
  if (is_expired_cursor(workshop_.binding, answer)) {
    const auto next = reading.pages->restart();
    return go_on_looking(std::move(reading), next, now);
  }
  if (answer.kind == Answer::Kind::gone && !reading.read.id.value.empty()) return decide({}, reading.cause, now);
  if (answer.kind != Answer::Kind::done)
    return unread(reading.cause, exit_of(answer), described(workshop_.binding, answer));
  if (answer.response.status == kPartial) {
    const auto next = reading.pages->partial();
    return go_on_looking(std::move(reading), next, now);
  }
  const auto body = parse_json(answer.response.body, "list");
  const auto page = body ? workshop_.binding.page(*body, "list") : Result<Page>(body.problems());
  if (!page) return unread(reading.cause, page.problems().front().exit, page.problems().front().message);
  const auto next = reading.pages->take(*page);
  return go_on_looking(std::move(reading), next, now);
}

Job::Next Job::go_on_looking(Reading reading, Paging::Next next, Instant now) {
  switch (next) {
    case Paging::Next::page: {
      auto call = workshop_.binding.read_call(reading.read, reading.pages->cursor());
      state_ = std::move(reading);
      return call;
    }
    case Paging::Next::complete:
      return decide(seen_in_list(reading.read, reading.pages->entities()), reading.cause, now);
    case Paging::Next::failed:
      break;
  }
  return unread(reading.cause, Exit::unavailable, reading.pages->why());
}

/// The call did not leave, and none will any more (SEC22). Of what left before it nothing more can be found out.
Job::Next Job::stop(const std::string& why) {
  const int left = writes_ - (std::holds_alternative<Writing>(state_) ? 1 : 0);
  const auto attempted = may_have_written() ? Standing::unknown : Standing::failed;
  settle(left == 0 ? Standing::not_attempted : attempted, why,
         workshop_.closing ? workshop_.closing->exit : Exit::refused);
  return std::nullopt;
}

/// Without a read nothing is known: of an object that was not written yet the step fails, else its fate stays open.
Job::Next Job::unread(Cause cause, Exit exit, const std::string& why) {
  if (cause == Cause::before_write || cause == Cause::after_conflict) return fail(exit, "it could not be read: " + why);
  settle(Standing::unknown, "it was written, but could not be read back: " + why, exit);
  return std::nullopt;
}

std::optional<Job::Seen> Job::seen_item(const Response& response, const Reading& reading) {
  const auto cause = reading.cause;
  const auto kind = step_.address.kind;
  const auto asked = endpoint(workshop_.binding.read_call(reading.read, "").request);
  const auto body = parse_json(response.body, asked);
  const auto problems = body ? workshop_.binding.faults(kind, *body, asked) : body.problems();
  if (!problems.empty()) {
    unread(cause, problems.front().exit, asked + ": " + problems.front().message);
    return std::nullopt;
  }
  const bool is_unset = step_.verb == Verb::remove && workshop_.binding.is_fallback(kind, *body);
  if (text_or(*body, "state") == "deleted" || is_unset) return Seen{};  // F61
  auto item = workshop_.binding.item(kind, response, *body);
  return Seen{.ids = {id_},
              .body = std::move(item.body),
              .fields = workshop_.binding.fields(kind, *body, workshop_.names, workshop_.tenant),
              .guard = std::move(item.guard)};
}

/// The binding knows what names an object and what counts as deleted: so the list is decoded as a tenant of its own.
Job::Seen Job::seen_in_list(const Read& read, const List& entities) const {
  const auto kind = step_.address.kind;
  const auto& binding = workshop_.binding;
  if (!read.id.value.empty()) {
    auto body = binding.body_of_part(read.part, entities);
    auto item = binding.item(kind, {}, body);
    return {.ids = {id_},
            .body = std::move(item.body),
            .fields = binding.fields(kind, body, workshop_.names, workshop_.tenant),
            .guard = std::move(item.guard)};
  }
  Snapshot snapshot;
  binding.record(snapshot, {Part::list, kind, {}}, entities);
  Problems ignored;  // of other objects: they are not this step's matter
  const auto live = binding.live_state(snapshot, {}, workshop_.tenant, ignored);
  if (const auto several = live.ambiguous.find(step_.address); several != live.ambiguous.end()) {
    return {.ids = several->second};
  }
  const auto* object = live.find(step_.address);
  if (object == nullptr) return {};
  const auto& body = snapshot.objects[kind][object->id].listed;
  return {.ids = {object->id}, .body = body, .fields = binding.fields(kind, body, workshop_.names, workshop_.tenant)};
}

Call Job::call_for(std::span<const FieldEdit> edits, const Seen& seen) const {
  const auto& [binding, tenant, random, names, conflicts, found, closing] = workshop_;
  if (step_.verb == Verb::create) return binding.create_call(step_, names, tenant);
  auto step = step_;
  step.object_id = id_;
  step.guard = *seen.guard;  // R13: the guard of the object that the edits were merged into
  if (step_.verb == Verb::remove) return binding.remove_call(step);
  return binding.update_call(step, edits, seen.body, step.guard, names, tenant);
}

Job::Next Job::write(std::vector<FieldEdit> edits, const Seen& seen) {
  if (workshop_.closing) {
    settle(may_have_written() ? Standing::unknown : Standing::not_attempted, workshop_.closing->reason,
           workshop_.closing->exit);
    return std::nullopt;
  }
  if (step_.verb != Verb::create && !seen.guard) {
    return fail(Exit::refused, "it cannot be guarded: the platform gave neither a strong entity tag nor a version");
  }
  auto call = call_for(edits, seen);
  ++writes_;
  last_body_ = call.request.body;
  guard_ = seen.guard.value_or(Guard());
  state_ = Writing{};
  return call;
}

std::optional<Instant> Job::stale_at(Instant now) const {
  const bool is_guarded = guard_.kind == GuardKind::etag || guard_.kind == GuardKind::version;
  return is_guarded ? std::nullopt : std::optional(now + kFresh);
}

WriteIntent Job::intent() const {
  return {.step = step_.id,
          .address = step_.address,
          .object = id_,
          .guard = guard_,
          .body_digest = last_body_.empty() ? std::string() : sha256(last_body_)};
}

Job::Next Job::on_written(const Answer& answer, Instant) {
  switch (answer.kind) {
    case Answer::Kind::done:
      return on_accepted(answer.response);
    case Answer::Kind::unknown:
      return read(Cause::after_unknown);
    case Answer::Kind::conflict:
      ++workshop_.conflicts;
      last_conflict_ = described(workshop_.binding, answer);
      return read(Cause::after_conflict);
    case Answer::Kind::gone:
      if (step_.verb == Verb::create) break;
      if (step_.verb == Verb::remove) {
        settle(Standing::done, "");
      } else {
        settle(Standing::held, "it was deleted after the plan was made", Exit::stale);
      }
      return std::nullopt;
    case Answer::Kind::stale:  // nothing was written, and what it was made from may have changed
      --writes_;
      return read(Cause::before_write);
    case Answer::Kind::refused:
    case Answer::Kind::elsewhere:
    case Answer::Kind::forbidden:
    case Answer::Kind::unavailable:
      break;
  }
  return fail(exit_of(answer), "it could not be written: " + described(workshop_.binding, answer));
}

/// SEC41: a write counts when the planned fields are seen as wanted, in the answer or in a read. What is accepted and
/// not yet done shows nothing of the object (F36).
Job::Next Job::on_accepted(const Response& response) {
  const bool is_promise = response.status == kAccepted && step_.verb != Verb::create;
  if (step_.verb == Verb::remove || is_promise) return read(Cause::after_write);
  const auto body = parse_json(response.body, "answer");
  if (!body && !response.body.empty()) return read(Cause::after_unknown);
  if (step_.verb == Verb::create) {
    const auto known = workshop_.binding.id_to_be(step_.address, workshop_.names);
    id_ = known ? *known : ResourceId{body ? text_or(*body, "id") : std::string()};
    if (id_.value.empty()) return read(Cause::after_unknown);
    workshop_.names.add(step_.address, id_);
  }
  const auto kind = step_.address.kind;
  if (!body || !workshop_.binding.faults(kind, *body, "answer").empty()) return read(Cause::after_write);
  const auto fields = workshop_.binding.fields(kind, *body, workshop_.names, workshop_.tenant);
  if (!unmet(kind, step_.edits, fields).empty()) return read(Cause::after_write);
  if (step_.verb == Verb::create) made_ = fields;
  settle(Standing::done, done_reason());
  return std::nullopt;
}

}  // namespace interlock
