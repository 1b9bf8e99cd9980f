#include "cli/flags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "base/time.hpp"

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

constexpr std::array kApis{Word{"guide", std::optional(Api::guide)}, Word{"published", std::optional(Api::published)}};
constexpr std::array kProxies{Word{"env", true}, Word{"none", false}};
constexpr std::array kColors{Word{"auto", ColorWish::automatic}, Word{"always", ColorWish::always},
                             Word{"never", ColorWish::never}};
constexpr std::array kSplits{Word{"kind", Split::kind}, Word{"object", Split::object}};
constexpr std::array kOnError{Word{"continue", OnError::go_on}, Word{"stop", OnError::stop}};

template <const auto& words>
std::vector<std::string_view> choices_of() {
  std::vector<std::string_view> known;
  for (const auto& [word, meaning] : words) known.push_back(word);
  return known;
}

template <Flag flag, auto member, const auto& words>
Refusal choose(Options& options, const std::string& value) {
  for (const auto& [word, meaning] : words) {
    if (word != value) continue;
    options.*member = meaning;
    return std::nullopt;
  }
  const auto known = choices_of<words>();
  return refused("B44",
                 quoted(value) + " is no value of --" + std::string(info(flag).name) + ": it is " + join(known, " or "),
                 did_you_mean(value, known));
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> known;
  for (const auto& format : formats()) known.push_back(format.name);
  return known;
}

Refusal unknown_format(const std::string& value) {
  const auto known = format_names();
  return refused("B44", "unknown format " + quoted(value) + ": this version has " + join(known, ", "),
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

Refusal set_port_of(int& port, std::string_view flag, const std::string& value) {
  const auto number = whole_number(value, 0, 65535);
  if (!number) return refused("B43", std::string(flag) + " is a whole number from 0 to 65535, not " + quoted(value));
  port = *number;
  return std::nullopt;
}

Refusal set_port(Options& options, const std::string& value) { return set_port_of(options.port, "--port", value); }

Refusal set_guide_port(Options& options, const std::string& value) {
  return set_port_of(options.guide_port, "--guide-port", value);
}

constexpr std::string_view kDurationHint = "a whole number with its unit ms, s, m, h or d: 30s, 5m, 24h";

Refusal set_max_wait(Options& options, const std::string& value) {
  const auto duration = parse_duration(value);
  if (!duration) return refused("B42", "--max-wait is no duration: " + quoted(value), std::string(kDurationHint));
  options.max_wait = *duration;
  return std::nullopt;
}

Refusal set_lock_timeout(Options& options, const std::string& value) {
  const auto duration = parse_duration(value);
  if (!duration) return refused("B42", "--lock-timeout is no duration: " + quoted(value), std::string(kDurationHint));
  options.lock_timeout = *duration;
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

/// Manifest.md, Time: a moment without its zone would be another one on each machine.
Refusal set_at(Options& options, const std::string& value) {
  options.at = parse_moment(value);
  if (options.at) return std::nullopt;
  return refused("B93", "--at is no moment with its zone: " + quoted(value),
                 "YYYY-MM-DDThh:mm:ss with Z or an offset, for example 2026-12-01T02:10:00Z or "
                 "2026-12-01T10:10:00+08:00");
}

Refusal set_order(Options& options, const std::string& value) {
  using Way = RehearsalOrder::Way;
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seed);
  if (value == "plan" || value == "reverse") {
    options.order = {.way = value == "plan" ? Way::plan : Way::reverse};
  } else if (error == std::errc{} && end == value.data() + value.size()) {
    options.order = {.way = Way::random, .seed = seed};
  } else {
    return refused("B44", quoted(value) + " is no value of --order: it is plan, reverse or a number",
                   did_you_mean(value, std::array<std::string_view, 2>{"plan", "reverse"}));
  }
  return std::nullopt;
}

Refusal set_approved(Options& options, const std::string& value) {
  options.approved = lower_case(value);
  const bool is_digest =
      value.size() == 64 && options.approved.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (is_digest) return std::nullopt;
  return refused("SEC21", "--approve is no digest of a plan: " + quoted(value),
                 "the 64 hexadecimal digits behind `digest` in what `interlock show PLAN` prints");
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
    FlagInfo{Flag::api, "api", "", kOneOf, "which of the platform's APIs", false,
             choose<Flag::api, &Options::api, kApis>, choices_of<kApis>},
    FlagInfo{Flag::url, "url", "", "URL", "where the API is, instead of a region", false, set_text<&Options::url>},
    FlagInfo{Flag::allow_host, "allow-host", "", "HOST", "a host of the settings that may have the credentials", true,
             append<&Options::allowed_hosts>},
    FlagInfo{Flag::ca_file, "ca-file", "", "FILE", "certificate authorities to trust instead of the system's", false,
             set_text<&Options::ca_file>},
    FlagInfo{Flag::proxy, "proxy", "", kOneOf, "whether proxy variables count (none)", false,
             choose<Flag::proxy, &Options::proxy_from_environment, kProxies>, choices_of<kProxies>},
    FlagInfo{Flag::format, "format", "", kOneOf, "form of what goes to standard output (text)", false, set_format,
             format_names},
    FlagInfo{Flag::report, "report", "", "FORMAT=FILE", "write the result also to a file", true, add_report,
             format_names},
    FlagInfo{Flag::show_names, "show-names", "", "", "also of people whom no manifest names", false,
             turn_on<&Options::show_names>},
    FlagInfo{Flag::parallelism, "parallelism", "", "N", "requests at the same time, 1 to 64 (10)", false,
             set_parallelism},
    FlagInfo{Flag::max_wait, "max-wait", "", "DURATION", "longest wait for an unavailable platform (5m)", false,
             set_max_wait},
    FlagInfo{Flag::color, "color", "", kOneOf, "colours (auto; NO_COLOR is honoured)", false,
             choose<Flag::color, &Options::color, kColors>, choices_of<kColors>},
    FlagInfo{Flag::quiet, "quiet", "", "", "no progress, no warnings", false, turn_on<&Options::quiet>},
    FlagInfo{Flag::verbose, "verbose", "", "", "say more about what is done", false, turn_on<&Options::verbose>},
    FlagInfo{Flag::no_input, "no-input", "", "", "never ask", false, turn_on<&Options::no_input>},
    FlagInfo{Flag::help, "help", "h", "", "this help", false, turn_on<&Options::help>},
    FlagInfo{Flag::output, "output", "o", "PLAN", "save the plan", false, set_text<&Options::plan_file>},
    FlagInfo{Flag::detailed_exitcode, "detailed-exitcode", "", "", "exit 2 where something is to be changed", false,
             turn_on<&Options::detailed_exitcode>},
    FlagInfo{Flag::valid_for, "valid-for", "", "DURATION", "how long the plan may be applied (24h), or forever", false,
             set_valid_for},
    FlagInfo{Flag::at, "at", "", "TIME", "the moment to plan for (now)", false, set_at},
    FlagInfo{Flag::yes, "yes", "", "", "apply without asking", false, turn_on<&Options::yes>},
    FlagInfo{Flag::approve, "approve", "", "DIGEST", "run only the plan of this digest", false, set_approved},
    FlagInfo{Flag::on_error, "on-error", "", kOneOf, "whether independent work goes on (continue)", false,
             choose<Flag::on_error, &Options::on_error, kOnError>, choices_of<kOnError>},
    FlagInfo{Flag::tenant_file, "tenant", "", "FILE", "the tenant to serve", false, set_text<&Options::tenant_file>},
    FlagInfo{Flag::port, "port", "", "PORT", "port of the published API (0: a free one)", false, set_port},
    FlagInfo{Flag::guide_port, "guide-port", "", "PORT", "port of the guide API (0: a free one)", false,
             set_guide_port},
    FlagInfo{Flag::save, "save", "", "", "write the tenant back to its file at the end", false,
             turn_on<&Options::save>},
    FlagInfo{Flag::faults, "faults", "", "FILE", "a script of the troubles that the sandbox makes", false,
             set_text<&Options::faults>},
    FlagInfo{Flag::check, "check", "", "", "change no file; exit 2 where one would change", false,
             turn_on<&Options::check>},
    FlagInfo{Flag::export_directory, "output", "o", "DIR", "directory to write to, instead of standard output", false,
             set_text<&Options::export_directory>},
    FlagInfo{Flag::split, "split", "", kOneOf, "what has a file of its own (kind)", false,
             choose<Flag::split, &Options::split, kSplits>, choices_of<kSplits>},
    FlagInfo{Flag::order, "order", "", "ORDER", "plan, reverse, or the seed of a random order (plan)", false,
             set_order},
    FlagInfo{Flag::state_dir, "state-dir", "", "DIR", "where runs are kept (~/.local/state/interlock)", false,
             set_text<&Options::state_directory>},
    FlagInfo{Flag::journal, "journal", "", "PATH", "the journal, instead of that in the state directory", false,
             set_text<&Options::journal>},
    FlagInfo{Flag::lock_timeout, "lock-timeout", "", "DURATION", "how long to wait for another run (0s)", false,
             set_lock_timeout},
};

}  // namespace

std::span<const FlagInfo> flags() { return kFlags; }

const FlagInfo& info(Flag flag) {
  return *std::find_if(kFlags.begin(), kFlags.end(), [&](const FlagInfo& row) { return row.flag == flag; });
}

std::string value_word(const FlagInfo& flag) {
  return flag.value == kOneOf ? join(flag.choices(), "|") : std::string(flag.value);
}

}  // namespace interlock
