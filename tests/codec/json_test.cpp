#include "codec/json.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct RoundTripCase {
  const char* name;
  const char* text;
};

class RoundTrip : public ::testing::TestWithParam<RoundTripCase> {};

TEST_P(RoundTrip, ChangesNoByte) {
  const auto value = parse_json(GetParam().text, "x");
  ASSERT_TRUE(value) << value.problems().front().message;
  EXPECT_EQ(write_json(*value), GetParam().text);
}

// B58: numbers keep their text.
INSTANTIATE_TEST_SUITE_P(
    Json, RoundTrip,
    ::testing::Values(RoundTripCase{"literals", R"([null,true,false])"},
                      RoundTripCase{"integers", "[0,-1,9223372036854775807]"},
                      RoundTripCase{"beyond_64_bits", "[18446744073709551615,123456789012345678901234567890]"},
                      RoundTripCase{"fractions", "[2.50,1e3,0.1,-0.0]"},
                      RoundTripCase{"escapes", R"(["\"\\\n\t\u001b\u2028"])"},
                      RoundTripCase{"unicode", R"(["Zoë 你好"])"}, RoundTripCase{"sorted_keys", R"({"a":{},"b":[]})"}),
    testing::row_name);

struct BrokenCase {
  const char* name;
  std::string text;
  const char* words;
};

class Broken : public ::testing::TestWithParam<BrokenCase> {};

TEST_P(Broken, IsRefused) {
  const auto value = parse_json(GetParam().text, "endpoint");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.problems().front().rule, "B59");
  const auto& message = value.problems().front().message;
  EXPECT_NE(message.find(GetParam().words), std::string::npos) << message;
  EXPECT_EQ(message.find("exception"), std::string::npos) << message;
}

INSTANTIATE_TEST_SUITE_P(
    Json, Broken,
    ::testing::Values(BrokenCase{"empty", "", "byte"}, BrokenCase{"trailing_bytes", "{} x", "byte"},
                      BrokenCase{"two_documents", "{}{}", "byte"}, BrokenCase{"cut", R"({"a": [1, )", "byte"},
                      BrokenCase{"duplicate_key", R"({"a": 1, "a": 2})", "a key twice"},
                      BrokenCase{"byte_order_mark", "\xEF\xBB\xBF{}", "byte order mark"},
                      BrokenCase{"invalid_utf8", "\"\xff\"", "invalid UTF-8"},
                      BrokenCase{"number_out_of_range", "[1e400]", "byte 6: number overflow parsing '1e400'"},
                      BrokenCase{"too_deep", std::string(101, '[') + std::string(101, ']'), "nested deeper than 100"},
                      BrokenCase{"a_million_brackets", std::string(1'000'000, '['), "nested deeper than 100"}),
    testing::row_name);

TEST(JsonLimitsTest, CountBytes) { EXPECT_FALSE(parse_json("[1,2,3]", "x", Exit::invalid, {.bytes = 3})); }

TEST(Pretty, IndentsByTwo) {
  EXPECT_EQ(write_json_pretty(Map{{"a", List{1}}, {"b", Map()}}), "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}\n");
}

}  // namespace
}  // namespace interlock
