// An engine on a sandbox: plan and apply in process, in fake time.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/executor.hpp"
#include "engine/export.hpp"
#include "engine/journal.hpp"
#include "support/sandbox_world.hpp"
#include "support/seeded_random.hpp"

namespace interlock::testing {

/// Entries of a manifest as address and fields in normal form, in JSON.
Manifest manifest(const std::vector<std::pair<std::string, std::string>>& entries);

class Bench {
 public:
  explicit Bench(const Value& document, Api api = Api::guide);

  Result<PlannedTenant> plan(const Manifest& desired);
  /// The plan of a manifest that must be possible; aborts with the problems otherwise.
  Plan planned(const Manifest& desired);
  Run apply(const Plan& plan);
  /// The tenant as a manifest says it.
  Result<Export> exported();
  /// The object as the platform has it.
  Value live(const std::string& path);

  SandboxWorld world;
  Tenant tenant{.name = "test"};
  ExecutorOptions options{};
  CourierOptions courier_options{};
  Problems problems{};  // of the last plan
  int signal = 0;       // asks to stop
  NoJournal none{};
  Journal* journal = &none;

 private:
  template <class Work>
  auto connected(const Work& work);
  void rest();

  SeededRandom random_{7};
};

/// "done", or "held 5: reason" for each step that is not done, one a line in plan order.
std::string undone(const Run& run);

/// A path whose request an interceptor waits for: "PUT /api/v2/routing/profiles/p".
bool is_request(const Request& request, const std::string& text);

}  // namespace interlock::testing
