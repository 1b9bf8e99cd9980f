// The troubles that a fault script can name: one row each, with the numbers of faults.md that it brings about.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "base/http.hpp"
#include "sandbox/exchange.hpp"
#include "sandbox/faults/script.hpp"

namespace interlock {
class Sandbox;
}

namespace interlock::sandbox {

class FaultMemory;

/// Where on the way of a request a fault stands.
enum class FaultStage : std::uint8_t {
  actor,    // somebody else edits; the request is served as if nothing were
  instead,  // the request never arrives
  passage,  // it arrives otherwise than it was sent
  answer    // it has taken effect; the answer is spoilt
};

enum class RequestClass : std::uint8_t { read = 1, set = 2, create = 4, login = 8 };
RequestClass class_of(const Request& request);

/// A request on its way through the troubles.
struct Visit {
  const FaultRule& rule;
  Sandbox& sandbox;
  FaultMemory& memory;
  Request& request;  // as it will arrive
  Moment moment;
  Api api{};
  std::uint64_t dice = 0;              // a random number of the rule's own
  const Response* response = nullptr;  // the sandbox's; null before it is there
};

/// What the client gets, or that its request goes on. A fault that finds nothing to do has not happened.
struct GoesOn {};
struct NothingToDo {};
using FaultEffect = std::variant<NothingToDo, GoesOn, Outcome>;

struct FaultKind {
  std::string_view name;
  std::string_view numbers;  // "F2 F3 F4"
  FaultStage stage{};
  unsigned classes = 0;    // of RequestClass, together
  std::string_view takes;  // names of what its rules may say more, by blanks
  FaultEffect (*act)(Visit&) = nullptr;
  std::string_view doc;  // one sentence
};

std::span<const FaultKind> fault_kinds();
const FaultKind* find_fault_kind(std::string_view name);

}  // namespace interlock::sandbox
