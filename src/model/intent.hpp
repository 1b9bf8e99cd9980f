#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "model/manifest.hpp"
#include "model/scope.hpp"

namespace interlock {

/// What a person wants of a tenant: the state it shall have, what was agreed on before, and what may be touched.
struct Intent {
  Intent() = default;
  Intent(Manifest wanted) : desired(std::move(wanted)) {}
  /// Keeps of both manifests what the scope covers, and lists what it ignores.
  Intent(Manifest wanted, std::optional<Manifest> agreed, Scope chosen);

  Manifest desired{};              // with overlays laid over
  std::optional<Manifest> base{};  // --base: the manifests that were applied last; what left them is removed
  Scope scope{};
  std::vector<Ignored> ignored{};  // entries that were left out for the settings' `ignore`, by address
};

/// `desired` and, as absent, the entries that left it since the base: what has to be read of a tenant follows from
/// these. Nothing where none left, so that nobody copies a large manifest for it.
std::optional<Manifest> with_departed(const Intent& intent);

}  // namespace interlock
