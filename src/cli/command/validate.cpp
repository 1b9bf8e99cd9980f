#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/session.hpp"

namespace interlock::command {

Exit validate(Context& context) {
  Problems problems;
  const auto target = find_tenant(context, {}, problems);
  const auto desired = read_desired(context, target.api, problems);
  const auto exit = conclude(context, problems);
  if (exit == Exit::success) say(context, "valid: " + plural(desired.resources.size(), "object"));
  return exit;
}

}  // namespace interlock::command
