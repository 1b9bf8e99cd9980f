// The way to one tenant: transport, courier and clock, put together and kept alive.
#pragma once

#include <functional>
#include <memory>

#include "adapters/system.hpp"
#include "cli/context.hpp"
#include "cli/destination.hpp"
#include "cli/progress.hpp"
#include "engine/reader.hpp"

namespace interlock {

/// A tenant that was named and may be spoken to, and what is to be there.
struct Task {
  Destination destination;
  Intent intent{};
  Credentials credentials{};
};

/// Everything that can be checked before the first packet leaves; usable where `problems` has no error.
Task prepare(Context& context, Problems& problems);
/// The same for commands that read no manifests; the intent has the scope alone. `tenant` is one that an operand names,
/// or empty.
Task prepare_reading(Context& context, const std::string& tenant, Problems& problems);

/// Whether a command may write to the tenant. One that only reads gets a client that has no way to.
enum class Reach { reads, writes };

class Session {
 public:
  Session(Context& context, const Destination& destination, const Credentials& credentials, Reach reach);
  ~Session();

  Connection connection();
  Progress& progress() { return progress_; }
  const Settings& settings() const { return destination_.settings; }
  SystemClock& clock() { return clock_; }
  SystemRandom& random() { return random_; }

 private:
  const Destination& destination_;
  int parallelism_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<Transport> transport_;
  Courier courier_;
  Progress progress_;
};

/// Reads the tenant and plans, with the header that names tenant, time and manifest.
Result<PlannedTenant> make_plan_now(Context& context, Session& session, const Task& task, Problems& problems);

}  // namespace interlock
