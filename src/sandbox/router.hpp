// The routes of the sandbox, as one table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/kind.hpp"
#include "model/settings.hpp"
#include "sandbox/exchange.hpp"

namespace interlock::sandbox {

enum class Door : std::uint8_t { login, platform, own };
enum class Effect : std::uint8_t { none, write, foreign_edit };

struct Route {
  Method method{};
  std::string_view path;  // "/a/*/b": each `*` is one segment
  Verdict (*handler)(Call&) = nullptr;
  std::span<const Bucket> buckets{};
  Door door = Door::platform;
  Effect effect = Effect::none;
  std::string_view permission{};  // on the published API: of the client; "a|b" where one of them is enough
};

struct Match {
  const Route* route = nullptr;  // null: no route of this path and method
  bool path_known = false;       // by another method
  std::vector<std::string> ids;  // decoded
};
Match match(Api api, Method method, std::string_view path);

}  // namespace interlock::sandbox
