// One list from many pages: complete or failed, never silently partial (F24-F27).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "api/binding.hpp"

namespace interlock {

class Paging {
 public:
  enum class Next : std::uint8_t { page, complete, failed };

  /// `counted`: how many rows there are by another answer, for lists that state no total.
  explicit Paging(std::optional<std::int64_t> counted = std::nullopt) : counted_(counted) {}

  Next take(const Page& page);
  /// The cursor died: from the start again, keeping the rows seen (R7).
  Next restart();
  /// The platform says itself that rows are missing (206): the same, and no row counts that was seen (F62).
  Next partial();

  const std::string& cursor() const { return cursor_; }  // of the page to read next
  List entities() const;                                 // by id; once complete
  const std::string& why() const { return why_; }        // once failed

 private:
  Next end_of_pass();
  Next next_pass(const std::string& why);
  Next fail(std::string why);
  bool is_whole() const;

  std::map<std::string, Value> rows_;  // by id: rows that move between pages come twice
  std::set<std::string> cursors_;
  std::set<std::string> former_ids_;  // of the pass before
  std::optional<std::int64_t> counted_;
  std::optional<std::int64_t> total_;
  std::string cursor_;
  std::string why_;
  int pages_ = 0;
  int passes_ = 1;
};

}  // namespace interlock
