#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/value.hpp"
#include "model/kind.hpp"

namespace interlock {

/// "300/min": so many requests in so long.
struct Rate {
  int requests = 0;
  Millis window{0};
  friend bool operator==(const Rate&, const Rate&) = default;
};
std::optional<Rate> parse_rate(std::string_view text);  // N/s or N/min, 1 to 100000

/// The quotas that writes and reads pass (applying.md, Rates). On the published API there is the token's alone.
enum class Bucket : std::uint8_t { token, routing, queues, architect };
inline constexpr std::size_t kBucketCount = 4;
std::string_view bucket_name(Bucket bucket);
std::optional<Bucket> parse_bucket(std::string_view name);
Rate default_rate(Bucket bucket);

enum class LevelOrder : std::uint8_t { ascending, descending };  // of shared profiles on the guide API
enum class Tier : std::uint8_t { standard, enterprise };
int skills_per_profile(Tier tier);  // 100, 150

inline constexpr Api kDefaultApi = Api::published;

struct Tenant {
  std::string name;
  std::string region{};
  std::string url{};
  std::string organization{};
  std::optional<Api> api{};  // kDefaultApi without it
  LevelOrder levels = LevelOrder::ascending;
  Tier tier = Tier::standard;
  std::map<Bucket, Rate> rates{};
  Place at{};  // of the tenant's name
  Place url_at{};
};

/// A budget that a plan may use up without being asked (SEC23); empty members are unlimited.
struct Budget {
  std::optional<int> at_most{};
  std::optional<int> percent{};
};

struct Limits {
  Budget deletes{.at_most = 10, .percent = 30};
  Budget updates{};
  Budget level_removals{.at_most = std::nullopt, .percent = 30};
};

struct Hooks {
  std::vector<std::string> allow{};
  std::string change{};
  std::string workforce{};
};

struct Watch {
  Millis duration{0};
  std::optional<int> abandoned_percent{};
  std::optional<int> conversations_percent{};
};

struct Ignore {
  std::string object;  // a glob over addresses
  std::string reason;
  std::string until{};  // a date, or empty
  Place at{};
};

/// interlock.yaml with its defaults filled in.
struct Settings {
  std::vector<Tenant> tenants;  // by name
  Limits limits{};
  Millis settle{2000};  // between a write and the writes that depend on it
  Hooks hooks{};
  Watch after_apply{};
  std::vector<Ignore> ignore{};
  Value written{};  // what the file itself says, each value with its place; null without a file
};

}  // namespace interlock
