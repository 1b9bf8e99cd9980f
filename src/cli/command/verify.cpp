#include "cli/commands.hpp"
#include "cli/exported.hpp"
#include "codec/manifest.hpp"
#include "plan/make_plan.hpp"

namespace interlock::command {
namespace {

/// What a plan for the export's text would change in what it was read from.
Differences left_over(Session& session, const Export& exported, const Scope& scope, Problems& problems) {
  auto connection = session.connection();
  const Source text{"export", write_manifest(exported.manifest)};
  if (exported.manifest.resources.empty()) return {};
  Problems found;
  auto manifest = read_manifest(std::span(&text, 1), connection.binding.api, found);
  const auto live = view_of(connection, manifest, exported.tenancy, found).live;
  auto result = differences(Intent(std::move(manifest), std::nullopt, scope), live, found);
  // Warnings are of the tenant's data, and were told when it was exported.
  std::erase_if(found, [](const Problem& problem) { return problem.severity == Severity::warning; });
  append(problems, found);
  return result;
}

}  // namespace

Exit verify(Context& context) {
  Problems problems;
  const auto task = prepare_reading(context, {}, problems);
  if (has_errors(problems)) return conclude(context, problems);
  Session session(context, task.destination, task.credentials, Reach::reads);
  const auto exported = export_now(context, session, task, problems);
  if (!exported) append(problems, exported.problems());
  if (has_errors(problems)) return conclude(context, problems);
  const Drift drift{task.destination.tenant.name, exported->tenancy.organization,
                    left_over(session, *exported, task.intent.scope, problems)};
  const auto exit = conclude(context, problems, [&](const Format& format, const Problems& all, const Style& style) {
    return has_errors(all) ? format.refusal(all, style) : format.drift(drift, style);
  });
  return drift.differences.changes.empty() ? exit : graver(exit, Exit::changes);
}

}  // namespace interlock::command
