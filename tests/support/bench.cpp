#include "support/bench.hpp"

#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"
#include "engine/failure.hpp"
#include "support/json.hpp"

namespace interlock::testing {

Manifest manifest(const std::vector<std::pair<std::string, std::string>>& entries) {
  Manifest manifest;
  for (const auto& [address, fields] : entries) {
    manifest.resources.push_back({.address = parse_address(address).value(), .fields = json_map(fields)});
  }
  std::sort(manifest.resources.begin(), manifest.resources.end(),
            [](const Resource& a, const Resource& b) { return a.address < b.address; });
  return manifest;
}

Bench::Bench(const Value& document, Api api) : world(document, api) {}

template <class Work>
auto Bench::connected(const Work& work) {
  rest();
  const auto& api = binding(world.api);
  const Credentials credentials{.basic = Secret(base64(std::string(kClientId) + ":" + kClientSecret)),
                                .access_token = {}};
  Courier courier(api, credentials, courier_options, random_);
  Connection connection{.binding = api,
                        .tenant = tenant,
                        .courier = courier,
                        .world = {.clock = world, .transport = world, .interrupted = [this] { return signal; }}};
  return work(connection);
}

Result<PlannedTenant> Bench::plan(const Manifest& desired) {
  problems.clear();
  return connected([&](Connection& connection) { return plan_tenant(connection, desired, problems); });
}

Plan Bench::planned(const Manifest& desired) {
  const auto planned = plan(desired);
  if (planned && !has_errors(problems)) return planned->plan;
  for (const auto& problem : planned ? problems : planned.problems()) {
    std::fprintf(stderr, "%s: %s\n", problem.rule.c_str(), problem.message.c_str());
  }
  std::abort();
}

Run Bench::apply(const Plan& plan) {
  return connected(
      [&](Connection& connection) { return interlock::apply(connection, plan, random_, options, *journal); });
}

Result<Export> Bench::exported() {
  problems.clear();
  return connected([&](Connection& connection) { return export_tenant(connection, {}, problems); });
}

/// The quotas that were used up so far are free again.
void Bench::rest() { world.wait(world.now() + std::chrono::minutes(2)); }

Value Bench::live(const std::string& path) {
  rest();
  return json(world.ask({.method = Method::get, .path = path, .query = {}}).body);
}

std::string undone(const Run& run) {
  std::vector<std::string> lines;
  for (const auto& outcome : run.outcomes) {
    if (outcome.standing == Standing::done) continue;
    lines.push_back(to_string(outcome.address) + " " + std::string(standing_name(outcome.standing)) + ": " +
                    outcome.reason);
  }
  return join(lines, "\n");
}

bool is_request(const Request& request, const std::string& text) { return endpoint(request) == text; }

}  // namespace interlock::testing
