// Commands about the tool itself.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/plan_schema.hpp"
#include "codec/json.hpp"
#include "codec/schema.hpp"

namespace interlock::command {
namespace {

struct Schema {
  std::string_view name;
  std::string (*text)();
};
constexpr std::array kSchemas{Schema{"manifest", [] { return write_json_pretty(manifest_schema()); }},
                              Schema{"settings", [] { return write_json_pretty(settings_schema()); }},
                              Schema{"plan", [] { return std::string(kPlanSchema); }}};

Problem unknown_word(std::string_view what, const std::string& word, const std::vector<std::string_view>& known) {
  return {.rule = "B41",
          .message = "unknown " + std::string(what) + " " + quoted(word) + ": known are " + join(known, ", "),
          .hint = did_you_mean(word, known)};
}

}  // namespace

Exit schema(Context& context) {
  const auto wanted = context.operands.empty() ? std::string("manifest") : context.operands.front();
  std::vector<std::string_view> known;
  for (const auto& [name, text] : kSchemas) {
    if (name == wanted) {
      context.output.data(text());
      return Exit::success;
    }
    known.push_back(name);
  }
  return conclude(context, {unknown_word("schema", wanted, known)});
}

Exit completion(Context& context) {
  const auto& wanted = context.operands.front();
  std::vector<std::string_view> known;
  for (const auto& shell : shells()) {
    if (shell.name == wanted) {
      context.output.data(shell.completion());
      return Exit::success;
    }
    known.push_back(shell.name);
  }
  return conclude(context, {unknown_word("shell", wanted, known)});
}

Exit version(Context& context) {
  const bool is_json = context.options.format->name == "json";
  const Map document{{"format_version", "1.0"}, {"kind", "version"}, {"version", INTERLOCK_VERSION}};
  context.output.data(is_json ? write_json_pretty(Value(document)) : "interlock " INTERLOCK_VERSION "\n");
  return Exit::success;
}

Exit help(Context& context) {
  const auto* command = context.operands.empty() ? nullptr : find_command(context.operands.front());
  if (context.operands.empty() || command != nullptr) {
    context.output.data(help_text(command));
    return Exit::success;
  }
  std::vector<std::string_view> known;
  for (const auto& row : commands()) known.push_back(row.name);
  return conclude(context, {unknown_word("command", context.operands.front(), known)});
}

}  // namespace interlock::command
