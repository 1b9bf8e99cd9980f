#include "engine/lock.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/json.hpp"

namespace interlock {
namespace {

/// "2m 5s ago"; a time to come is shown as it is, since clocks are set back.
std::string age(Wall since, Wall now) {
  using namespace std::chrono;
  if (since > now) return "which is in the future here";
  const auto whole = floor<seconds>(now - since);
  const std::pair<const char*, seconds> units[]{{"d", days(1)}, {"h", hours(1)}, {"m", minutes(1)}, {"s", seconds(1)}};
  auto rest = whole;
  std::string text;
  for (const auto& [unit, length] : units) {
    if (const auto count = rest / length; count > 0) text += std::to_string(count) + unit + " ";
    rest %= length;
  }
  return (text.empty() ? "0s " : text) + "ago";
}

std::string name_of(const LockHolder& holder) {
  return quoted(holder.owner) + " on host " + quoted(holder.host) + " (process " + std::to_string(holder.pid) + ")";
}

std::string advice(const Lock& lock, Liveness liveness) {
  const auto unlock = "interlock unlock " + visible(lock.id);
  switch (liveness) {
    case Liveness::alive:
      return "wait for it (--lock-timeout), or stop process " + std::to_string(lock.holder.pid);
    case Liveness::dead:
      return "that process is gone: interlock resume " + visible(lock.run) + ", or " + unlock;
    case Liveness::unknown:
      return "where that process is surely gone: " + unlock;
  }
  return {};
}

}  // namespace

Liveness liveness_of(const LockHolder& holder, const LockHolder& here, const std::string& started) {
  if (holder.host != here.host) return Liveness::unknown;
  if (holder.boot != here.boot) return Liveness::dead;  // the store is on a local disk: the machine started anew
  if (holder.space != here.space) return Liveness::unknown;
  return !started.empty() && holder.started == started ? Liveness::alive : Liveness::dead;
}

Problem held_by(const Lock& lock, Wall now, Liveness liveness) {
  return {.rule = "F46",
          .exit = Exit::locked,
          .message = "organization " + quoted(lock.organization) + " is locked by " + name_of(lock.holder) +
                     " for run " + quoted(lock.run) + " since " + format_wall(lock.since) + ", " +
                     age(lock.since, now) + "; lock id " + quoted(lock.id),
          .hint = advice(lock, liveness)};
}

std::optional<Problem> contest(const Lock& held, const LockRequest& request, Liveness liveness, bool is_under_way) {
  if (liveness == Liveness::dead && (!is_under_way || held.run == request.run)) return std::nullopt;
  return held_by(held, request.now, liveness);
}

std::optional<Problem> check_unlock(const std::string& id, const std::vector<Lock>& held, Liveness liveness) {
  const auto found = std::find_if(held.begin(), held.end(), [&](const Lock& lock) { return lock.id == id; });
  if (found == held.end()) {
    std::string known;
    for (const auto& lock : held) {
      known += (known.empty() ? "" : ", ") + quoted(lock.id) + " of organization " + quoted(lock.organization);
    }
    return Problem{.rule = "F48",
                   .message = "there is no lock " + quoted(id),
                   .hint = known.empty() ? "no lock is held" : "held: " + known};
  }
  if (liveness != Liveness::alive) return std::nullopt;
  return Problem{.rule = "F48",
                 .exit = Exit::locked,
                 .message = "lock " + quoted(id) + " is held by " + name_of(found->holder) + ", which is alive",
                 .hint = "stop it first: it ends at the next step and lets the lock go"};
}

Problem lock_lost(const Lock& ours) {
  return {.rule = "F47",
          .exit = Exit::locked,
          .message = "lock " + quoted(ours.id) + " of organization " + quoted(ours.organization) + ", generation " +
                     std::to_string(ours.generation) +
                     ", is not ours any more: it was removed or taken over; nothing more was sent",
          .hint = "see what the other run does: interlock runs"};
}

std::string lock_text(const Lock& lock) {
  return write_json(Map{{"boot", lock.holder.boot},
                        {"host", lock.holder.host},
                        {"id", lock.id},
                        {"owner", lock.holder.owner},
                        {"pid", lock.holder.pid},
                        {"run", lock.run},
                        {"since", std::int64_t{lock.since.time_since_epoch().count()}},
                        {"space", lock.holder.space},
                        {"started", lock.holder.started}});
}

std::optional<Lock> parse_lock(const std::string& text) {
  const auto value = parse_json(text, "lock");
  if (!value || !value->is<Map>()) return std::nullopt;
  const auto& map = *value->as<Map>();
  Lock lock{.id = text_or(map, "id"), .run = text_or(map, "run")};
  lock.holder = {.owner = text_or(map, "owner"),
                 .host = text_or(map, "host"),
                 .pid = integer_or(map, "pid", 0),
                 .started = text_or(map, "started"),
                 .boot = text_or(map, "boot"),
                 .space = text_or(map, "space")};
  lock.since = Wall(Millis(integer_or(map, "since", 0)));
  if (lock.id.empty() || lock_text(lock) != text) return std::nullopt;
  return lock;
}

}  // namespace interlock
