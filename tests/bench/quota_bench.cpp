// Prints what an apply makes of the platform's quota in fake time: alone, beside another client of the same token, and
// through total outages. The figures are the same on every machine. quota_bench [WRITES [WRITES_IN_OUTAGE]]
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/pressure.hpp"

namespace interlock::bench {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::apply_under;
using testing::Pressure;
using testing::Relief;
using testing::TotalOutage;

constexpr std::array kApis{Api::guide, Api::published};

std::string name_of(Api api) { return std::string(api_name(api)); }

Outcome refusal(int status, const std::string& wait) {
  return Response{status, {{"Retry-After", wait}}, R"({"code":"outage"})"};
}

/// Steps that are not done would make a figure of time worthless.
void stop_on_undone(const Relief& relief) {
  if (relief.undone.empty()) return;
  std::fprintf(stderr, "%s\n", relief.undone.c_str());
  std::exit(EXIT_FAILURE);
}

void print_quota(const char* beside, const Pressure& pressure) {
  for (const auto api : kApis) {
    const auto relief = apply_under(api, pressure);
    stop_on_undone(relief);
    std::printf("%-10s %-22s %7d %9d %8.0f %8.0f %7.3f %7.1f %% %5d %10d\n", name_of(api).c_str(), beside,
                relief.writes, relief.requests, relief.seconds, relief.floor(), relief.seconds / relief.floor(),
                relief.use() * 100, relief.throttled, relief.neighbour_throttled);
    std::fflush(stdout);
  }
}

struct OutageRow {
  const char* name;
  Outcome answer;
  Millis lasts;
};

const std::array kOutages{
    OutageRow{"503 for 4 min", Response{503, {}, "{}"}, minutes(4)},
    OutageRow{"503, wait 30 s, 4 min", refusal(503, "30"), minutes(4)},
    OutageRow{"429, wait 10 s, 4 min", refusal(429, "10"), minutes(4)},
    OutageRow{"no answer for 4 min", Failure{true, "connection reset"}, minutes(4)},
    OutageRow{"not reachable for 4 min", Failure{false, "connection refused"}, minutes(4)},
    OutageRow{"503 for ever", Response{503, {}, "{}"}, minutes(600)},
    OutageRow{"429, wait 10 s, for ever", refusal(429, "10"), minutes(600)},
    OutageRow{"no answer for ever", Failure{true, "connection reset"}, minutes(600)},
};

void print_outage(const OutageRow& row, Api api, int writes, int needed) {
  const auto relief = apply_under(api, {.writes = writes, .outage = TotalOutage{row.answer, minutes(1), row.lasts}});
  std::printf("%-10s %-26s %7d %9d %8d %7.3f %8d %6d %8d\n", name_of(api).c_str(), row.name, relief.writes,
              relief.requests, needed, static_cast<double>(relief.requests) / needed, relief.into_outage, relief.early,
              relief.most_in_window);
  std::fflush(stdout);
}

void print_outages(int writes) {
  std::printf(
      "\nAn apply of %d writes, and from its second minute on everything is answered that way; needed: without an\n"
      "outage; early: before a Retry-After deadline; window: the most requests in any minute\n",
      writes);
  std::printf("%-10s %-26s %7s %9s %8s %7s %8s %6s %8s\n", "API", "outage", "writes", "requests", "needed", "ratio",
              "into it", "early", "window");
  for (const auto api : kApis) {
    const int needed = apply_under(api, {.writes = writes}).requests;
    for (const auto& row : kOutages) print_outage(row, api, writes, needed);
  }
}

void print_quotas(int writes) {
  std::printf(
      "An apply of %d writes under a quota of 300 requests a minute; the floor is what the quota, less what the\n"
      "neighbour used of it, asks for the requests sent; 429s of ours and of the neighbour\n",
      writes);
  std::printf("%-10s %-22s %7s %9s %8s %8s %7s %9s %5s %10s\n", "API", "beside", "writes", "requests", "seconds",
              "floor", "ratio", "of rest", "429s", "neighbours");
  print_quota("nobody", {.writes = writes});
  print_quota("half of the quota", {.writes = writes, .neighbour = Rate{150, minutes(1)}});
}

}  // namespace
}  // namespace interlock::bench

int main(int count, char** words) {
  const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
  interlock::bench::print_quotas(number(1, 2'000));
  interlock::bench::print_outages(number(2, 600));
}
