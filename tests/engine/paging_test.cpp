#include "engine/paging.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

/// A page of rows whose ids are the letters; `cursor` of the next one; a total below 0 is none.
Page page(std::string_view letters, std::string cursor = {}, int total = -1) {
  Page page{.entities = {}, .keys = {}, .cursor = std::move(cursor), .total = std::nullopt};
  for (const char letter : letters) {
    page.keys.emplace_back(1, letter);
    page.entities.push_back(Value(Map{{"id", page.keys.back()}}));
  }
  if (total >= 0) page.total = total;
  return page;
}
Page died() { return page("", "died"); }
Page partial() { return page("", "206"); }

Paging::Next taken(Paging& paging, const Page& page) {
  if (page.cursor == "206") return paging.partial();
  return page.cursor == "died" ? paging.restart() : paging.take(page);
}

struct PagingCase {
  const char* name;
  std::vector<Page> pages;
  std::string outcome;  // the rows, "page" with the cursor to read next, or why it failed
  std::optional<std::int64_t> counted{};
};

class Pagings : public ::testing::TestWithParam<PagingCase> {};

TEST_P(Pagings, AreCompleteOrFailed) {
  Paging paging(GetParam().counted);
  auto next = Paging::Next::page;
  for (const auto& page : GetParam().pages) {
    ASSERT_EQ(next, Paging::Next::page);
    next = taken(paging, page);
  }
  std::string outcome = "page " + paging.cursor();
  if (next == Paging::Next::failed) outcome = paging.why();
  if (next == Paging::Next::complete) outcome.clear();
  for (const auto& row : paging.entities()) outcome += next == Paging::Next::complete ? text_or(row, "id") : "";
  EXPECT_EQ(outcome, GetParam().outcome);
}

// F24-F27, F62, B63.
INSTANTIATE_TEST_SUITE_P(
    Paging, Pagings,
    ::testing::Values(
        PagingCase{"one_page", {page("ab", "", 2)}, "ab"}, PagingCase{"one_page_without_total", {page("ab")}, "ab"},
        PagingCase{"empty_list", {page("", "", 0)}, ""}, PagingCase{"more_to_come", {page("ab", "c1", 4)}, "page c1"},
        PagingCase{"two_pages", {page("ab", "c1", 4), page("cd", "", 4)}, "abcd"},
        PagingCase{"empty_page_and_then_more", {page("", "c1", 2), page("ab", "", 2)}, "ab"},
        PagingCase{"row_that_moved_comes_twice", {page("ab", "c1", 3), page("bc", "", 3)}, "abc"},
        PagingCase{"row_that_was_missed_starts_again", {page("ab", "c1", 4), page("d", "", 4)}, "page "},
        PagingCase{"second_pass_is_whole",
                   {page("ab", "c1", 4), page("d", "", 4), page("ab", "c1", 4), page("cd", "", 4)},
                   "abcd"},
        PagingCase{"row_deleted_meanwhile_does_not_come_back",
                   {page("ab", "c1", 3), page("c", "", 2), page("b", "c1", 2), page("c", "", 2)},
                   "bc"},
        PagingCase{"without_total_two_passes_agree", {page("ab", "c1"), page("c"), page("ab", "c1"), page("c")}, "abc"},
        PagingCase{
            "without_total_two_passes_differ", {page("ab", "c1"), page("c"), page("ab", "c1"), page("cd")}, "page "},
        PagingCase{"without_total_but_counted", {page("ab", "c1"), page("c")}, "abc", 3},
        PagingCase{"counted_otherwise_takes_a_second_look", {page("ab", "c1"), page("c")}, "page ", 4},
        PagingCase{"a_stale_count_does_not_stand_against_two_looks",
                   {page("ab", "c1"), page("c"), page("ab", "c1"), page("c")},
                   "abc",
                   4},
        PagingCase{"never_whole",
                   {page("a", "", 2), page("a", "", 2), page("a", "", 2), page("a", "", 2), page("a", "", 2)},
                   "it brought 1 row, but its total is 2, after 5 passes"},
        PagingCase{"loop",
                   {page("a", "c1", 9), page("b", "c2", 9), page("c", "c1", 9)},
                   "its next page is one that was read already"},
        PagingCase{"dead_cursor_keeps_what_was_seen", {page("ab", "c1", 4), died(), page("cd", "", 4)}, "abcd"},
        PagingCase{"what_is_said_to_be_partial_starts_again", {partial(), page("ab")}, "ab"},
        PagingCase{"partial_in_its_midst_keeps_nothing", {page("ab", "c1"), partial(), page("b")}, "b"},
        PagingCase{"always_partial",
                   {partial(), partial(), partial(), partial(), partial()},
                   "the platform answered 206, which leaves out rows, after 5 passes"},
        PagingCase{"cursor_that_always_dies",
                   {died(), died(), died(), died(), died()},
                   "its cursor died again and again, after 5 passes"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
