// Texts that do not belong where everybody who may review a change can read them. All rules are exact forms with a
// checksum or a prefix of their own: a rule that guesses would refuse good text.
#pragma once

#include <string_view>

namespace interlock {

/// "an AWS access key" where the text holds what looks like one, or nothing.
std::string_view secret_in(std::string_view text);

/// "a payment card number" where the text holds what looks like data of a person or a patient, or nothing.
std::string_view personal_data_in(std::string_view text);

}  // namespace interlock
