#include "support/pressure.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <vector>

#include "support/bench.hpp"
#include "support/tenant_builder.hpp"

namespace interlock::testing {
namespace {

std::string email(int number) { return "agent" + std::to_string(number) + "@x"; }

Value tenant_of(int agents) {
  TenantBuilder builder;
  builder.skill("A").skill("B");
  for (int i = 0; i < agents; ++i) builder.user(email(i), {{"A", 1}});
  return builder.document();
}

Manifest wanted_of(int agents) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < agents; ++i) entries.emplace_back("user/" + email(i), R"({"levels":{"B":2}})");
  return manifest(entries);
}

/// Reads one object again and again, and heeds what it is told when it is refused.
class Neighbour {
 public:
  Neighbour(SandboxWorld& world, const Rate& rate) : world_(world), spacing_(rate.window / rate.requests) {}

  /// Has the token of a request that it has seen, and has been at work since then.
  void start(const Request& seen, Instant since) {
    token_ = seen.authorization;
    next_ = since;
  }
  /// What it has sent until now, each request at its own time.
  void catch_up(Relief& relief) {
    for (; next_ && *next_ <= world_.now(); *next_ += spacing_) {
      const auto response = world_.sandbox.answer(request(), *next_, world_.wall(), world_.api);
      const auto* wait = find_header(response.headers, "Retry-After");
      ++(response.status == 429 ? relief.neighbour_throttled : relief.by_neighbour);
      if (response.status == 429 && wait != nullptr) *next_ += std::chrono::seconds(std::atoi(wait->c_str()));
    }
  }

 private:
  Request request() const {
    return {.method = Method::get, .path = "/api/v2/routing/skills", .query = {}, .authorization = token_};
  }

  SandboxWorld& world_;
  Millis spacing_;
  std::optional<Authorization> token_{};
  std::optional<Instant> next_{};
};

/// Sits between an apply and its platform, and counts on the sending side.
class Onlooker {
 public:
  Onlooker(SandboxWorld& world, const Pressure& pressure) : world_(world), outage_(pressure.outage) {
    if (pressure.neighbour) neighbour_.emplace(world, *pressure.neighbour);
    world.latency = [this](const Request& request, int) { return sent(request), Millis(5); };
    world.before_request = [this](Sandbox&, int) { catch_up(); };
    world.intercept = [this](const Request&, int) { return answer_of_outage(); };
    world.replace = [this](const Request&, const Response& response, int) {
      return heed(response), std::optional<Outcome>();
    };
  }

  void catch_up() {
    if (neighbour_) neighbour_->catch_up(relief);
  }

  Relief relief{};

 private:
  void begin(const Request& first) {
    begun_ = world_.now();
    if (!neighbour_) return;
    neighbour_->start(first, *begun_ - std::chrono::minutes(1));
    catch_up();
    relief = {};  // from now on
  }

  bool is_out() const {
    if (!outage_ || !begun_) return false;
    const auto since = world_.now() - *begun_;
    return since >= outage_->from && since < outage_->from + outage_->lasts;
  }

  void sent(const Request& request) {
    const auto now = world_.now();
    if (now < deadline_) ++relief.early;
    if (is_out()) ++relief.into_outage;
    // A login is no request of a token.
    if (!request.authorization || request.authorization->scheme != "Bearer") return;
    if (!begun_) begin(request);
    window_.push_back(now);
    while (window_.front() + default_rate(Bucket::token).window <= now) window_.pop_front();
    relief.most_in_window = std::max(relief.most_in_window, static_cast<int>(window_.size()));
  }

  std::optional<Outcome> answer_of_outage() {
    if (!is_out()) return std::nullopt;
    if (const auto* response = std::get_if<Response>(&outage_->answer)) heed(*response);
    return outage_->answer;
  }

  void heed(const Response& response) {
    const auto* wait = find_header(response.headers, "Retry-After");
    if (wait != nullptr) deadline_ = std::max(deadline_, world_.now() + std::chrono::seconds(std::atoi(wait->c_str())));
  }

  SandboxWorld& world_;
  std::optional<TotalOutage> outage_;
  std::optional<Neighbour> neighbour_{};
  std::optional<Instant> begun_{};
  Instant deadline_{Instant::min()};
  std::deque<Instant> window_{};
};

}  // namespace

double Relief::floor() const {
  const auto rate = default_rate(Bucket::token);
  const double per_second = rate.requests / (static_cast<double>(rate.window.count()) / 1000);
  return requests / (per_second - (seconds > 0 ? by_neighbour / seconds : 0));
}

double Relief::use() const { return floor() / seconds; }

Relief apply_under(Api api, const Pressure& pressure) {
  Bench bench(tenant_of(pressure.writes), api);
  const auto plan = bench.planned(wanted_of(pressure.writes));
  Onlooker onlooker(bench.world, pressure);
  const auto run = bench.apply(plan);
  onlooker.catch_up();
  auto relief = onlooker.relief;
  relief.writes = bench.world.sandbox.writes();
  relief.requests = run.traffic.requests;
  relief.throttled = run.traffic.throttled;
  relief.seconds = static_cast<double>(run.elapsed.count()) / 1000;
  relief.undone = undone(run);
  return relief;
}

}  // namespace interlock::testing
