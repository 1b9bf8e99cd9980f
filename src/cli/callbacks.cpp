#include "cli/callbacks.hpp"

#include <algorithm>
#include <array>

#include "adapters/http_client.hpp"
#include "base/digest.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "cli/credentials.hpp"
#include "codec/callback.hpp"
#include "codec/json.hpp"
#include "codec/url.hpp"

namespace interlock {
namespace {

constexpr Millis kLongest{10'000};
constexpr std::size_t kLargestAnswer = 64u << 10;
constexpr int kEventBytes = 16;

struct Hook {
  std::string_view name;  // in the settings
  std::string Hooks::*url;
  Value (*document)(const Ended&, const std::string& event, Wall now);
};
constexpr std::array kHooks{Hook{"hooks.change", &Hooks::change, change_callback},
                            Hook{"hooks.workforce", &Hooks::workforce, workforce_callback}};

Problem warning(std::string_view hook, const std::string& what) {
  return {.rule = "SEC7",
          .severity = Severity::warning,
          .message = std::string(hook) + " was not told of the run: " + what,
          .hint = "the run itself is not affected"};
}

/// An address inside of a network is for those alone who wrote it into the list (SEC7).
bool may_reach(const Hooks& hooks, const NetworkAddress& address) {
  const auto reach = reach_of(address);
  if (reach != Reachable::inside) return reach == Reachable::everywhere;
  return std::any_of(hooks.allow.begin(), hooks.allow.end(),
                     [&](const std::string& entry) { return callback_address(entry) == address; });
}

Request request_of(const std::string& url, const Secret& key, const std::string& event, Wall now, std::string body) {
  const auto seconds = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  const auto target = std::string_view(url).substr(origin_of(url).size());
  const auto path = target.substr(0, target.find('?'));
  Request request{.method = Method::post, .path = path.empty() ? "/" : std::string(path), .query = {}};
  if (path.size() < target.size()) request.query = parse_query(target.substr(path.size() + 1));
  request.headers = {{"Content-Type", "application/json"},
                     {"Interlock-Event", event},
                     {"Interlock-Time", seconds},
                     {"Interlock-Signature", "sha256=" + hmac_sha256(key, seconds + "." + event + "." + body)}};
  request.body = std::move(body);
  return request;
}

/// Why nobody took it; empty where somebody did.
std::string fault_of(const Outcome& outcome) {
  return std::visit(overloaded{[](const Failure& failure) { return failure.what; },
                               [](const Response& response) {
                                 const bool is_taken = response.status >= 200 && response.status < 300;
                                 return is_taken ? std::string() : "it answered " + std::to_string(response.status);
                               }},
                    outcome);
}

std::string post(const Context& context, Session& session, const Hooks& hooks, const std::string& url,
                 const Request& request) {
  HttpClient client({.origin = std::string(origin_of(url)),
                     .ca_file = context.options.ca_file,
                     .connections = 1,
                     .connect_timeout = kLongest,
                     .total_timeout = kLongest,
                     .body_limit = kLargestAnswer,
                     .may_connect = [&](const NetworkAddress& address) { return may_reach(hooks, address); }});
  client.send(1, request);
  const auto completion = client.wait(session.clock().now() + kLongest);
  return completion ? fault_of(completion->outcome) : "no answer within " + format_duration(kLongest);
}

}  // namespace

Problems call_hooks(Context& context, Session& session, const Hooks& hooks, const Ended& ended) {
  if (hooks.change.empty() && hooks.workforce.empty()) return {};
  const auto key = find_hook_key(context.environment, context.output);
  if (!key) return {warning("hooks", key.problems().front().message)};
  Problems problems;
  for (const auto& hook : kHooks) {
    const auto& url = hooks.*hook.url;
    if (url.empty()) continue;
    const auto now = session.clock().wall();
    const auto event = random_hex(session.random(), kEventBytes);
    const auto request = request_of(url, *key, event, now, write_json(hook.document(ended, event, now)));
    const auto fault = post(context, session, hooks, url, request);
    if (!fault.empty()) problems.push_back(warning(hook.name, fault));
    if (fault.empty()) detail(context, std::string(hook.name) + " was told, as event " + event);
  }
  return problems;
}

}  // namespace interlock
