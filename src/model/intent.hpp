#pragma once

#include <optional>
#include <utility>

#include "model/manifest.hpp"
#include "model/scope.hpp"

namespace interlock {

/// What a person wants of a tenant: the state it shall have, what was agreed on before, and what may be touched.
struct Intent {
  Intent() = default;
  Intent(Manifest wanted) : desired(std::move(wanted)) {}

  Manifest desired{};              // with overlays laid over, and only what `scope` chooses
  std::optional<Manifest> base{};  // --base: the manifests that were applied last; what left them is removed
  Scope scope{};
};

}  // namespace interlock
