#include "cli/flags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace interlock {
namespace {

using Refusal = std::optional<Problem>;

Refusal refused(std::string rule, std::string message, std::string hint = {}) {
  return Problem{.rule = std::move(rule), .message = std::move(message), .hint = std::move(hint)};
}

template <auto member>
Refusal set_text(Options& options, const std::string& value) {
  options.*member = value;
  return std::nullopt;
}

template <auto member>
Refusal append(Options& options, const std::string& value) {
  (options.*member).push_back(value);
  return std::nullopt;
}

template <auto member>
Refusal turn_on(Options& options, const std::string&) {
  options.*member = true;
  return std::nullopt;
}

/// A word of a few, and what it stands for.
template <class T>
struct Word {
  std::string_view word;
  T meaning;
};

template <class T, std::size_t n>
Refusal choose(T& target, const std::array<Word<T>, n>& words, std::string_view flag, const std::string& value) {
  std::array<std::string_view, n> known{};
  for (std::size_t i = 0; i < n; ++i) {
    known[i] = words[i].word;
    if (words[i].word != value) continue;
    target = words[i].meaning;
    return std::nullopt;
  }
  return refused("B44", quoted(value) + " is no value of --" + std::string(flag) + ": it is " + join(known, " or "),
                 did_you_mean(value, known));
}

Refusal set_api(Options& options, const std::string& value) {
  static constexpr std::array kWords{Word{"guide", std::optional(Api::guide)},
                                     Word{"published", std::optional(Api::published)}};
  return choose(options.api, kWords, "api", value);
}

Refusal set_proxy(Options& options, const std::string& value) {
  static constexpr std::array kWords{Word{"env", true}, Word{"none", false}};
  return choose(options.proxy_from_environment, kWords, "proxy", value);
}

Refusal set_color(Options& options, const std::string& value) {
  static constexpr std::array kWords{Word{"auto", ColorWish::automatic}, Word{"always", ColorWish::always},
                                     Word{"never", ColorWish::never}};
  return choose(options.color, kWords, "color", value);
}

Refusal set_on_error(Options& options, const std::string& value) {
  static constexpr std::array kWords{Word{"continue", OnError::go_on}, Word{"stop", OnError::stop}};
  return choose(options.on_error, kWords, "on-error", value);
}

Refusal unknown_format(const std::string& value) {
  std::vector<std::string_view> known;
  for (const auto& format : formats()) known.push_back(format.name);
  return refused("B44", "unknown format " + quoted(value) + ": this version has " + join(known, " and "),
                 did_you_mean(value, known));
}

Refusal set_format(Options& options, const std::string& value) {
  const auto* format = find_format(value);
  if (format == nullptr) return unknown_format(value);
  options.format = format;
  return std::nullopt;
}

Refusal add_report(Options& options, const std::string& value) {
  const auto equals = value.find('=');
  if (equals == std::string::npos || equals + 1 == value.size()) {
    return refused("B41", "--report takes FORMAT=FILE, not " + quoted(value), "for example --report json=report.json");
  }
  const auto* format = find_format(value.substr(0, equals));
  if (format == nullptr) return unknown_format(value.substr(0, equals));
  options.reports.push_back({format, value.substr(equals + 1)});
  return std::nullopt;
}

Refusal add_allowance(Options& options, const std::string& value) {
  auto allowance = parse_allowance(value);
  if (!allowance) return allowance.problems().front();
  options.allowed.push_back(*std::move(allowance));
  return std::nullopt;
}

std::optional<int> whole_number(const std::string& text, int lowest, int highest) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < lowest || number > highest)
    return std::nullopt;
  return number;
}

Refusal set_parallelism(Options& options, const std::string& value) {
  const auto number = whole_number(value, 1, 64);
  if (!number) return refused("B43", "--parallelism is a whole number from 1 to 64, not " + quoted(value));
  options.parallelism = *number;
  return std::nullopt;
}

Refusal set_guide_port(Options& options, const std::string& value) {
  const auto number = whole_number(value, 0, 65535);
  if (!number) return refused("B43", "--guide-port is a whole number from 0 to 65535, not " + quoted(value));
  options.guide_port = *number;
  return std::nullopt;
}

constexpr std::string_view kDurationHint = "a whole number with its unit ms, s, m, h or d: 30s, 5m, 24h";

Refusal set_max_wait(Options& options, const std::string& value) {
  const auto duration = parse_duration(value);
  if (!duration) return refused("B42", "--max-wait is no duration: " + quoted(value), std::string(kDurationHint));
  options.max_wait = *duration;
  return std::nullopt;
}

Refusal set_valid_for(Options& options, const std::string& value) {
  const auto duration = parse_duration(value);
  const bool is_forever = value == "forever";
  if (!is_forever && (!duration || duration->count() == 0)) {
    return refused("B42", "--valid-for is no duration: " + quoted(value), std::string(kDurationHint) + ", or forever");
  }
  options.valid_for = is_forever ? std::nullopt : duration;
  return std::nullopt;
}

constexpr std::array kFlags{
    FlagInfo{Flag::file, "file", "f", "PATH", "manifest file or directory (manifests/)", true, append<&Options::files>},
    FlagInfo{Flag::overlay, "overlay", "", "FILE", "manifest to lay over the others", true, append<&Options::overlays>},
    FlagInfo{Flag::base, "base", "", "PATH", "the manifests applied last: what left them is removed", false,
             set_text<&Options::base>},
    FlagInfo{Flag::only, "only", "", "GLOB", "addresses to touch and no others", true, append<&Options::only>},
    FlagInfo{Flag::except, "except", "", "GLOB", "addresses to leave alone", true, append<&Options::except>},
    FlagInfo{Flag::allow, "allow", "", "WHAT", "what a refused plan asks to be allowed: deletes=N, ...", true,
             add_allowance},
    FlagInfo{Flag::settings, "settings", "", "FILE", "settings (interlock.yaml)", false, set_text<&Options::settings>},
    FlagInfo{Flag::tenant, "tenant", "", "NAME", "the tenant of the settings", false, set_text<&Options::tenant>},
    FlagInfo{Flag::api, "api", "", "API", "guide; this version speaks no other", false, set_api},
    FlagInfo{Flag::url, "url", "", "URL", "where the API is, instead of a region", false, set_text<&Options::url>},
    FlagInfo{Flag::allow_host, "allow-host", "", "HOST", "a host of the settings that may have the credentials", true,
             append<&Options::allowed_hosts>},
    FlagInfo{Flag::ca_file, "ca-file", "", "FILE", "certificate authorities to trust instead of the system's", false,
             set_text<&Options::ca_file>},
    FlagInfo{Flag::proxy, "proxy", "", "env|none", "whether proxy variables count (none)", false, set_proxy},
    FlagInfo{Flag::format, "format", "", "FORMAT", "text or json, on standard output (text)", false, set_format},
    FlagInfo{Flag::report, "report", "", "FORMAT=FILE", "write the result also to a file", true, add_report},
    FlagInfo{Flag::parallelism, "parallelism", "", "N", "requests at the same time, 1 to 64 (10)", false,
             set_parallelism},
    FlagInfo{Flag::max_wait, "max-wait", "", "DURATION", "longest wait for an unavailable platform (5m)", false,
             set_max_wait},
    FlagInfo{Flag::color, "color", "", "auto|always|never", "colours (auto; NO_COLOR is honoured)", false, set_color},
    FlagInfo{Flag::quiet, "quiet", "", "", "no progress, no warnings", false, turn_on<&Options::quiet>},
    FlagInfo{Flag::verbose, "verbose", "", "", "say more about what is done", false, turn_on<&Options::verbose>},
    FlagInfo{Flag::no_input, "no-input", "", "", "never ask", false, turn_on<&Options::no_input>},
    FlagInfo{Flag::help, "help", "h", "", "this help", false, turn_on<&Options::help>},
    FlagInfo{Flag::output, "output", "o", "PLAN", "save the plan", false, set_text<&Options::plan_file>},
    FlagInfo{Flag::detailed_exitcode, "detailed-exitcode", "", "", "exit 2 where something is to be changed", false,
             turn_on<&Options::detailed_exitcode>},
    FlagInfo{Flag::valid_for, "valid-for", "", "DURATION", "how long the plan may be applied (24h), or forever", false,
             set_valid_for},
    FlagInfo{Flag::yes, "yes", "", "", "apply without asking", false, turn_on<&Options::yes>},
    FlagInfo{Flag::on_error, "on-error", "", "continue|stop", "whether independent work goes on (continue)", false,
             set_on_error},
    FlagInfo{Flag::tenant_file, "tenant", "", "FILE", "the tenant to serve", false, set_text<&Options::tenant_file>},
    FlagInfo{Flag::guide_port, "guide-port", "", "PORT", "port of the guide API (0: a free one)", false,
             set_guide_port},
    FlagInfo{Flag::save, "save", "", "", "write the tenant back to its file at the end", false,
             turn_on<&Options::save>},
};

}  // namespace

std::span<const FlagInfo> flags() { return kFlags; }

const FlagInfo& info(Flag flag) {
  return *std::find_if(kFlags.begin(), kFlags.end(), [&](const FlagInfo& row) { return row.flag == flag; });
}

}  // namespace interlock
