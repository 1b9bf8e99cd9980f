#include "diff/change.hpp"

#include "base/overloaded.hpp"

namespace interlock {

const Address& address_of(const Change& change) {
  return std::visit([](const auto& alternative) -> const Address& { return alternative.address; }, change);
}

std::optional<LastChange> last_change_of(const Change& change) {
  return std::visit(overloaded{[](const Create&) { return std::optional<LastChange>(); },
                               [](const auto& of_live) { return of_live.last_change; }},
                    change);
}

}  // namespace interlock
