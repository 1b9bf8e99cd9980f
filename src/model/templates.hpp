// Shared profiles of the published API: it has none, so a shared profile is a template of levels for its users.
#pragma once

#include "model/manifest.hpp"

namespace interlock {

/// The manifest with the levels of each shared profile given to its `users`, and without the shared profiles. A level
/// that an entry of the user names itself is the same one, since the reader refuses two different ones.
Manifest with_templates(Manifest manifest);

}  // namespace interlock
