// What a failure of SQLite means for a run: rule, exit code, and whether the journal may be used on.
#pragma once

#include <string>

#include "adapters/journal/database.hpp"
#include "base/problem.hpp"

namespace interlock::sqlite {

bool is_full(const Failure& failure);
/// Another process is at it: nothing happened, and it may be tried again.
bool is_busy(const Failure& failure);
Problem problem_of(const Failure& failure, const std::string& path);
/// B69: which check failed.
Problem damaged(const std::string& path, const std::string& what);

}  // namespace interlock::sqlite
