// O6, at the sending side: no request before a deadline that an answer set, no window above a limit, and no more
// repetitions than the budget allows. It reads the log alone and knows the limits from the contract.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "codec/json.hpp"
#include "simulation/judgements.hpp"

namespace interlock::simulation {
namespace {

struct Limit {
  std::string_view name;
  int requests;
  Millis window;
};
// mission.md, job S5: below the platform's own by a margin.
constexpr std::array kLimits{Limit{"token", 300, std::chrono::minutes(1)}, Limit{"routing", 8, std::chrono::seconds(1)},
                             Limit{"queues", 5, std::chrono::seconds(1)},
                             Limit{"architect", 300, std::chrono::minutes(1)}};

constexpr int kOutage = 3;  // failures without a success between them

bool is_login(const Request& request) { return request.path.ends_with("/oauth/token"); }

/// The limits that a request uses up, by guide-api.md and published-api.md.
std::set<std::string_view> limits_of(Api api, const Request& request) {
  if (is_login(request)) return {};
  std::set<std::string_view> limits{"token"};
  if (api == Api::published) return limits;
  const auto has = [&](std::string_view part) { return request.path.find(part) != std::string::npos; };
  if (has("/routing/")) limits.insert("routing");
  if (has("/routing/queues") && request.method != Method::get) limits.insert("queues");
  if (has("/architect/") || has("/flow/") || has("/flows/")) limits.insert("architect");
  return limits;
}

int month_of(std::string_view name) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  return static_cast<int>(kMonths.find(name)) / 3 + 1;
}

/// "Mon, 05 Jan 2026 08:00:07 GMT", the one form that the sandbox writes.
std::optional<Wall> date_of(const std::string& text) {
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(12, 4)),
                                         std::chrono::month(static_cast<unsigned>(month_of(text.substr(8, 3)))),
                                         std::chrono::day(static_cast<unsigned>(number(5, 2)))};
  return Wall(std::chrono::sys_days(date)) + std::chrono::hours(number(17, 2)) + std::chrono::minutes(number(20, 2)) +
         std::chrono::seconds(number(23, 2));
}

/// How long the answer asks to stay away; nothing where it does not say, or nothing that can be read.
std::optional<Millis> wait_of(const Response& response, Wall answered) {
  const auto* text = find_header(response.headers, "Retry-After");
  if (text == nullptr) return std::nullopt;
  if (!text->empty() && text->size() < 12 && text->find_first_not_of("0123456789") == std::string::npos) {
    return Millis(std::stoll(*text) * 1000);
  }
  const auto date = date_of(*text);
  const auto* stated = find_header(response.headers, "Date");
  const auto now = stated != nullptr ? date_of(*stated).value_or(answered) : answered;
  if (!date) return std::nullopt;
  return std::max(Millis(0), Millis(*date - now));
}

std::string limit_named(const Response& response) {
  const auto body = parse_json(response.body, "answer");
  return body ? text_or(*body, "limit") : std::string();
}

class Keeper {
 public:
  Keeper(const Record& record, const Operation& operation, Violations& violations)
      : api_(record.scenario.api), log_(record.log), operation_(operation), violations_(violations) {}

  void judge() {
    for (auto entry = operation_.first; entry < operation_.last; ++entry) {
      judge_deadlines(log_[entry]);
      judge_windows(log_[entry]);
    }
    judge_repetitions();
    judge_logins();
  }

 private:
  /// F28: a new token is fetched where the newest one was refused, and shared by all.
  void judge_logins() {
    std::size_t newest = 0;  // by when its login was answered
    std::string token;
    for (auto entry = operation_.first; entry < operation_.last; ++entry) {
      const auto& login = log_[entry];
      if (!is_login(login.request)) continue;
      if (!token.empty() && !was_refused(token, newest, login.sending)) {
        violations_.push_back({"O6", "a token was fetched at " + std::to_string(login.sent.time_since_epoch().count()) +
                                         " though the newest one was not refused"});
      }
      const auto* response = std::get_if<Response>(&login.outcome);
      const auto body = response != nullptr ? parse_json(response->body, "login") : Result<Value>(Value());
      if (!login.is_answered || !body || text_or(*body, "access_token").empty()) continue;
      token = text_or(*body, "access_token");
      newest = login.answering;
    }
  }

  bool was_refused(const std::string& token, std::size_t since, std::size_t until) const {
    return std::any_of(log_.begin() + static_cast<std::ptrdiff_t>(operation_.first),
                       log_.begin() + static_cast<std::ptrdiff_t>(operation_.last), [&](const Exchange& exchange) {
                         const auto* response = std::get_if<Response>(&exchange.outcome);
                         return exchange.is_answered && exchange.answering > since && exchange.answering < until &&
                                response != nullptr && response->status == 401 && exchange.request.authorization &&
                                exchange.request.authorization->credentials.reveal() == token;
                       });
  }

  /// Deadlines that were known when the request left.
  void judge_deadlines(const Exchange& exchange) {
    for (auto entry = operation_.first; entry < operation_.last; ++entry) {
      const auto& earlier = log_[entry];
      const auto* response = earlier.is_answered ? std::get_if<Response>(&earlier.outcome) : nullptr;
      const bool may_say = response != nullptr && (response->status == 429 || response->status == 503);
      if (!may_say || earlier.answering > exchange.sending || is_login(earlier.request) != is_login(exchange.request))
        continue;
      const auto wait = wait_of(*response, earlier.wall);
      if (!wait || exchange.sent >= earlier.answered + *wait || !is_meant(*response, earlier, exchange)) continue;
      violations_.push_back({"O6", shown(exchange.request) + " left at " +
                                       std::to_string(exchange.sent.time_since_epoch().count()) +
                                       ", before the end of " + shown(earlier.outcome) + " of " +
                                       std::to_string(earlier.answered.time_since_epoch().count())});
    }
  }

  /// The limit that the answer names is closed, else the whole token.
  bool is_meant(const Response& response, const Exchange& earlier, const Exchange& exchange) const {
    if (is_login(earlier.request)) return true;
    const auto named = limit_named(response);
    return limits_of(api_, exchange.request).contains(named.empty() ? "token" : std::string_view(named));
  }

  void judge_windows(const Exchange& exchange) {
    const auto used = limits_of(api_, exchange.request);
    for (const auto& limit : kLimits) {
      if (!used.contains(limit.name)) continue;
      auto& sent = sent_[limit.name];
      sent.push_back(exchange.sent);
      const auto since = exchange.sent - limit.window;
      std::erase_if(sent, [&](Instant at) { return at <= since; });
      if (std::ssize(sent) <= limit.requests) continue;
      violations_.push_back({"O6", std::to_string(sent.size()) + " requests of " + std::string(limit.name) +
                                       " in one window behind " + shown(exchange.request)});
    }
  }

  /// 1.10 x first attempts + 30. Repeated is what may be repeated unseen: a read that failed, and what never left. The
  /// single requests that ask whether an outage is over (R3) are none, nor is what was not carried out for want of a
  /// good token, or since it was not the moment.
  void judge_repetitions() {
    std::map<std::string, bool> failed;  // by request: whether its last answer was a failure
    int repeated = 0, first = 0, failures = 0;
    for (auto entry = operation_.first; entry < operation_.last; ++entry) {
      const auto& exchange = log_[entry];
      auto& before = failed[shown(exchange.request) + exchange.request.body];
      if (!before) ++first;
      if (before && failures < kOutage) ++repeated;
      before = may_be_repeated(exchange);
      failures = is_failure(exchange) ? failures + 1 : 0;
    }
    if (repeated <= first / 10 + 30) return;
    violations_.push_back({"O6", std::to_string(repeated) + " repetitions for " + std::to_string(first) + " requests"});
  }

  static bool is_failure(const Exchange& exchange) {
    const auto* response = std::get_if<Response>(&exchange.outcome);
    return response == nullptr || response->status >= 500 || response->status == 408;
  }
  static bool may_be_repeated(const Exchange& exchange) {
    const auto* failure = std::get_if<Failure>(&exchange.outcome);
    const bool never_left = failure != nullptr && !failure->sent;
    return never_left || (exchange.request.method == Method::get && is_failure(exchange));
  }

  Api api_;
  const std::vector<Exchange>& log_;
  const Operation& operation_;
  Violations& violations_;
  std::map<std::string_view, std::vector<Instant>> sent_;
};

}  // namespace

void judge_traffic(const Record& record, Violations& violations) {
  for (const auto& operation : record.operations) Keeper(record, operation, violations).judge();
}

}  // namespace interlock::simulation
