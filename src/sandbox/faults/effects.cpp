#include "sandbox/faults/effects.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "codec/json.hpp"
#include "sandbox/faults/memory.hpp"
#include "sandbox/http_date.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock::sandbox {
namespace {

Response refusal(int status, const std::string& code, const std::string& message) {
  return render(Refusal{status, code, message}, "trouble");
}

int status_of(const Visit& visit, int otherwise) { return visit.rule.status != 0 ? visit.rule.status : otherwise; }

Response ask(Visit& visit, const Request& request) {
  return visit.sandbox.answer(request, visit.moment.now, visit.moment.wall, visit.api);
}

/// Through the sandbox's own door, which stands open to its owner.
FaultEffect behind_our_back(Visit& visit, Map wish) {
  wish.set("address", visit.rule.address);
  const Request request{.method = Method::post,
                        .path = "/__sandbox/edit",
                        .query = {},
                        .authorization = Authorization{"Bearer", Secret(visit.memory.owner_token())},
                        .body = write_json(wish)};
  if (ask(visit, request).status != 200) return NothingToDo{};
  return GoesOn{};
}

bool is_page(const Request& request) {
  return std::any_of(request.query.begin(), request.query.end(), [](const auto& parameter) {
    return parameter.first == "after" || (parameter.first == "pageNumber" && parameter.second != "1");
  });
}

Response conflict_of(const Visit& visit) {
  const auto status = status_of(visit, 409);
  return refusal(status, status == 400 ? "bad.request" : "version.conflict",
                 "The version does not match: the object has been changed since it was read");
}

/// The answer with its body edited, or nothing to do where that has no such body.
template <class Edit>
FaultEffect reworded(const Visit& visit, int status, const Edit& change) {
  const auto body = parse_json(visit.response->body, "answer");
  auto wording = body ? *body : Value();
  auto* map = wording.as<Map>();
  if (visit.response->status != 200 || map == nullptr || !change(*map)) return NothingToDo{};
  return Outcome(Response{status, visit.response->headers, write_json(wording)});
}

bool is_success(const Visit& visit) { return visit.response->status / 100 == 2; }

}  // namespace

// Somebody else.

FaultEffect edit(Visit& visit) { return behind_our_back(visit, {{"set", visit.rule.set}}); }
FaultEffect removal(Visit& visit) { return behind_our_back(visit, {{"set", Null{}}}); }
FaultEffect twin(Visit& visit) { return behind_our_back(visit, {{"set", visit.rule.set}, {"create", true}}); }

// Instead of the server.

FaultEffect refused_connection(Visit&) { return Outcome(Failure{false, "connection refused"}); }
FaultEffect lost_request(Visit&) { return Outcome(Failure{true, "the connection was reset"}); }

FaultEffect trouble(Visit& visit) {
  return Outcome(refusal(status_of(visit, 503), "service.unavailable", "The service is not available"));
}

FaultEffect throttled(Visit& visit) {
  auto response = render(
      Refusal{.status = 429, .code = "too.many.requests", .message = "Rate limit exceeded", .limit = visit.rule.limit},
      "trouble");
  const auto& wait = visit.rule.retry_after;
  const auto ahead = wait.starts_with("in ") ? parse_duration(wait.substr(3)) : std::nullopt;
  response.headers.emplace_back("Date", http_date(visit.moment.wall));
  if (wait != "none") {
    response.headers.emplace_back("Retry-After", ahead ? http_date(visit.moment.wall + *ahead) : wait);
  }
  return Outcome(std::move(response));
}

FaultEffect hidden_quota(Visit& visit) {
  auto& quota = visit.memory.quota(visit.rule);
  const auto now = visit.moment.now;
  if (quota.has_room(now)) {
    quota.take(now);
    return NothingToDo{};
  }
  const auto wait = std::chrono::ceil<std::chrono::seconds>(quota.refuse(now) - now);
  auto response = refusal(429, "too.many.requests", "Rate limit exceeded");
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return Outcome(std::move(response));
}

FaultEffect refused_token(Visit& visit) {
  visit.memory.revoke(visit.request);
  return unauthorized(visit);
}

FaultEffect unauthorized(Visit&) {
  return Outcome(refusal(401, "bad.credentials", "The token is missing, unknown or expired"));
}

FaultEffect forbidden(Visit&) { return Outcome(refusal(403, "not.authorized", "You may not do this")); }

FaultEffect busy_login(Visit&) {
  return Outcome(Response{400,
                          {{"Content-Type", "application/json"}},
                          write_json(Map{{"error", "invalid_request"}, {"description", "rate limit exceeded"}})});
}

FaultEffect dead_cursor(Visit& visit) {
  if (!is_page(visit.request)) return NothingToDo{};
  return Outcome(refusal(401, "cursor.expired", "The cursor has expired; read the list again"));
}

FaultEffect portal(Visit&) {
  return Outcome(Response{200, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><html>Welcome, guest</html>"});
}

FaultEffect redirect(Visit& visit) {
  auto response = refusal(status_of(visit, 302), "moved", "It is elsewhere");
  response.headers.emplace_back("Location", "https://elsewhere.example.com/");
  return Outcome(std::move(response));
}

FaultEffect conflict(Visit& visit) { return Outcome(conflict_of(visit)); }

FaultEffect refused_removal(Visit& visit) {
  if (visit.request.method != Method::remove) return NothingToDo{};
  return Outcome(refusal(400, "in.use", "The object is in use"));
}

FaultEffect ignored_write(Visit& visit) {
  if (visit.request.method == Method::remove) return NothingToDo{};
  auto read = visit.request;
  read.method = Method::get;
  read.body.clear();
  auto response = ask(visit, read);
  if (response.status != 200) return NothingToDo{};
  return Outcome(std::move(response));
}

// On the passage.

FaultEffect twice(Visit& visit) {
  auto first = ask(visit, visit.request);
  if (visit.dice % 2 == 0) return Outcome(ask(visit, visit.request));
  ask(visit, visit.request);
  return Outcome(std::move(first));
}

FaultEffect delayed_twin(Visit& visit) {
  visit.memory.postpone(visit.moment.now + visit.rule.delay, visit.api, visit.request);
  return GoesOn{};
}

FaultEffect accepted(Visit& visit) {
  visit.memory.postpone(visit.moment.now + visit.rule.delay, visit.api, visit.request);
  return Outcome(Response{202, {{"Content-Type", "application/json"}}, R"({"status":"InProgress"})"});
}

FaultEffect part_of_bulk(Visit& visit) {
  const auto body = parse_json(visit.request.body, "body");
  const auto* list = body ? body->as<List>() : nullptr;
  if (list == nullptr || list->size() < 2) return NothingToDo{};
  visit.request.body = write_json(List(list->begin(), list->begin() + std::ssize(*list) / 2));
  return GoesOn{};
}

FaultEffect small_pages(Visit& visit) {
  const auto size = std::find_if(visit.request.query.begin(), visit.request.query.end(),
                                 [](const auto& parameter) { return parameter.first == "pageSize"; });
  if (size == visit.request.query.end()) return NothingToDo{};
  size->second = std::to_string(visit.rule.size);
  return GoesOn{};
}

// Behind the server.

FaultEffect lost_answer(Visit&) { return Outcome(Failure{true, "the connection was reset"}); }

FaultEffect cut_answer(Visit& visit) {
  const auto& [status, headers, body] = *visit.response;
  if (body.size() < 2) return NothingToDo{};
  return Outcome(Response{status, headers, body.substr(0, body.size() / 2)});
}

FaultEffect empty_answer(Visit& visit) {
  if (!is_success(visit) || visit.response->body.empty()) return NothingToDo{};
  return Outcome(Response{visit.response->status, visit.response->headers, ""});
}

FaultEffect trouble_after(Visit& visit) {
  return Outcome(refusal(status_of(visit, 504), "gateway.timeout", "No answer in time"));
}

FaultEffect conflict_after(Visit& visit) {
  if (!is_success(visit)) return NothingToDo{};
  return Outcome(conflict_of(visit));
}

FaultEffect stale_read(Visit& visit) {
  const auto since = visit.moment.now - visit.rule.delay;
  if (!is_success(visit)) return NothingToDo{};
  if (visit.memory.is_born_since(visit.request, since)) {
    return Outcome(refusal(404, "not.found", "There is no such object"));
  }
  const auto* older = visit.memory.older_answer(visit.request, *visit.response, since);
  if (older == nullptr) return NothingToDo{};
  return Outcome(*older);
}

FaultEffect shown_deleted(Visit& visit) {
  const auto* former = visit.response->status == 404 ? visit.memory.last_found(visit.request) : nullptr;
  const auto body = former != nullptr ? parse_json(former->body, "answer") : Result<Value>(Value());
  if (!body || !body->is<Map>()) return NothingToDo{};
  auto shown = *body;
  shown.as<Map>()->set("state", "deleted");
  return Outcome(Response{200, former->headers, write_json(shown)});
}

FaultEffect incomplete(Visit& visit) {
  return reworded(visit, 206, [](Map& body) {
    auto* rows = body.find("entities");
    auto* list = rows != nullptr ? rows->as<List>() : nullptr;
    if (list == nullptr || list->empty()) return false;
    list->pop_back();
    return true;
  });
}

FaultEffect wrong_total(Visit& visit) {
  return reworded(visit, 200, [](Map& body) {
    if (!body.contains("total")) return false;
    body.set("total", integer_or(body, "total", 0) + 1);
    return true;
  });
}

}  // namespace interlock::sandbox
