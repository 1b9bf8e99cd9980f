#include "adapters/files.hpp"
#include "cli/commands.hpp"
#include "codec/json.hpp"

namespace interlock::command {
namespace {

Result<Rendering> rendering_of(const Source& source) {
  const auto document = parse_json(source.text, source.name, Exit::corrupt);
  if (document && text_or(*document, "kind") == "run") {
    const auto report = read_run(*document, source.name);
    if (!report) return report.problems();
    return Rendering(
        [report = *report](const Format& format, const Style& style) { return format.run(report, style); });
  }
  const auto plan = read_plan(source.text, source.name);
  if (!plan) return plan.problems();
  return Rendering([plan = *plan](const Format& format, const Style& style) { return format.plan(plan, {}, style); });
}

}  // namespace

Exit show(Context& context) {
  const auto source = read_file(context.operands.front());
  if (!source) return conclude(context, source.problems());
  const auto rendering = rendering_of(*source);
  if (!rendering) return conclude(context, rendering.problems());
  return conclude(context, publish(context, *rendering));
}

}  // namespace interlock::command
