#include "sandbox/faults/memory.hpp"

#include <algorithm>

#include "codec/json.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::size_t kKept = 6;  // answers to one request

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

std::string asked(const Request& request) {
  auto text = std::string(method_name(request.method)) + " " + request.path;
  return request.query.empty() ? text : text + "?" + query_string(request.query);
}

void FaultMemory::note_answer(const Request& request, const Response& response, Instant now) {
  if (response.status / 100 != 2) return;
  if (request.method == Method::get) {
    auto& seen = answers_[asked(request)];
    seen.push_back({now, response});
    if (seen.size() > kKept) seen.pop_front();
  } else if (request.method == Method::post) {
    const auto body = parse_json(response.body, "answer");
    if (body) births_[text_or(*body, "id")] = now;
  }
}

const Response* FaultMemory::older_answer(const Request& request, const Response& now, Instant since) const {
  const auto found = answers_.find(asked(request));
  if (found == answers_.end()) return nullptr;
  const auto& seen = found->second;
  const auto older = std::find_if(seen.rbegin(), seen.rend(), [&](const Seen& one) {
    return one.at >= since && (one.response.body != now.body || one.response.status != now.status);
  });
  return older != seen.rend() ? &older->response : nullptr;
}

const Response* FaultMemory::last_found(const Request& request) const {
  const auto found = answers_.find(asked(request));
  return found != answers_.end() ? &found->second.back().response : nullptr;
}

bool FaultMemory::is_born_since(const Request& request, Instant since) const {
  const auto born = births_.find(std::string(last_segment(request.path)));
  return born != births_.end() && born->second >= since;
}

void FaultMemory::revoke(const Request& request) {
  if (request.authorization) revoked_.emplace(request.authorization->credentials.reveal());
}

bool FaultMemory::is_revoked(const Request& request) const {
  return request.authorization && revoked_.contains(std::string(request.authorization->credentials.reveal()));
}

void FaultMemory::postpone(Instant due, Api api, Request request) {
  latecomers_.push_back({due, api, std::move(request)});
}

std::optional<FaultMemory::Latecomer> FaultMemory::next_latecomer(Instant now) {
  const auto next = std::min_element(latecomers_.begin(), latecomers_.end(),
                                     [](const auto& a, const auto& b) { return a.due < b.due; });
  if (next == latecomers_.end() || next->due > now) return std::nullopt;
  auto latecomer = std::move(*next);
  latecomers_.erase(next);
  return latecomer;
}

Quota& FaultMemory::quota(const FaultRule& rule) { return quotas_.try_emplace(&rule, rule.quota).first->second; }

}  // namespace interlock::sandbox
