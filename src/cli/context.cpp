#include "cli/context.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace interlock {
namespace {

bool is_text(const Format& format) { return format.name == "text"; }

Style style_for(const Context& context, bool is_terminal) {
  const auto wish = context.options.color;
  const bool wants = context.environment.wants_color && is_terminal;
  return {.color = wish == ColorWish::always || (wish == ColorWish::automatic && wants)};
}

Problems write_reports(Context& context, const Rendering& render) {
  Problems problems;
  for (const auto& [format, path] : context.options.reports) {
    append(problems, context.output.file(path, render(*format, Style{})));
  }
  return problems;
}

Problems without_warnings(Problems problems) {
  std::erase_if(problems, [](const Problem& problem) { return problem.severity == Severity::warning; });
  return problems;
}

}  // namespace

Style data_style(const Context& context) { return style_for(context, context.environment.data_is_terminal); }
Style people_style(const Context& context) { return style_for(context, context.environment.people_have_terminal); }

void say(Context& context, const std::string& line) {
  if (!context.options.quiet) context.output.people(line + "\n");
}

void detail(Context& context, const std::string& line) {
  if (context.options.verbose) context.output.people(line + "\n");
}

Problems missing_documents(const Options& options, const std::function<bool(const Format&)>& has) {
  std::vector<std::string_view> known;
  for (const auto& format : formats()) {
    if (has(format)) known.push_back(format.name);
  }
  std::set<const Format*> asked{options.format};
  for (const auto& report : options.reports) asked.insert(report.format);
  Problems problems;
  for (const auto* format : asked) {
    if (has(*format)) continue;
    problems.push_back({.rule = "B44",
                        .message = "this command has no " + std::string(format->name) + " form",
                        .hint = "it has " + join(known, " and ")});
  }
  return problems;
}

Problems publish(Context& context, const Rendering& render) {
  context.has_published = true;
  const auto& format = *context.options.format;
  context.output.data(render(format, is_text(format) ? data_style(context) : Style{}));
  return write_reports(context, render);
}

Problems publish_data(Context& context, const Rendering& render) {
  if (!is_text(*context.options.format)) return publish(context, render);
  context.has_published = true;
  return write_reports(context, render);
}

Exit conclude(Context& context, const Problems& problems) {
  auto all = problems;
  if (!context.has_published) {
    const auto failed = publish_data(
        context, [&](const Format& format, const Style& style) { return format.problems(problems, style); });
    append(all, failed);
  }
  context.output.people(problems_text(context.options.quiet ? without_warnings(all) : all, people_style(context)));
  return exit_of(all);
}

}  // namespace interlock
