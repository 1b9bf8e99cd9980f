#include <array>
#include <optional>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/exported.hpp"
#include "cli/manifests.hpp"
#include "diff/compare.hpp"

namespace interlock::command {
namespace {

/// One of the two that are compared: a tenant of the settings, or the directory of an export.
struct Side {
  std::string name;
  std::optional<Task> task{};  // of a tenant
  std::string organization{};
  Manifest manifest{};
  Choice choice{};
};

/// A slash tells a directory from a tenant, whatever happens to lie around.
bool is_directory(const std::string& operand) { return operand.find('/') != std::string::npos; }

Side side_of(Context& context, const std::string& operand, Problems& problems) {
  Side side{operand};
  if (!is_directory(operand)) side.task = prepare_reading(context, operand, problems);
  return side;
}

/// Fields of one API are not those of the other.
Api common_api(const Context& context, const std::array<Side, 2>& sides, Problems& problems) {
  std::optional<Api> api;
  for (const auto& side : sides) {
    if (!side.task) continue;
    if (api && *api != side.task->destination.api) {
      problems.push_back({.rule = "B96",
                          .message = "the settings have " + quoted(sides[0].name) + " and " + quoted(sides[1].name) +
                                     " speak different APIs",
                          .hint = "choose one for both with --api"});
    }
    api = side.task->destination.api;
  }
  return api.value_or(context.options.api.value_or(kDefaultApi));
}

void read_side(Context& context, Side& side, Api api, Problems& problems) {
  if (!side.task) {
    const auto manifest = read_manifests({side.name}, api, problems);
    const Scope scope{context.options.only, context.options.except, {}};
    for (const auto& entry : manifest.resources) {
      side.choice.addresses.push_back(entry.address);
      if (scope.covers(entry.address)) side.manifest.resources.push_back(entry);
    }
    side.choice.suggestions = side.choice.addresses;
    return;
  }
  Session session(context, side.task->destination, side.task->credentials, Reach::reads);
  auto connection = session.connection();
  auto exported = export_tenant(connection, side.task->intent.scope, problems);
  session.progress().end();
  if (!exported) return append(problems, exported.problems());
  side.organization = exported->tenancy.organization;
  side.choice = choice_of(exported->live);
  side.manifest = std::move(exported->manifest);
}

/// What one of the two has can be chosen.
Choice choice_of(const std::array<Side, 2>& sides) {
  Choice choice{.whose = "what is compared"};
  for (const auto& side : sides) {
    const auto& [whose, addresses, suggestions] = side.choice;
    choice.addresses.insert(choice.addresses.end(), addresses.begin(), addresses.end());
    choice.suggestions.insert(choice.suggestions.end(), suggestions.begin(), suggestions.end());
  }
  return choice;
}

}  // namespace

Exit compare(Context& context) {
  Problems problems;
  std::array<Side, 2> sides{};
  for (std::size_t i = 0; i < sides.size(); ++i) sides[i] = side_of(context, context.operands[i], problems);
  const auto api = common_api(context, sides, problems);
  for (auto& side : sides) {
    if (!has_errors(problems)) read_side(context, side, api, problems);
  }
  if (!has_errors(problems)) check_globs(context.options, choice_of(sides), problems);
  sort_unique(problems);
  if (has_errors(problems)) return conclude(context, problems);
  const auto& [wanted, other] = sides;
  const Drift drift{
      other.name, other.organization, {.changes = compared(wanted.manifest, other.manifest)}, wanted.name};
  const auto exit = conclude(context, problems, [&](const Format& format, const Problems& all, const Style& style) {
    return has_errors(all) ? format.refusal(all, style) : format.drift(drift, style);
  });
  return drift.differences.changes.empty() ? exit : graver(exit, Exit::changes);
}

}  // namespace interlock::command
