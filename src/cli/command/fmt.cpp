#include "adapters/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/manifests.hpp"
#include "codec/format_manifest.hpp"

namespace interlock::command {
namespace {

/// The files that are not in the one style, as they would be in it. What cannot be formatted is left out.
std::vector<Source> changed_by_format(const std::vector<Source>& sources, Problems& problems) {
  std::vector<Source> changed;
  for (const auto& source : sources) {
    auto text = format_manifest(source);
    if (!text) {
      append(problems, text.problems());
    } else if (*text != source.text) {
      changed.push_back({source.name, *std::move(text), source.root});
    }
  }
  return changed;
}

}  // namespace

Exit fmt(Context& context) {
  const auto sources = read_manifest_files(manifest_paths(context.options));
  if (!sources) return conclude(context, sources.problems());
  Problems problems;
  const auto changed = changed_by_format(*sources, problems);
  for (const auto& file : changed) {
    const auto failed = context.options.check ? Problems{} : rewrite_file(file.name, file.text);
    if (failed.empty()) context.output.data(visible(file.name) + "\n");
    append(problems, failed);
  }
  const auto exit = conclude(context, problems);
  return exit == Exit::success && context.options.check && !changed.empty() ? Exit::changes : exit;
}

}  // namespace interlock::command
