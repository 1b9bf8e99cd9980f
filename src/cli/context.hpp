// What a command stands in: everything from outside, read once and passed as values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/output.hpp"
#include "cli/options.hpp"

namespace interlock {

/// The variables and terminals of the process.
struct Environment {
  std::optional<std::string> client_id{};
  std::optional<Secret> client_secret{};
  std::optional<std::string> client_secret_file{};
  std::optional<Secret> access_token{};
  std::optional<std::string> region{};
  std::vector<std::pair<std::string, std::string>> proxies{};  // the proxy variables that are set, with their values
  bool wants_color = true;  // NO_COLOR is empty or not set, and the terminal is not dumb
  bool reads_terminal = false;
  bool data_is_terminal = false;
  bool people_have_terminal = false;
};

struct Context {
  const Options& options;
  const std::vector<std::string>& operands;
  const Environment& environment;
  Output& output;
  std::function<std::optional<std::string>()> read_line;
  bool has_published = false;
};

Style data_style(const Context& context);
Style people_style(const Context& context);

/// A line for people, unless --quiet; `detail` only with --verbose.
void say(Context& context, const std::string& line);
void detail(Context& context, const std::string& line);

using Rendering = std::function<std::string(const Format&, const Style&)>;

/// B44 for each format of --format and --report that has no document of the command's.
Problems missing_documents(const Options& options, const std::function<bool(const Format&)>& has);

/// The command's document: on standard output in --format, and in each --report. Once a run.
Problems publish(Context& context, const Rendering& render);
/// The same without text on standard output: for commands whose text is for people.
Problems publish_data(Context& context, const Rendering& render);

/// A document that not every format has: B44 where one that is asked for does not.
template <class Document>
Problems publish(Context& context, std::string (*Format::*render)(const Document&, const Style&),
                 const Document& document) {
  const auto has = [&](const Format& format) { return format.*render != nullptr; };
  if (auto problems = missing_documents(context.options, has); !problems.empty()) return problems;
  return publish(context, [&](const Format& format, const Style& style) { return (format.*render)(document, style); });
}

/// Tells the problems to people, and to machines where no document was published. Returns the code they lead to.
Exit conclude(Context& context, const Problems& problems);

}  // namespace interlock
