#include "cli/credentials.hpp"

#include "adapters/files.hpp"
#include "base/http.hpp"
#include "cli/typed_text.hpp"

namespace interlock {
namespace {

constexpr std::string_view kId = "GENESYSCLOUD_OAUTHCLIENT_ID";
constexpr std::string_view kSecret = "GENESYSCLOUD_OAUTHCLIENT_SECRET";
constexpr std::string_view kSecretFile = "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE";
constexpr std::string_view kToken = "GENESYSCLOUD_ACCESS_TOKEN";
constexpr std::string_view kHookKey = "INTERLOCK_HOOK_KEY";
constexpr std::string_view kHookKeyFile = "INTERLOCK_HOOK_KEY_FILE";

void check_value(std::string_view name, std::string_view value, Problems& problems) {
  if (auto problem = variable_fault(name, value)) problems.push_back(*std::move(problem));
}

/// B48: a secret that two places give, and one of them is old.
void check_once(bool is_given, std::string_view name, bool is_in_file, std::string_view file, Problems& problems) {
  if (!is_given || !is_in_file) return;
  problems.push_back({.rule = "B48",
                      .message = "the secret is in " + std::string(name) + " and in " + std::string(file),
                      .hint = "unset one of them"});
}

Problems check_values(const Environment& environment) {
  Problems problems;
  if (environment.client_id) check_value(kId, *environment.client_id, problems);
  if (environment.client_secret) check_value(kSecret, environment.client_secret->reveal(), problems);
  if (environment.client_secret_file) check_value(kSecretFile, *environment.client_secret_file, problems);
  if (environment.access_token) check_value(kToken, environment.access_token->reveal(), problems);
  check_once(environment.client_secret.has_value(), kSecret, environment.client_secret_file.has_value(), kSecretFile,
             problems);
  return problems;
}

Problem missing(std::string_view name) {
  return {.rule = "B96",
          .message = "there are no credentials: " + std::string(name) + " is not set",
          .hint = "set " + std::string(kId) + " and " + std::string(kSecret) + " (or " + std::string(kSecretFile) +
                  "), or " + std::string(kToken)};
}

Result<Secret> secret_of(const Environment& environment) {
  if (environment.client_secret) return *environment.client_secret;
  if (environment.client_secret_file) return read_secret_file(*environment.client_secret_file);
  return missing(kSecret);
}

}  // namespace

Result<Credentials> find_credentials(const Environment& environment, Output& output) {
  if (environment.client_secret) output.hide(*environment.client_secret);
  if (environment.access_token) output.hide(*environment.access_token);
  if (auto problems = check_values(environment); !problems.empty()) return problems;
  if (environment.access_token) return Credentials{.basic = {}, .access_token = *environment.access_token};
  if (!environment.client_id) return missing(kId);
  const auto secret = secret_of(environment);
  if (!secret) return secret.problems();
  const Secret pair(*environment.client_id + ":" + std::string(secret->reveal()));
  const Secret basic(base64(pair.reveal()));
  output.hide(*secret);
  output.hide(basic);
  return Credentials{.basic = basic, .access_token = {}};
}

Result<Secret> find_hook_key(const Environment& environment, Output& output) {
  const auto& key = environment.hook_key;
  const auto& file = environment.hook_key_file;
  if (key) output.hide(*key);
  Problems problems;
  if (key) check_value(kHookKey, key->reveal(), problems);
  if (file) check_value(kHookKeyFile, *file, problems);
  check_once(key.has_value(), kHookKey, file.has_value(), kHookKeyFile, problems);
  if (!problems.empty()) return problems;
  if (key) return *key;
  if (!file) {
    return Problem{.rule = "B96",
                   .message = "there is no key to sign with: " + std::string(kHookKey) + " is not set",
                   .hint = "set " + std::string(kHookKey) + " or " + std::string(kHookKeyFile)};
  }
  auto secret = read_secret_file(*file);
  if (secret) output.hide(*secret);
  return secret;
}

}  // namespace interlock
