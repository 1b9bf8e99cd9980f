#include "diff/change.hpp"

namespace interlock {

const Address& address_of(const Change& change) {
  return std::visit([](const auto& alternative) -> const Address& { return alternative.address; }, change);
}

}  // namespace interlock
