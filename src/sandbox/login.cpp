#include "sandbox/login.hpp"

#include <algorithm>
#include <utility>

namespace interlock::sandbox {
namespace {

bool has_grant_type(const Request& request) {
  const auto form = parse_query(request.body);
  return std::find(form.begin(), form.end(), std::pair<std::string, std::string>("grant_type", "client_credentials")) !=
         form.end();
}

/// The bearer token, or nothing.
std::string_view token_of(const Request& request) {
  if (!request.authorization || request.authorization->scheme != "Bearer") return {};
  return request.authorization->credentials.reveal();
}

}  // namespace

Login::Login(SandboxOptions options, std::chrono::seconds lifetime)
    : options_(std::move(options)), lifetime_(lifetime) {
  // Ready-made: valid from the start; its time runs from the first login on.
  if (!options_.access_token.empty()) tokens_.emplace(options_.access_token, Instant::max());
}

Verdict Login::grant(const Request& request, Instant now) {
  const auto expected = base64(options_.client_id + ":" + options_.client_secret);
  const auto& given = request.authorization;
  if (!given || given->scheme != "Basic" || given->credentials.reveal() != expected || options_.client_secret.empty() ||
      options_.access_token.empty()) {
    return Refusal{401, "invalid_client", "The client id or the client secret is wrong"};
  }
  if (!has_grant_type(request)) {
    return Refusal{400, "unsupported_grant_type", "grant_type is client_credentials", "grant_type"};
  }
  std::erase_if(tokens_, [&](const auto& token) { return token.second <= now; });
  ++logins_;
  const auto token = logins_ == 1 ? options_.access_token : options_.access_token + "." + std::to_string(logins_);
  tokens_.insert_or_assign(token, now + lifetime_);
  return Reply{
      .body = Map{{"access_token", token}, {"token_type", "bearer"}, {"expires_in", std::int64_t{lifetime_.count()}}}};
}

bool Login::admits(const Request& request, Instant now) const {
  const auto token = tokens_.find(token_of(request));
  return token != tokens_.end() && now < token->second;
}

bool Login::is_owner(const Request& request) const {
  return !options_.access_token.empty() && token_of(request) == options_.access_token;
}

}  // namespace interlock::sandbox
