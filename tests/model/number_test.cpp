// Numbers in normal form.
#include "model/number.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/names.hpp"

namespace interlock {
namespace {

std::string text_of(const std::optional<Value>& number) {
  if (!number) return "none";
  const auto* decimal = number->as<Decimal>();
  return decimal != nullptr ? decimal->text : "whole " + std::to_string(std::get<std::int64_t>(number->data));
}

struct NumberCase {
  const char* name;
  const char* written;
  const char* number;  // with four digits after the point
  const char* scalar;  // with all
};

class Number : public ::testing::TestWithParam<NumberCase> {};

TEST_P(Number, HasOneForm) {
  const Value value(Decimal{GetParam().written});
  const auto number = canonical_number(value);
  EXPECT_EQ(text_of(number), GetParam().number);
  EXPECT_EQ(text_of(canonical_scalar(value)), GetParam().scalar);
  EXPECT_EQ(text_of(canonical_number(number.value_or(value))), GetParam().number);
}

INSTANTIATE_TEST_SUITE_P(
    Model, Number,
    ::testing::Values(
        NumberCase{"whole_with_a_point", "4.0", "whole 4", "whole 4"},
        NumberCase{"zero_at_the_end", "0.80", "0.8", "0.8"}, NumberCase{"zeros_at_the_end", "2.50000", "2.5", "2.5"},
        NumberCase{"no_digit_before_the_point", ".5", "0.5", "0.5"},
        NumberCase{"float_that_became_a_double", "0.800000011920929", "0.8", "0.800000011920929"},
        NumberCase{"five_digits_after_the_point", "1.352083", "1.3521", "1.352083"},
        NumberCase{"too_small_for_four_digits", "-0.00001", "whole 0", "-0.00001"},
        NumberCase{"minus_zero", "-0.0", "whole 0", "whole 0"}, NumberCase{"negative", "-2.50", "-2.5", "-2.5"},
        NumberCase{"exponent", "1e3", "whole 1000", "whole 1000"},
        NumberCase{"leading_zero", "012", "whole 12", "whole 12"},
        NumberCase{"beyond_64_bits", "1e20", "100000000000000000000", "100000000000000000000"},
        NumberCase{"beyond_a_double", "1e400", "none", "none"}, NumberCase{"hexadecimal", "0x1F", "none", "none"},
        NumberCase{"octal", "0o17", "none", "none"}, NumberCase{"no_number", ".nan", "none", "none"},
        NumberCase{"infinite", "-.inf", "none", "none"}, NumberCase{"empty", "", "none", "none"}),
    testing::row_name);

TEST(Number, OfWholeOnesIsTheSame) { EXPECT_EQ(canonical_number(Value(-7)), Value(-7)); }

TEST(Number, IsNoText) { EXPECT_FALSE(canonical_number(Value("7"))); }

TEST(Scalar, IsATextAFlagOrANumber) {
  EXPECT_EQ(canonical_scalar(Value("7")), Value("7"));
  EXPECT_EQ(canonical_scalar(Value(true)), Value(true));
  EXPECT_FALSE(canonical_scalar(Value(Null{})));
  EXPECT_FALSE(canonical_scalar(Value(Map{})));
  EXPECT_FALSE(canonical_scalar(Value(List{})));
}

}  // namespace
}  // namespace interlock
