#include "adapters/export_directory.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/exported.hpp"
#include "codec/manifest_files.hpp"

namespace interlock::command {
namespace {

Problems write(Context& context, const Manifest& manifest) {
  const auto& directory = context.options.export_directory;
  if (directory.empty()) {
    context.output.data(manifest_document(manifest));
    return {};
  }
  auto files = manifest_files(manifest, context.options.split);
  const auto count = files.size();
  auto problems = context.output.directory(directory, std::move(files), kExportHeader);
  if (problems.empty()) {
    say(context, "wrote " + plural(manifest.resources.size(), "object") + " to " + plural(count, "file") + " in " +
                     quoted(directory));
  }
  return problems;
}

/// What can be told before the tenant is read, which may take minutes.
void check_target(const Context& context, Problems& problems) {
  const auto& directory = context.options.export_directory;
  if (!directory.empty()) append(problems, check_export_directory(directory, kExportHeader));
  if (!directory.empty() || !context.options.given.contains(Flag::split)) return;
  problems.push_back({.rule = "B41",
                      .message = "--split says what has a file of its own, and nothing is written to files",
                      .hint = "name a directory with -o DIR"});
}

}  // namespace

Exit export_manifests(Context& context) {
  Problems problems;
  const auto task = prepare_reading(context, {}, problems);
  check_target(context, problems);
  if (has_errors(problems)) return conclude(context, problems);
  Session session(context, task.destination, task.credentials, Reach::reads);
  const auto exported = export_now(context, session, task, problems);
  if (!exported) append(problems, exported.problems());
  if (!has_errors(problems)) append(problems, write(context, exported->manifest));
  return conclude(context, problems);
}

}  // namespace interlock::command
