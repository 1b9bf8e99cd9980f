#include "adapters/origin.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct OriginCase {
  const char* name;
  std::string text;
  std::string base;  // empty: refused
  bool is_loopback = false;
};

class ParseOrigin : public ::testing::TestWithParam<OriginCase> {};

TEST_P(ParseOrigin, Reads) {
  const auto origin = parse_origin(GetParam().text);
  EXPECT_EQ(origin ? origin->base : "", GetParam().base);
  EXPECT_EQ(origin && origin->is_loopback, GetParam().is_loopback);
}

INSTANTIATE_TEST_SUITE_P(
    Origin, ParseOrigin,
    ::testing::Values(OriginCase{"host_alone", "https://api.example.com", "https://api.example.com:443"},
                      OriginCase{"slash_at_the_end", "https://api.example.com/", "https://api.example.com:443"},
                      OriginCase{"port", "http://127.0.0.1:8080", "http://127.0.0.1:8080", true},
                      OriginCase{"loopback_by_name", "http://localhost:80", "http://localhost:80", true},
                      OriginCase{"loopback_v6", "http://[::1]:80", "http://[::1]:80", true},
                      OriginCase{"anywhere_in_127", "http://127.8.9.1:80", "http://127.8.9.1:80", true},
                      OriginCase{"decimal_form_is_normalised", "http://2130706433:80", "http://127.0.0.1:80", true},
                      OriginCase{"name_that_begins_like_loopback", "http://127.0.0.1.example.com",
                                 "http://127.0.0.1.example.com:80"},
                      OriginCase{"name_that_ends_like_localhost", "http://notlocalhost", "http://notlocalhost:80"},
                      OriginCase{"another_scheme", "ftp://a", ""}, OriginCase{"no_scheme", "api.example.com", ""},
                      OriginCase{"user", "https://u@a", ""}, OriginCase{"user_and_password", "https://u:p@a", ""},
                      OriginCase{"path", "https://a/b", ""}, OriginCase{"query", "https://a/?b", ""},
                      OriginCase{"fragment", "https://a/#b", ""},
                      OriginCase{"encoded_slash_in_the_host", "https://a%2Fb", ""}, OriginCase{"empty", "", ""}),
    testing::row_name);

}  // namespace
}  // namespace interlock
