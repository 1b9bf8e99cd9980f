#include "engine/paging.hpp"

#include <utility>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr int kPasses = 5;
constexpr int kPages = 10'000;  // of one pass: a list that never ends is no list

std::set<std::string> ids_of(const std::map<std::string, Value>& rows) {
  std::set<std::string> ids;
  for (const auto& [id, row] : rows) ids.insert(id);
  return ids;
}

}  // namespace

Paging::Next Paging::take(const Page& page) {
  for (std::size_t i = 0; i < page.entities.size(); ++i) rows_.insert_or_assign(page.keys[i], page.entities[i]);
  total_ = page.total;
  ++pages_;
  if (page.cursor.empty()) return end_of_pass();
  if (pages_ >= kPages) return fail("it has no end after " + plural(static_cast<std::size_t>(kPages), "page"));
  if (!cursors_.insert(page.cursor).second) return fail("its next page is one that was read already");
  cursor_ = page.cursor;
  return Next::page;
}

Paging::Next Paging::restart() {
  auto rows = std::move(rows_);
  const auto next = next_pass("its cursor died again and again");
  rows_ = std::move(rows);
  return next;
}

Paging::Next Paging::partial() { return next_pass("the platform answered 206, which leaves out rows"); }

List Paging::entities() const {
  List entities;
  for (const auto& [id, row] : rows_) entities.push_back(row);
  return entities;
}

/// Without a count only a second look can tell that nothing moved while several pages were read.
bool Paging::is_whole() const {
  const auto count = static_cast<std::int64_t>(rows_.size());
  if (total_) return count == *total_;
  if (count == counted_) return true;
  return pages_ == 1 || (passes_ > 1 && ids_of(rows_) == former_ids_);
}

Paging::Next Paging::end_of_pass() {
  if (is_whole()) return Next::complete;
  const auto total = total_ ? "its total is " + std::to_string(*total_) : std::string("it states no total");
  return next_pass("it brought " + plural(rows_.size(), "row") + ", but " + total);
}

Paging::Next Paging::next_pass(const std::string& why) {
  if (passes_ >= kPasses) return fail(why + ", after " + std::to_string(kPasses) + " passes");
  ++passes_;
  former_ids_ = ids_of(rows_);
  rows_.clear();
  cursors_.clear();
  cursor_.clear();
  pages_ = 0;
  return Next::page;
}

Paging::Next Paging::fail(std::string why) {
  why_ = std::move(why);
  return Next::failed;
}

}  // namespace interlock
