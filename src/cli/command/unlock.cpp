#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ledger.hpp"

namespace interlock::command {

Exit unlock(Context& context) {
  auto ledger = open_ledger(context, false);
  if (!ledger) return conclude(context, ledger.problems());
  const auto& id = context.operands.front();
  if (ledger->journal == nullptr) return conclude(context, {*check_unlock(id, {}, Liveness::unknown)});
  const auto lock = ledger->journal->unlock(id);
  if (!lock) return conclude(context, lock.problems());
  say(context,
      "removed the lock " + quoted(lock->id) + " of " + visible(lock->holder.owner) + " on run " + visible(lock->run));
  say(context, "finish that run with: interlock resume " + visible(lock->run));
  return Exit::success;
}

}  // namespace interlock::command
