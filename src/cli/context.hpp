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
  std::optional<Secret> hook_key{};
  std::optional<std::string> hook_key_file{};
  std::optional<std::string> region{};
  std::string state_home{};  // $XDG_STATE_HOME
  std::string home{};
  std::vector<std::pair<std::string, std::string>> proxies{};  // the proxy variables that are set, with their values
  bool wants_color = true;  // NO_COLOR is empty or not set, and the terminal is not dumb
  bool reads_terminal = false;
  bool data_is_terminal = false;
  bool people_have_terminal = false;
  std::optional<Screen> data_screen{};
  std::optional<Screen> people_screen{};
};

struct Context {
  const Options& options;
  const std::vector<std::string>& operands;
  const Environment& environment;
  Output& output;
  std::function<std::optional<std::string>()> read_line;
};

Style data_style(const Context& context);
Style people_style(const Context& context);

/// A line for people, unless --quiet; `detail` only with --verbose.
void say(Context& context, const std::string& line);
void detail(Context& context, const std::string& line);

/// A command's document in some format. The problems are those found until it is written.
using Rendering = std::function<std::string(const Format&, const Problems&, const Style&)>;

/// Whether the text of a document goes to standard output, as other formats do, or is told to people by the command.
enum class TextIs { data, told };

/// Ends a command. Its document goes to standard output in --format, the problems to people, and the document, with all
/// that went wrong until then, into each --report. Returns the code that the problems lead to.
Exit conclude(Context& context, Problems problems, const Rendering& render, TextIs text = TextIs::data);
/// The same for a command that has nothing to show but its problems.
Exit conclude(Context& context, const Problems& problems);

}  // namespace interlock
