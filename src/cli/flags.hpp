// The table of flags: what each is called, what it takes and what it sets.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "cli/options.hpp"

namespace interlock {

enum class Flag : std::uint8_t {
  file,
  overlay,
  base,
  only,
  except,
  allow,
  settings,
  tenant,
  api,
  url,
  allow_host,
  ca_file,
  proxy,
  format,
  report,
  show_names,
  parallelism,
  max_wait,
  color,
  quiet,
  verbose,
  no_input,
  help,
  output,
  detailed_exitcode,
  valid_for,
  at,
  yes,
  approve,
  on_error,
  tenant_file,
  port,
  guide_port,
  save,
  faults,
  check,
  export_directory,
  split,
  order,
  state_dir,
  journal,
  lock_timeout,
};

struct FlagInfo {
  Flag flag;
  std::string_view name;    // without the dashes; two flags of different commands may share one
  std::string_view letter;  // of the short form, or empty
  std::string_view value;   // the word for it in the help; kOneOf: its choices; empty for a switch
  std::string_view help;
  bool repeatable = false;
  /// Sets the option, or says why it cannot.
  std::optional<Problem> (*set)(Options& options, const std::string& value);
  /// The words that it takes, or with a value FORMAT=FILE begins with; null where they are no fixed few.
  std::vector<std::string_view> (*choices)() = nullptr;
};

inline constexpr std::string_view kOneOf = "|";

std::span<const FlagInfo> flags();
const FlagInfo& info(Flag flag);
std::string value_word(const FlagInfo& flag);  // "FILE", "env|none"; empty for a switch

}  // namespace interlock
