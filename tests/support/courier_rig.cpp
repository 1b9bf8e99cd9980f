#include "support/courier_rig.hpp"

#include "codec/json.hpp"

namespace interlock::testing {
namespace {

Call token_call(const Secret& basic) {
  Call call;
  call.request.method = Method::post;
  call.request.path = "/oauth/token";
  call.request.authorization = Authorization{"Basic", basic};
  return call;
}

Call organization_call() {
  Call call;
  call.request.path = kOrganizationPath;
  call.buckets = {Bucket::token};
  return call;
}

ApiError error(const Response& response) {
  const auto body = parse_json(response.body, "answer");
  if (!body) return {};
  return {text_or(*body, "code"), text_or(*body, "message"), text_or(*body, "limit")};
}

}  // namespace

Binding courier_binding() {
  Binding binding{};
  binding.token_call = token_call;
  binding.organization_call = organization_call;
  binding.error = error;
  return binding;
}

CourierRig::CourierRig(Server server_, Credentials credentials, CourierOptions options)
    : server(std::move(server_)), courier(binding, std::move(credentials), std::move(options), random) {}

Ticket CourierRig::submit(Meaning meaning, std::string path, std::vector<Bucket> buckets,
                          std::optional<Instant> stale_at) {
  Call call;
  call.request.path = std::move(path);
  call.meaning = meaning;
  call.buckets = std::move(buckets);
  return courier.submit(std::move(call), stale_at);
}

void CourierRig::send_all() {
  for (auto& sending : courier.due(now)) {
    const auto& authorization = sending.request.authorization;
    sent.push_back({now, sending.request.path, std::string(authorization ? authorization->credentials.reveal() : "")});
    arriving_.emplace(now + latency, Completion{sending.ticket, server(sending.request, now)});
  }
}

void CourierRig::collect() {
  for (auto& delivery : courier.deliveries()) {
    if (!answers.emplace(delivery.ticket, std::move(delivery.answer)).second) ++doubled;
  }
}

void CourierRig::run(Millis at_most) {
  const auto end = now + at_most;
  while (now < end) {
    send_all();
    collect();
    auto next = courier.next_due().value_or(end);
    if (!arriving_.empty()) next = std::min(next, arriving_.begin()->first);
    if (next == end) return;
    now = std::max(now, next);
    while (!arriving_.empty() && arriving_.begin()->first <= now) {
      const auto arrived = arriving_.extract(arriving_.begin());
      courier.complete(arrived.mapped(), now, Wall(now.time_since_epoch()));
    }
    collect();
  }
}

std::vector<CourierRig::Sent> CourierRig::sent_to(const std::string& path) const {
  std::vector<Sent> found;
  for (const auto& one : sent) {
    if (one.path == path) found.push_back(one);
  }
  return found;
}

CourierRig::Server with_tokens(CourierRig::Server api) {
  return [api = std::move(api), issued = 0](const Request& request, Instant now) mutable -> Outcome {
    if (request.path != "/oauth/token") return api(request, now);
    return Response{200, {}, R"({"access_token": "token-)" + std::to_string(++issued) + R"("})"};
  };
}

CourierRig::Server script(std::vector<Outcome> outcomes) {
  return [outcomes = std::move(outcomes), next = std::size_t{0}](const Request&, Instant) mutable {
    return outcomes[std::min(next++, outcomes.size() - 1)];
  };
}

Response json(int status, std::string code, Headers headers) {
  return {status, std::move(headers), R"({"code": ")" + code + R"("})"};
}

}  // namespace interlock::testing
