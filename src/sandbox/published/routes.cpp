#include "sandbox/published/routes.hpp"

namespace interlock::sandbox::published {

std::span<const Route> routes() { return {}; }

}  // namespace interlock::sandbox::published
