#include "cli/written_files.hpp"

#include <array>
#include <span>

#include "adapters/files.hpp"
#include "adapters/same_file.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

struct RoleFile {
  std::string role;  // "the report"
  std::string path;
  std::string flag;  // as it was given: "--report json"
  bool may_name_matrices = false;
};

std::string words(const RoleFile& file) { return file.role + " " + quoted(file.path) + " (" + file.flag + ")"; }

std::vector<RoleFile> written(const Options& options) {
  std::vector<RoleFile> files;
  if (!options.plan_file.empty()) files.push_back({"the plan", options.plan_file, "--output"});
  if (!options.journal.empty()) files.push_back({"the journal", options.journal, "--journal"});
  for (const auto& report : options.reports) {
    files.push_back({"the report", report.path, "--report " + std::string(report.format->name)});
  }
  return files;
}

/// Of a command line that could not be read each word may be the name of a file.
std::string_view role_of_operands(const Command* command) {
  if (command == nullptr) return "the argument";
  if (command->operands.starts_with("TENANT")) return "the export";
  return command->operands == "FILE" ? "the document" : "the plan";
}

std::vector<RoleFile> read(const Arguments& arguments) {
  const auto& options = arguments.options;
  std::vector<RoleFile> files;
  for (const auto& path : options.files) files.push_back({"the manifest", path, "--file", true});
  if (options.files.empty()) files.push_back({"the manifest", "manifests/", "without --file", true});
  for (const auto& path : options.overlays) files.push_back({"the overlay", path, "--overlay", true});
  if (!options.base.empty()) files.push_back({"the base", options.base, "--base", true});
  const bool is_default = options.settings.empty();
  files.push_back({"the settings", is_default ? "interlock.yaml" : options.settings,
                   is_default ? "without --settings" : "--settings"});
  const auto role = role_of_operands(arguments.command);
  for (const auto& operand : arguments.operands) files.push_back({std::string(role), operand, "as an argument"});
  return files;
}

constexpr std::array<std::string_view, 3> kEndings{".yaml", ".yml", ".csv"};
constexpr auto kMatrices = std::span(kEndings).last(1);

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

/// The file that both are: the other one itself, one in a directory of manifests, or a matrix beside a manifest.
std::optional<RoleFile> shared(const FileIdentity& identity, RoleFile other) {
  const bool is_tree = is_directory(other.path);
  if (!is_tree && file_identity(other.path) == identity) return other;
  if (!is_tree && !other.may_name_matrices) return std::nullopt;
  const auto inside =
      is_tree ? find_below(other.path, kEndings, identity) : find_below(directory_of(other.path), kMatrices, identity);
  if (!inside) return std::nullopt;
  if (inside->ends_with(kMatrices.front())) other.role = "the matrix";
  other.path = *inside;
  return other;
}

}  // namespace

Problems shared_files(const Arguments& arguments) {
  const auto outputs = written(arguments.options);
  const auto inputs = outputs.empty() ? std::vector<RoleFile>{} : read(arguments);
  Problems problems;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto identity = file_identity(outputs[i].path);
    if (!identity) continue;
    auto others = inputs;
    others.insert(others.end(), outputs.begin() + static_cast<std::ptrdiff_t>(i) + 1, outputs.end());
    for (auto& other : others) {
      const auto same = shared(*identity, std::move(other));
      if (!same) continue;
      problems.push_back({.rule = "B74",
                          .message = words(outputs[i]) + " and " + words(*same) + " are the same file",
                          .hint = "name another file"});
    }
  }
  return problems;
}

Problems unwritable_files(const Options& options) {
  Problems problems;
  for (const auto& file : written(options)) append(problems, check_private_file(file.path));
  return problems;
}

}  // namespace interlock
