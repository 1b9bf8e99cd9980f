// What single kinds check and compute beyond the table of kinds.cpp.
#pragma once

#include "sandbox/exchange.hpp"

namespace interlock::sandbox::published {

Objection check_skill(const Call& call, const Value* live, Value& next);
Objection check_queue(const Call& call, const Value* live, Value& next);
Objection check_skill_group(const Call& call, const Value* live, Value& next);
Objection check_ivr(const Call& call, const Value* live, Value& next);
Objection check_data_table(const Call& call, const Value* live, Value& next);
Objection check_division(const Call& call, const Value* live, Value& next);

void show_skill(const Call& call, const Value& object, Map& wire);
void show_language(const Call& call, const Value& object, Map& wire);
void show_user(const Call& call, const Value& object, Map& wire);
void show_queue(const Call& call, const Value& object, Map& wire);
void show_skill_group(const Call& call, const Value& object, Map& wire);
void show_division(const Call& call, const Value& object, Map& wire);

}  // namespace interlock::sandbox::published
