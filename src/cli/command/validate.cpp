#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/intent.hpp"
#include "cli/target.hpp"

namespace interlock::command {

Exit validate(Context& context) {
  Problems problems;
  const auto target = find_tenant(context, {}, problems);
  const auto intent = read_intent(context, target.api, target.settings, problems);
  const auto exit = conclude(
      context, problems,
      [](const Format& format, const Problems& all, const Style& style) { return format.problems(all, style); },
      TextIs::told);
  if (exit == Exit::success) say(context, "valid: " + plural(intent.desired.resources.size(), "object"));
  return exit;
}

}  // namespace interlock::command
