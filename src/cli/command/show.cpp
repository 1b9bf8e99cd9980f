#include <array>

#include "adapters/files.hpp"
#include "cli/commands.hpp"
#include "codec/json.hpp"

namespace interlock::command {
namespace {

struct Shown {
  Document document{};
  Rendering render{};
};

Result<Shown> shown(const Source& source) {
  const auto document = parse_json(source.text, source.name, Exit::corrupt);
  if (document && text_or(*document, "kind") == "run") {
    const auto report = read_run(*document, source.name);
    if (!report) return report.problems();
    return Shown{Document::run, [report = *report](const Format& format, const Problems&, const Style& style) {
                   return format.run(report, style);
                 }};
  }
  const auto plan = read_plan(source.text, source.name);
  if (!plan) return plan.problems();
  return Shown{Document::plan, [plan = *plan](const Format& format, const Problems&, const Style& style) {
                 return format.plan(plan, {}, style);
               }};
}

}  // namespace

Exit show(Context& context) {
  const auto source = read_file(context.operands.front());
  if (!source) return conclude(context, source.problems());
  const auto found = shown(*source);
  if (!found) return conclude(context, found.problems());
  const auto lacking = lacking_documents(context.options, std::array{found->document});
  if (!lacking.empty()) return conclude(context, lacking);
  return conclude(context, {}, found->render);
}

}  // namespace interlock::command
