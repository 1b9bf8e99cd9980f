// What a person permits a plan in so many words: --allow WHAT (cli.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace interlock {

enum class Permit : std::uint8_t {
  deletes,
  updates,
  level_removals,
  rename,
  levels_reversed,
  starving,
  imprecise,
  unproven
};

/// Whether it is about what the proof of a plan finds on the way, so that the plan's certificate names it.
bool is_of_proof(Permit permit);

struct Allowance {
  Permit permit{};
  int number = 0;      // of the budgets: exactly so many
  std::string name{};  // of a rename what the new object is called, of the proof's the queue
  friend bool operator==(const Allowance&, const Allowance&) = default;
};

/// "deletes=12", "rename=Billing_EU", "starving=Invoices", "levels-reversed"; B91 for what is none of them.
Result<Allowance> parse_allowance(std::string_view text);
std::string to_string(const Allowance& allowance);

}  // namespace interlock
