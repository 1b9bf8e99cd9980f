#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

#include "base/digest.hpp"
#include "codec/json.hpp"
#include "codec/url.hpp"
#include "sandbox/document.hpp"
#include "sandbox/http_date.hpp"
#include "sandbox/inspector.hpp"
#include "sandbox/limiter.hpp"
#include "sandbox/login.hpp"
#include "sandbox/observer.hpp"
#include "sandbox/published/access.hpp"
#include "sandbox/router.hpp"
#include "sandbox/store.hpp"

namespace interlock {

using namespace sandbox;

namespace {

using std::chrono::ceil;
using std::chrono::seconds;

constexpr std::size_t kLongestAddress = 8u << 10;
constexpr std::size_t kLargestBody = 8u << 20;
constexpr int kDeepestBody = 64;

/// A page in a browser must not reach the sandbox under a name of its own (SEC40). In process there is no Host.
bool comes_to_loopback(const Request& request) {
  const auto* authority = find_header(request.headers, "Host");
  if (authority == nullptr) return true;
  const auto host = host_of(*authority);
  const auto port = std::string_view(*authority).substr(host.size());
  return is_loopback(host) && port.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::size_t address_size(const Request& request) {
  std::size_t size = request.path.size();
  for (const auto& [name, value] : request.query) size += name.size() + value.size() + 2;
  return size;
}

/// What is wrong with the request whatever its route.
Objection check_front(const Request& request) {
  if (!comes_to_loopback(request))
    return Refusal{403, "not.authorized", "The sandbox answers on loopback only", "Host"};
  if (address_size(request) > kLongestAddress) return Refusal{414, "uri.too.long", "The address is too long"};
  if (request.body.size() > kLargestBody) {
    return Refusal{413, "request.entity.too.large", "The body is too large"};
  }
  return std::nullopt;
}

/// The body as a value; Null for a method without one.
std::variant<Value, Refusal> body_of(const Request& request) {
  if (request.method == Method::get || request.method == Method::remove) return Value();
  auto body = parse_json(request.body, "body", Exit::invalid, {.bytes = kLargestBody, .depth = kDeepestBody});
  if (!body) return Refusal{400, "bad.request", body.problems().front().message};
  return *std::move(body);
}

/// A permission of "a|b" is lacking where both are forbidden.
Objection check_permission(const Map& document, std::string_view permission) {
  const auto* member = document.find("forbidden");
  if (member == nullptr || permission.empty()) return std::nullopt;
  const auto& forbidden = *member->as<List>();
  std::string lacking;
  for (auto rest = permission; !rest.empty();) {
    const auto one = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    if (std::find(forbidden.begin(), forbidden.end(), Value(one)) == forbidden.end()) return std::nullopt;
    lacking += (lacking.empty() ? "" : ", ") + std::string(one);
  }
  const bool any_would_do = permission.find('|') != std::string_view::npos;
  return Refusal{
      .status = 403,
      .code = any_would_do ? "missing.any.permissions" : "missing.permissions",
      .message = "Unable to perform the requested action. You are missing the following permission(s): " + lacking,
      .permission = lacking};
}

Map oauth_error(const std::string& error, const std::string& description) {
  return {{"error", error}, {"description", description}, {"error_description", description}};
}

std::string path_and_query(const Request& request) {
  return request.query.empty() ? request.path : request.path + "?" + query_string(request.query);
}

}  // namespace

struct Sandbox::State {
  State(const Map& document, SandboxOptions options)
      : store(document),
        observer(store),
        is_inspected(options.inspected.has_value()),
        inspector(store, options.inspected),
        limiter(document),
        login(std::move(options), seconds(integer_or(document, "token_lifetime_s", 86'400))) {
    if (const auto rate = parse_rate(text_or(document, "login_rate"))) login_quota.emplace(*rate);
  }

  Response answer(const Request& request, const Moment& moment, Api api);
  Response log_in(const Request& request, const Moment& moment, Api api);
  Response platform(const Request& request, const Match& match, const Moment& moment, Api api);
  Response throttle(const std::string& token, const Limiter::Refused& refused, const Moment& moment, Api api);
  Verdict handle(const Request& request, const Match& match, const Moment& moment, Api api);
  void look(const std::string& request, Api api) {
    ++counters.writes;
    if (!is_inspected) observer.look(store, counters.writes, request, api);
    inspector.look(store, counters.writes);
  }
  Response refuse(const Refusal& refusal) {
    return render(refusal, sha256(std::to_string(counters.exchanges)).substr(0, 32));
  }

  Store store;
  Observer observer;
  bool is_inspected;  // then the inspector counts, and nobody need do it twice
  Inspector inspector;
  Limiter limiter;
  Login login;
  std::optional<Quota> login_quota;
  Counters counters;
};

Response Sandbox::State::answer(const Request& request, const Moment& moment, Api api) {
  ++counters.exchanges;
  if (const auto refusal = check_front(request)) return refuse(*refusal);
  const auto found = match(api, request.method, request.path);
  const auto door = found.route != nullptr ? found.route->door : Door::platform;
  if (door == Door::login) return log_in(request, moment, api);
  const bool admitted = login.admits(request, moment.now) || (door == Door::own && login.is_owner(request));
  if (!admitted) return refuse({401, "bad.credentials", "The token is missing, unknown or expired"});
  if (found.route == nullptr) {
    return refuse(found.path_known ? Refusal{405, "method.not.allowed", "The path has no such method"}
                                   : Refusal{404, "not.found", "There is no such path"});
  }
  return platform(request, found, moment, api);
}

Response Sandbox::State::log_in(const Request& request, const Moment& moment, Api api) {
  if (login_quota && !login_quota->has_room(moment.now)) {
    return render(Reply{400, oauth_error("invalid_request", "rate limit exceeded: too many requests for tokens")});
  }
  if (login_quota) login_quota->take(moment.now);
  const auto verdict = login.grant(request, moment.now);
  const auto* refusal = std::get_if<Refusal>(&verdict);
  if (refusal == nullptr) return render(std::get<Reply>(verdict));
  if (api == Api::guide) return refuse(*refusal);
  return render(Reply{refusal->status, oauth_error(refusal->code, refusal->message)});
}

Response Sandbox::State::platform(const Request& request, const Match& match, const Moment& moment, Api api) {
  const std::string token(request.authorization->credentials.reveal());
  if (const auto refused = limiter.admit(token, match.route->buckets, moment.now)) {
    return throttle(token, *refused, moment, api);
  }
  const auto verdict = handle(request, match, moment, api);
  const auto* refusal = std::get_if<Refusal>(&verdict);
  auto response = refusal != nullptr ? refuse(*refusal) : render(std::get<Reply>(verdict));
  if (match.route->door == Door::platform) {
    for (auto& header : limiter.headers(token, Bucket::token, moment.now))
      response.headers.push_back(std::move(header));
  }
  return response;
}

Response Sandbox::State::throttle(const std::string& token, const Limiter::Refused& refused, const Moment& moment,
                                  Api api) {
  ++counters.throttled;
  const auto wait = ceil<seconds>(refused.wait);
  auto response =
      refuse({.status = 429,
              .code = "too.many.requests.retry.after",
              .message = "Rate limit exceeded. Retry the request in " + std::to_string(wait.count()) + " seconds",
              .limit = api == Api::guide ? std::string(bucket_name(refused.bucket)) : ""});
  const bool as_date = flag_or(store.document(), "retry_after_dates", false);
  response.headers.emplace_back(
      "Retry-After", as_date ? http_date(ceil<seconds>(moment.wall + refused.wait)) : std::to_string(wait.count()));
  for (auto& header : limiter.headers(token, refused.bucket, moment.now)) response.headers.push_back(std::move(header));
  return response;
}

Verdict Sandbox::State::handle(const Request& request, const Match& match, const Moment& moment, Api api) {
  if (auto refusal = check_permission(store.document(), match.route->permission)) return *std::move(refusal);
  auto body = body_of(request);
  if (auto* refusal = std::get_if<Refusal>(&body)) return std::move(*refusal);
  Call call{store, observer, inspector, counters, request, match.ids, std::get<Value>(std::move(body)), moment};
  if (api == Api::published) {
    if (auto refusal = published::check_divisions(call, *match.route)) return *std::move(refusal);
  }
  auto verdict = match.route->handler(call);
  if (std::holds_alternative<Refusal>(verdict)) return verdict;
  if (match.route->effect == Effect::write) {
    look(std::string(method_name(request.method)) + " " + path_and_query(request), api);
  } else if (match.route->effect == Effect::foreign_edit) {
    observer.settle(store);
    inspector.settle(store);
  }
  return verdict;
}

Result<Sandbox> Sandbox::load(const Value& document, SandboxOptions options, const std::string& name) {
  if (auto problems = check_document(document, name); !problems.empty()) return problems;
  return Sandbox(std::make_unique<State>(*document.as<Map>(), std::move(options)));
}

Sandbox::Sandbox(std::unique_ptr<State> state) : state_(std::move(state)) {}
Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;
Sandbox::~Sandbox() = default;

Response Sandbox::answer(const Request& request, Instant now, Wall wall, Api api) {
  return state_->answer(request, {now, wall}, api);
}

Value Sandbox::document() const { return state_->store.document(); }
const std::vector<Breach>& Sandbox::breaches() const { return state_->observer.breaches(); }
const std::vector<Census>& Sandbox::history() const { return state_->observer.history(); }
const Inspector& Sandbox::inspector() const { return state_->inspector; }
int Sandbox::writes() const { return state_->counters.writes; }
int Sandbox::throttled() const { return state_->counters.throttled; }

}  // namespace interlock
