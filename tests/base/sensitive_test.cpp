#include "base/sensitive.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/names.hpp"

namespace interlock {
namespace {

struct TextCase {
  const char* name;
  std::string text;
  std::string found{};
};

class Secrets : public ::testing::TestWithParam<TextCase> {};

TEST_P(Secrets, AreFound) { EXPECT_EQ(secret_in(GetParam().text), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(
    Texts, Secrets,
    ::testing::Values(TextCase{"private_key", "x -----BEGIN EC PRIVATE KEY-----", "a private key"},
                      TextCase{"certificates_are_public", "-----BEGIN CERTIFICATE-----"},
                      TextCase{"access_key", "(AKIAIOSFODNN7EXAMPLE)", "an AWS access key"},
                      TextCase{"too_short_for_a_key", "AKIA12"}, TextCase{"inside_a_word", "xAKIAIOSFODNN7EXAMPLE"},
                      TextCase{"bearer", "bearer abcdefghijklmnopqrst", "a bearer token"},
                      TextCase{"bearer_of_news", "bearer of bad news and of good"},
                      TextCase{"password", "password=12345678", "a password"},
                      TextCase{"a_word_about_passwords", "password: ask the lead"},
                      TextCase{"address_with_password", "see https://a:b@c.example/d", "a password in an address"},
                      TextCase{"address_with_a_port_and_a_mail", "https://c.example:8443/a@b"},
                      TextCase{"nothing", ""}),
    testing::row_name);

class PersonalData : public ::testing::TestWithParam<TextCase> {};

TEST_P(PersonalData, IsFound) { EXPECT_EQ(personal_data_in(GetParam().text), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(
    Texts, PersonalData,
    ::testing::Values(
        TextCase{"card", "4111111111111111", "a payment card number"},
        TextCase{"card_in_groups", "no 4111-1111-1111-1111.", "a payment card number"},
        TextCase{"card_of_15_digits", "378282246310005", "a payment card number"},
        TextCase{"wrong_check_digit", "4111111111111112"}, TextCase{"telephone_number", "+4111111111111111"},
        TextCase{"long_number", "41111111111111110000"},
        TextCase{"account", "GB82WEST12345698765432", "a bank account number (IBAN)"},
        TextCase{"wrong_account", "GB83WEST12345698765432"},
        TextCase{"citizen", "S1234567D", "an identity number (NRIC)"},
        TextCase{"foreigner", "G1234567X", "an identity number (NRIC)"}, TextCase{"wrong_letter", "S1234567A"},
        TextCase{"social_security", "123-45-6789", "a social security number"},
        TextCase{"part_of_a_longer_number", "0123-45-6789"},
        TextCase{"record", "Date of birth: 1.1.1970", "a labelled entry of a person's or patient's record"},
        TextCase{"label_without_an_entry", "patient:"}, TextCase{"other_word", "impatient: callers"},
        TextCase{"nothing", ""}),
    testing::row_name);

}  // namespace
}  // namespace interlock
