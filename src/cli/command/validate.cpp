#include "cli/commands.hpp"
#include "cli/destination.hpp"
#include "cli/intent.hpp"
#include "plan/capacity.hpp"

namespace interlock::command {

Exit validate(Context& context) {
  Problems problems;
  const auto destination = find_tenant(context, {}, problems);
  const auto intent = read_intent(context, destination.api, destination.settings, problems);
  Validation validation{{}, intent.desired.resources.size(), declared_capacity(intent.desired)};
  const auto exit = conclude(
      context, problems,
      [&](const Format& format, const Problems& all, const Style& style) {
        validation.problems = all;
        return format.validation(validation, style);
      },
      TextIs::told);
  if (exit == Exit::success && !context.options.quiet) {
    context.output.people(find_format("text")->validation(validation, people_style(context)));
  }
  return exit;
}

}  // namespace interlock::command
