#include "cli/commands.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::array kGeneral{Flag::format, Flag::color, Flag::quiet, Flag::verbose, Flag::no_input, Flag::help};
constexpr std::array kOffline{Flag::file,     Flag::overlay, Flag::base,     Flag::only,   Flag::except, Flag::at,
                              Flag::settings, Flag::tenant,  Flag::api,      Flag::report, Flag::format, Flag::color,
                              Flag::quiet,    Flag::verbose, Flag::no_input, Flag::help};

constexpr std::array kSettings{Flag::settings,   Flag::tenant,  Flag::api,      Flag::url,
                               Flag::allow_host, Flag::ca_file, Flag::proxy,    Flag::parallelism,
                               Flag::max_wait,   Flag::report,  Flag::format,   Flag::color,
                               Flag::quiet,      Flag::verbose, Flag::no_input, Flag::help};
constexpr std::array kExplain{Flag::report, Flag::show_names, Flag::format,   Flag::color,
                              Flag::quiet,  Flag::verbose,    Flag::no_input, Flag::help};

/// What every command takes that talks to a tenant, and what this one takes more.
template <class... More>
constexpr auto online(More... more) {
  return std::array{Flag::file,     Flag::overlay,     Flag::base,     Flag::only,    Flag::except,     Flag::at,
                    Flag::settings, Flag::tenant,      Flag::api,      Flag::url,     Flag::allow_host, Flag::ca_file,
                    Flag::proxy,    Flag::parallelism, Flag::max_wait, more...,       Flag::show_names, Flag::report,
                    Flag::format,   Flag::color,       Flag::quiet,    Flag::verbose, Flag::no_input,   Flag::help};
}
constexpr auto kPlan = online(Flag::output, Flag::allow, Flag::detailed_exitcode, Flag::valid_for);
constexpr auto kApply =
    online(Flag::yes, Flag::approve, Flag::allow, Flag::on_error, Flag::state_dir, Flag::journal, Flag::lock_timeout);
constexpr auto kDrift = online();
/// The same for commands that read a tenant and no manifests.
template <class... More>
constexpr auto reading(More... more) {
  return std::array{Flag::only,  Flag::except,  Flag::settings,    Flag::api,      Flag::allow_host, Flag::ca_file,
                    Flag::proxy, more...,       Flag::parallelism, Flag::max_wait, Flag::report,     Flag::color,
                    Flag::quiet, Flag::verbose, Flag::no_input,    Flag::help};
}
constexpr auto kExport = reading(Flag::tenant, Flag::url, Flag::export_directory, Flag::split);
constexpr auto kVerify = reading(Flag::tenant, Flag::url, Flag::format);
constexpr auto kCompare = reading(Flag::format);
/// Of commands that go on from a run that the journal knows.
template <class... More>
constexpr auto recorded(More... more) {
  return std::array{
      Flag::state_dir,  Flag::journal,  Flag::lock_timeout, Flag::settings,    Flag::tenant,   Flag::url,
      Flag::allow_host, Flag::ca_file,  Flag::proxy,        Flag::parallelism, Flag::max_wait, Flag::on_error,
      more...,          Flag::report,   Flag::show_names,   Flag::format,      Flag::color,    Flag::quiet,
      Flag::verbose,    Flag::no_input, Flag::help};
}
constexpr auto kResume = recorded();
constexpr auto kUndo = recorded(Flag::yes);
constexpr std::array kRuns{Flag::state_dir, Flag::journal,    Flag::tenant,   Flag::check,
                           Flag::report,    Flag::show_names, Flag::format,   Flag::color,
                           Flag::quiet,     Flag::verbose,    Flag::no_input, Flag::help};
constexpr std::array kUnlock{Flag::state_dir, Flag::journal,  Flag::color, Flag::quiet,
                             Flag::verbose,   Flag::no_input, Flag::help};
constexpr std::array kFmt{Flag::file, Flag::check, Flag::color, Flag::quiet, Flag::verbose, Flag::no_input, Flag::help};
constexpr std::array kRehearse{Flag::order,    Flag::faults,     Flag::settings, Flag::tenant, Flag::api,
                               Flag::url,      Flag::allow_host, Flag::ca_file,  Flag::proxy,  Flag::parallelism,
                               Flag::max_wait, Flag::report,     Flag::format,   Flag::color,  Flag::quiet,
                               Flag::verbose,  Flag::no_input,   Flag::help};
constexpr std::array kShow{Flag::report, Flag::show_names, Flag::format,   Flag::color,
                           Flag::quiet,  Flag::verbose,    Flag::no_input, Flag::help};
constexpr std::array kSandbox{Flag::tenant_file, Flag::port,  Flag::guide_port, Flag::save,
                              Flag::faults,      Flag::quiet, Flag::verbose,    Flag::help};

constexpr std::array kTellsProblems{Document::problems};
constexpr std::array kTellsPlan{Document::plan};
constexpr std::array kTellsRun{Document::run};
constexpr std::array kTellsDrift{Document::drift};
constexpr std::array kTellsSettings{Document::settings};
constexpr std::array kTellsExplanation{Document::explanation};
constexpr std::array kTellsRehearsal{Document::rehearsal};
constexpr std::array kTellsSaved{Document::plan, Document::run};

constexpr std::string_view kCompareMore =
    "The first one is how the second one should be. Either can be the directory of an export instead, if it\n"
    "is written with a slash: interlock compare production ./staging/. The credentials are those of both.\n\n";

constexpr std::string_view kResumeMore =
    "Without RUN the newest run that is not finished. Every object of its plan is read again: the tenant is\n"
    "believed, the journal says what to look for. Steps in doubt are settled first.\n\n";

constexpr std::string_view kUndoMore =
    "Without RUN the newest run that changed something. What somebody else changed since is left as it is and listed.\n"
    "Objects that come back have new ids.\n\n";

constexpr std::string_view kRehearseMore =
    "The tenant is read and never written. The plan runs on a copy in memory, one step at a time; behind every\n"
    "write every invariant is looked at. --order plan takes the first of the steps that may come next, reverse the\n"
    "last, and a number, which is the seed, any of them. With --faults the copy makes the trouble of that script.\n\n";

constexpr std::string_view kSandboxMore =
    "--faults FILE makes trouble: a document `interlock: 1`, `seed: N` and `rules:`, each with a `fault:`, for "
    "example\n"
    "`{fault: lost_answer, on: {method: PATCH, path: /api/v2/architect/*, nth: 3}, rate: 0.1, times: 2}`. `on`, "
    "`rate`\n"
    "and `times` can be left out; the faults and what they take are in schemas/faults.schema.json.\n\n";

constexpr std::array kCommands{
    Command{"validate", "check manifests and settings without a tenant", "", 0, 0, kOffline, command::validate,
            kTellsProblems},
    Command{"plan", "show what an apply would do, and save it", "", 0, 0, kPlan, command::plan, kTellsPlan},
    Command{"show", "show a saved plan or run", "FILE", 1, 1, kShow, command::show, kTellsSaved},
    Command{"explain", "say why a step is there, and why it waits", "PLAN [OBJECT]", 1, 2, kExplain, command::explain,
            kTellsExplanation},
    Command{"rehearse", "run a plan on a private copy of the tenant", "PLAN", 1, 1, kRehearse, command::rehearse,
            kTellsRehearsal, kRehearseMore},
    Command{"apply", "bring the tenant to its desired state", "[PLAN]", 0, 1, kApply, command::apply, kTellsRun},
    Command{"resume", "finish a run that was interrupted", "[RUN]", 0, 1, kResume, command::resume, kTellsRun,
            kResumeMore},
    Command{"undo", "show what takes a run back, and with --yes do it", "[RUN]", 0, 1, kUndo, command::undo,
            kTellsSaved, kUndoMore},
    Command{"runs", "list the runs of this machine, show one, check audit logs", "[show RUN|audit]", 0, 2, kRuns,
            command::runs, kTellsRun},
    Command{"unlock", "remove the lock of a dead run", "LOCK_ID", 1, 1, kUnlock, command::unlock},
    Command{"drift", "report what differs from the manifests", "", 0, 0, kDrift, command::drift, kTellsDrift},
    Command{"export", "write manifests of what a tenant has", "", 0, 0, kExport, command::export_manifests,
            kTellsProblems},
    Command{"compare", "report what differs between two tenants by name", "TENANT TENANT", 2, 2, kCompare,
            command::compare, kTellsDrift, kCompareMore},
    Command{"verify", "check that a plan for an export is empty", "", 0, 0, kVerify, command::verify, kTellsDrift},
    Command{"sandbox", "serve a tenant on this machine", "", 0, 0, kSandbox, command::sandbox, {}, kSandboxMore},
    Command{"fmt", "bring manifests into the one style", "", 0, 0, kFmt, command::fmt},
    Command{"schema", "print the JSON Schema of a file format", "[manifest|settings|plan]", 0, 1, kGeneral,
            command::schema},
    Command{"settings", "show each setting and where it comes from", "", 0, 0, kSettings, command::settings,
            kTellsSettings},
    Command{"completion", "print the completion of a shell", "bash|zsh|fish", 1, 1, kGeneral, command::completion},
    Command{"version", "print the version", "", 0, 0, kGeneral, command::version},
    Command{"help", "explain a command", "[COMMAND]", 0, 1, kGeneral, command::help},
};

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string flag_line(const FlagInfo& flag) {
  auto form = (flag.letter.empty() ? std::string("    ") : "-" + std::string(flag.letter) + ", ") + "--" +
              std::string(flag.name);
  if (!flag.value.empty()) form += " " + value_word(flag);
  return "  " + padded(form, 32) + " " + std::string(flag.help) + (flag.repeatable ? "; repeatable" : "") + "\n";
}

std::string overview() {
  std::string text =
      "Interlock brings contact-centre routing to its desired state.\n\nusage: interlock COMMAND [FLAGS]\n\n";
  for (const auto& command : kCommands) {
    text += "  " + padded(std::string(command.name), 12) + std::string(command.summary) + "\n";
  }
  return text + "\n`interlock help COMMAND` lists the flags of a command.\n";
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

Problems lacking_documents(const Options& options, std::span<const Document> documents) {
  const auto goes = [&](const Format& format) {
    const bool is_own = documents.empty() && has_document(format, Document::settings);
    return is_own || std::any_of(documents.begin(), documents.end(),
                                 [&](Document document) { return has_document(format, document); });
  };
  std::vector<std::string_view> known;
  for (const auto& format : formats()) {
    if (goes(format)) known.push_back(format.name);
  }
  Problems problems;
  const auto check = [&](const Format& format, std::string_view flag) {
    if (goes(format)) return;
    const auto name = std::string(format.name);
    problems.push_back({.rule = "B44",
                        .message = std::string(flag) + " " + name + " does not go with this: " + name + " is for " +
                                   documents_of(format),
                        .hint = "here go " + join(known, ", ")});
  };
  check(*options.format, "--format");
  for (const auto& report : options.reports) check(*report.format, "--report");
  return problems;
}

const Command* find_command(std::string_view name) {
  const auto found =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& row) { return row.name == name; });
  return found != kCommands.end() ? &*found : nullptr;
}

std::string help_text(const Command* command) {
  if (command == nullptr) return overview();
  auto text = "interlock " + std::string(command->name) + ": " + std::string(command->summary) +
              "\n\nusage: interlock " + std::string(command->name) + " [FLAGS]";
  if (!command->operands.empty()) text += " " + std::string(command->operands);
  text += "\n\n" + std::string(command->more);
  for (const auto flag : command->flags) text += flag_line(info(flag));
  return text;
}

}  // namespace interlock
