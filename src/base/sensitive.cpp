#include "base/sensitive.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/http.hpp"

namespace interlock {
namespace {

constexpr std::size_t kLongest = 4096;  // of a text that is looked at

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_upper_or_digit(char c) { return is_upper(c) || is_digit(c); }
bool is_token(char c) { return is_word(c) || c == '_' || c == '-'; }
bool is_bearer(char c) { return is_token(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '='; }
bool is_value(char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != ',' && c != '$' && c != '<'; }

char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }
bool starts_word(std::string_view text, std::size_t i) { return i == 0 || !is_word(text[i - 1]); }

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && same_without_case(text.substr(0, word.size()), word);
}

/// How many characters of that kind follow each other.
std::size_t run(std::string_view text, bool (*fits)(char)) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), fits) - text.begin());
}

/// What begins so, at the start of a word, and goes on with at least so many characters.
struct Prefix {
  std::string_view words, prefix;
  bool (*fits)(char);
  std::size_t least;
};
constexpr std::string_view kGithub = "a GitHub token";
constexpr std::string_view kSlack = "a Slack token";
constexpr std::string_view kStripe = "a Stripe key";
constexpr std::string_view kAws = "an AWS access key";
constexpr std::string_view kPassword = "a password";
constexpr std::array kPrefixes{
    Prefix{kAws, "AKIA", is_upper_or_digit, 16},
    Prefix{kAws, "ASIA", is_upper_or_digit, 16},
    Prefix{kGithub, "ghp_", is_word, 36},
    Prefix{kGithub, "gho_", is_word, 36},
    Prefix{kGithub, "ghs_", is_word, 36},
    Prefix{kGithub, "github_pat_", is_token, 22},
    Prefix{kSlack, "xoxb-", is_token, 10},
    Prefix{kSlack, "xoxp-", is_token, 10},
    Prefix{kSlack, "xoxa-", is_token, 10},
    Prefix{"a Google API key", "AIza", is_token, 35},
    Prefix{kStripe, "sk_live_", is_word, 16},
    Prefix{kStripe, "rk_live_", is_word, 16},
    Prefix{"a JSON web token", "eyJ", is_bearer, 30},
    Prefix{"a bearer token", "Bearer ", is_bearer, 20},
    Prefix{kPassword, "password=", is_value, 8},
    Prefix{kPassword, "password:", is_value, 8},
    Prefix{kPassword, "passwd=", is_value, 8},
    Prefix{"a client secret", "client_secret=", is_value, 8},
    Prefix{"an API key", "api_key=", is_value, 8},
    Prefix{"an access token", "access_token=", is_value, 8},
};

/// "https://user:password@host"
bool has_user_info(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto authority = text.substr(scheme + 3, run(text.substr(scheme + 3), is_value));
  const auto host = authority.substr(0, authority.find('/'));
  const auto end = host.find('@');
  const auto colon = host.find(':');
  return end != std::string_view::npos && colon < end && end - colon > 1;
}

/// The digits from there on, with single blanks or hyphens between them.
std::string digits_from(std::string_view text, std::size_t& i) {
  std::string digits;
  for (; i < text.size(); ++i) {
    const bool joins = (text[i] == ' ' || text[i] == '-') && !digits.empty() && is_digit(at(text, i + 1));
    if (is_digit(text[i])) {
      digits += text[i];
    } else if (!joins) {
      break;
    }
  }
  return digits;
}

/// ISO/IEC 7812, annex B.
bool has_luhn_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += i % 2 == 1 ? doubled : digit;
  }
  return sum % 10 == 0;
}

bool is_card(std::string_view digits) {
  const bool is_amex = digits.size() == 15 && (digits.starts_with("34") || digits.starts_with("37"));
  const bool is_other = digits.size() == 16 && digits.front() >= '2' && digits.front() <= '6';
  return (is_amex || is_other) && has_luhn_digit(digits);
}

/// Numbers behind a plus sign are for telephones.
bool has_card(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = is_digit(text[i]) && starts_word(text, i);
    const bool is_phone = i > 0 && text[i - 1] == '+';
    const auto digits = is_digit(text[i]) ? digits_from(text, i) : std::string();
    if (begins && !is_phone && !digits.empty() && is_card(digits) && !is_word(at(text, i))) return true;
    if (digits.empty()) ++i;
  }
  return false;
}

/// ISO 13616: two letters, two digits and the rest; the rest in front, as a number modulo 97, is 1.
bool is_iban(std::string_view word) {
  const bool has_form = word.size() >= 15 && word.size() <= 34 && is_upper(word[0]) && is_upper(word[1]) &&
                        is_digit(word[2]) && is_digit(word[3]);
  if (!has_form) return false;
  int rest = 0;
  for (const char c : std::string(word.substr(4)) + std::string(word.substr(0, 4))) {
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

/// The identity numbers of Singapore: a letter, seven digits and a letter that checks them.
bool is_nric(std::string_view word) {
  constexpr std::array<int, 7> kWeights{2, 7, 6, 5, 4, 3, 2};
  constexpr std::string_view kCitizens = "JZIHGFEDCBA", kForeigners = "XWUTRQPNMLK";
  const bool is_known = word.size() == 9 && std::string_view("STFG").find(word[0]) != std::string_view::npos;
  if (!is_known || run(word.substr(1), is_digit) != 7) return false;
  int sum = word[0] == 'T' || word[0] == 'G' ? 4 : 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (word[i + 1] - '0');
  const auto& letters = word[0] == 'S' || word[0] == 'T' ? kCitizens : kForeigners;
  return word[8] == letters[static_cast<std::size_t>(sum % 11)];
}

bool has_word(std::string_view text, bool (*fits)(std::string_view)) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto length = run(text.substr(i), is_upper_or_digit);
    if (length > 0 && starts_word(text, i) && !is_word(at(text, i + length)) && fits(text.substr(i, length)))
      return true;
    i += length;
  }
  return false;
}

/// "123-45-6789"
bool has_social_security_number(std::string_view text) {
  constexpr std::string_view kForm = "ddd-dd-dddd";
  for (std::size_t i = 0; i + kForm.size() <= text.size(); ++i) {
    const auto part = text.substr(i, kForm.size());
    const bool fits = std::equal(part.begin(), part.end(), kForm.begin(),
                                 [](char c, char form) { return form == 'd' ? is_digit(c) : c == form; });
    const bool is_alone = starts_word(text, i) && !is_word(at(text, i + kForm.size())) &&
                          at(text, i + kForm.size()) != '-' && (i == 0 || text[i - 1] != '-');
    if (fits && is_alone) return true;
  }
  return false;
}

/// A label of a form, with something behind it.
constexpr std::array<std::string_view, 9> kLabels{"patient",        "diagnosis", "date of birth",   "dob", "mrn",
                                                  "medical record", "nric",      "passport number", "ssn"};

bool has_label(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!starts_word(text, i)) continue;
    for (const auto label : kLabels) {
      const auto rest = text.substr(std::min(i + label.size(), text.size()));
      const auto mark = at(rest, run(rest, [](char c) { return c == ' '; }));
      const bool is_filled = rest.find_first_not_of(" :=#") != std::string_view::npos;
      if (starts_with_word(text.substr(i), label) && (mark == ':' || mark == '=' || mark == '#') && is_filled)
        return true;
    }
  }
  return false;
}

struct Detector {
  std::string_view words;
  bool (*finds)(std::string_view text);
};
constexpr std::array kPersonal{
    Detector{"a payment card number", has_card},
    Detector{"a bank account number (IBAN)", [](std::string_view text) { return has_word(text, is_iban); }},
    Detector{"an identity number (NRIC)", [](std::string_view text) { return has_word(text, is_nric); }},
    Detector{"a social security number", has_social_security_number},
    Detector{"a labelled entry of a person's or patient's record", has_label},
};

}  // namespace

std::string_view secret_in(std::string_view text) {
  text = text.substr(0, kLongest);
  if (text.find("-----BEGIN ") != std::string_view::npos && text.find("PRIVATE KEY-----") != std::string_view::npos) {
    return "a private key";
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!starts_word(text, i)) continue;
    for (const auto& [words, prefix, fits, least] : kPrefixes) {
      const bool is_begun = starts_with_word(text.substr(i), prefix);
      if (is_begun && run(text.substr(i + prefix.size()), fits) >= least) return words;
    }
  }
  return has_user_info(text) ? "a password in an address" : "";
}

std::string_view personal_data_in(std::string_view text) {
  text = text.substr(0, kLongest);
  const auto found =
      std::find_if(kPersonal.begin(), kPersonal.end(), [&](const Detector& row) { return row.finds(text); });
  return found != kPersonal.end() ? found->words : "";
}

}  // namespace interlock
