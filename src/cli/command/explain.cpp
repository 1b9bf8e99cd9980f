#include "adapters/files.hpp"
#include "cli/commands.hpp"

namespace interlock::command {

Exit explain(Context& context) {
  const auto& operands = context.operands;
  const auto source = read_file(operands.front());
  if (!source) return conclude(context, source.problems());
  const auto plan = read_plan(source->text, source->name);
  if (!plan) return conclude(context, plan.problems());
  const auto explanation = interlock::explain(*plan, operands.size() > 1 ? operands[1] : std::string());
  if (!explanation) return conclude(context, explanation.problems());
  return conclude(context, {}, [&](const Format& format, const Problems& all, const Style& style) {
    return has_errors(all) ? format.refusal(all, style) : format.explanation(*explanation, style);
  });
}

}  // namespace interlock::command
