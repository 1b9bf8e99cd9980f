// The table of commands, and one function a command.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/context.hpp"
#include "cli/flags.hpp"

namespace interlock {

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view operands;        // for the usage line: "FILE", "[PLAN]"
  std::size_t least = 0, most = 0;  // how many of them
  std::span<const Flag> flags;
  Exit (*run)(Context& context);
  std::span<const Document> documents{};  // one of them is what it tells; none: text or JSON of its own
  std::string_view more{};                // whole lines for its help, with an empty one behind them
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);

/// B44: the formats of the command line that have none of the documents.
Problems lacking_documents(const Options& options, std::span<const Document> documents);

/// "usage: interlock plan [FLAGS]" and every flag; without a command the list of commands.
std::string help_text(const Command* command);

namespace command {

Exit validate(Context& context);
Exit plan(Context& context);
Exit show(Context& context);
Exit rehearse(Context& context);
Exit apply(Context& context);
Exit resume(Context& context);
Exit undo(Context& context);
Exit runs(Context& context);
Exit unlock(Context& context);
Exit drift(Context& context);
Exit export_manifests(Context& context);
Exit compare(Context& context);
Exit verify(Context& context);
Exit sandbox(Context& context);
Exit fmt(Context& context);
Exit schema(Context& context);
Exit settings(Context& context);
Exit explain(Context& context);
Exit completion(Context& context);
Exit version(Context& context);
Exit help(Context& context);

}  // namespace command

}  // namespace interlock
