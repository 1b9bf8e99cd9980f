// What the flags of a command line mean, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/rehearsal/rehearse.hpp"
#include "codec/manifest_files.hpp"
#include "engine/executor.hpp"
#include "model/allowance.hpp"
#include "render/render.hpp"

namespace interlock {

enum class ColorWish { automatic, always, never };

/// `--report FORMAT=FILE`.
struct ReportFile {
  const Format* format;
  std::string path;
};

enum class Flag : std::uint8_t;  // cli/flags.hpp

struct Options {
  std::set<Flag> given{};               // those that the command line names
  std::vector<std::string> files{};     // empty: manifests/
  std::vector<std::string> overlays{};  // each laid over what stands before it
  std::string base{};
  std::vector<std::string> only{}, except{};  // globs over addresses
  std::vector<Allowance> allowed{};
  std::string settings{};  // empty: interlock.yaml, if there is one
  std::string tenant{};
  std::optional<Api> api{};
  std::string url{};
  std::vector<std::string> allowed_hosts{};
  std::string ca_file{};
  bool proxy_from_environment = false;

  const Format* format = find_format("text");
  std::vector<ReportFile> reports{};
  bool show_names = false;
  ColorWish color = ColorWish::automatic;
  bool quiet = false;
  bool verbose = false;
  bool no_input = false;
  bool help = false;

  int parallelism = 10;
  Millis max_wait{300'000};

  std::string plan_file{};
  bool detailed_exitcode = false;
  std::optional<Millis> valid_for{86'400'000};  // nothing: for ever
  std::optional<Wall> at{};                     // the moment that is planned for; nothing: now
  bool yes = false;
  std::string approved{};  // the digest of the one plan that may run; empty: of any
  OnError on_error = OnError::go_on;

  std::string tenant_file{};
  int port = 0;  // of the published API
  int guide_port = 0;
  bool save = false;
  std::string faults{};  // a fault script for the sandbox, or for the copy of a rehearsal
  bool check = false;
  std::string export_directory{};  // empty: standard output
  Split split = Split::kind;
  RehearsalOrder order{};

  std::string state_directory{};  // empty: as the environment says
  std::string journal{};          // empty: the one in it
  Millis lock_timeout{0};
};

}  // namespace interlock
