#include <gtest/gtest.h>

#include "base/http.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct QueryCase {
  const char* name;
  std::string text;
  std::vector<std::pair<std::string, std::string>> query;
};

class ParseQuery : public ::testing::TestWithParam<QueryCase> {};

TEST_P(ParseQuery, Decodes) { EXPECT_EQ(parse_query(GetParam().text), GetParam().query); }

INSTANTIATE_TEST_SUITE_P(
    Http, ParseQuery,
    ::testing::Values(QueryCase{"nothing", "", {}}, QueryCase{"pairs_in_order", "b=1&a=2", {{"b", "1"}, {"a", "2"}}},
                      QueryCase{"plus_is_a_blank_and_escapes_are_decoded", "n=a+b%2Bc", {{"n", "a b+c"}}},
                      QueryCase{"a_part_without_a_value", "delete&x=", {{"delete", ""}, {"x", ""}}},
                      QueryCase{"empty_parts_are_skipped", "&&a=1&", {{"a", "1"}}},
                      QueryCase{"only_the_first_equals_sign_divides", "a=b=c", {{"a", "b=c"}}}),
    testing::row_name);

TEST(QueryString, ComesBackFromParseQuery) {
  const std::vector<std::pair<std::string, std::string>> query{{"name", "Señor & Söhne=1+1"}, {"", "%41"}};
  EXPECT_EQ(parse_query(query_string(query)), query);
}

}  // namespace
}  // namespace interlock
