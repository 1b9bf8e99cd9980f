#include "cli/confirm.hpp"

#include "base/text.hpp"

namespace interlock {
namespace {

std::string counts(const Summary& summary) {
  return std::to_string(summary.create) + " to create, " + std::to_string(summary.update) + " to update, " +
         std::to_string(summary.remove) + " to delete";
}

}  // namespace

bool can_ask(const Context& context) {
  return !context.options.no_input && context.environment.reads_terminal && context.environment.people_have_terminal;
}

bool is_confirmed(Context& context, const Plan& plan) {
  const int deletions = plan.summary.remove;
  const auto answer = deletions > 0 ? std::to_string(deletions) : std::string("yes");
  context.output.people("\nThis applies the plan " + plan_digest(plan).substr(0, 12) + " to the organization below:\n" +
                        counts(plan.summary) + "\n" + "organization " + quoted(plan.organization) + "\n" +
                        (deletions > 0 ? "Type the number of deletions to go on: " : "Type yes to go on: "));
  context.output.flush();
  return context.read_line() == answer;
}

}  // namespace interlock
