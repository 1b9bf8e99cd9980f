#include "support/ask.hpp"

#include <algorithm>
#include <utility>

#include "codec/json.hpp"
#include "support/sandbox_world.hpp"

namespace interlock::testing {

Request to_request(std::string_view line, std::string body, Headers headers) {
  const auto blank = line.find(' ');
  const auto target = line.substr(blank + 1);
  const auto question = std::min(target.find('?'), target.size());
  return {.method = parse_method(line.substr(0, blank)).value(),
          .path = std::string(target.substr(0, question)),
          .query = parse_query(target.substr(std::min(question + 1, target.size()))),
          .headers = std::move(headers),
          .authorization = Authorization{"Bearer", Secret(kAccessToken)},
          .body = std::move(body)};
}

Wall wall_at(Instant now) {
  return std::chrono::sys_days{std::chrono::year(2026) / 1 / 5} + std::chrono::hours(8) + now.time_since_epoch();
}

Response ask(Sandbox& sandbox, std::string_view line, std::string body, Headers headers, Instant now) {
  return sandbox.answer(to_request(line, std::move(body), std::move(headers)), now, wall_at(now));
}

Response ask_published(Sandbox& sandbox, std::string_view line, std::string body, Instant now) {
  return sandbox.answer(to_request(line, std::move(body)), now, wall_at(now), Api::published);
}

Value body_of(const Response& response) {
  auto body = parse_json(response.body, "body");
  return body ? *std::move(body) : Value();
}

std::string verdict_of(const Response& response) {
  const auto code = text_or(body_of(response), "code");
  return std::to_string(response.status) + (code.empty() ? "" : " " + code);
}

std::string header_of(const Response& response, std::string_view name) {
  const auto* header = find_header(response.headers, name);
  return header != nullptr ? *header : "";
}

}  // namespace interlock::testing
