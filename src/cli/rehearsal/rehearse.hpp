// Runs a plan on a private copy of its tenant: through the real executor, one step at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "engine/rehearsal.hpp"

namespace interlock {

namespace sandbox {
struct FaultScript;
}

/// Which of the steps that may come next does.
struct RehearsalOrder {
  enum class Way : std::uint8_t { plan, reverse, random };  // the first one, the last one, any
  Way way = Way::plan;
  std::uint64_t seed = 0;
};
std::string to_string(const RehearsalOrder& order);  // "plan", "reverse", "17"

/// `document` is the copy (engine/rehearsal.hpp). What cannot be copied is a problem of exit 4. `interrupted` gives the
/// signal that asks to stop, or 0. The copy makes the trouble of `script`, if it is not null.
Result<Rehearsal> rehearse(const Plan& plan, const Map& document, const Tenant& tenant, const RehearsalOrder& order,
                           std::function<int()> interrupted, const sandbox::FaultScript* script = nullptr);

}  // namespace interlock
