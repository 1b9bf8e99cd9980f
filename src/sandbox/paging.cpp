#include "sandbox/paging.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "sandbox/store.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::int64_t kDefaultSize = 25;
constexpr std::int64_t kLargestSize = 1000;
constexpr Millis kCursorLife = std::chrono::minutes(15);

struct Position {
  std::string key;
  std::string id;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Cursor {
  Instant issued;
  Position after;
};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

/// "ISSUED:LENGTH:IDKEY", all of it opaque to clients.
std::string write_cursor(const Cursor& cursor) {
  return std::to_string(cursor.issued.time_since_epoch().count()) + ":" + std::to_string(cursor.after.id.size()) + ":" +
         cursor.after.id + cursor.after.key;
}

std::optional<Cursor> read_cursor(std::string_view text) {
  const auto first = std::min(text.find(':'), text.size());
  const auto second = text.find(':', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto issued = whole_number(text.substr(0, first));
  const auto length = whole_number(text.substr(first + 1, second - first - 1));
  const auto rest = text.substr(second + 1);
  if (!issued || !length || *length < 0 || static_cast<std::size_t>(*length) > rest.size()) return std::nullopt;
  const auto size = static_cast<std::size_t>(*length);
  return Cursor{Instant(Millis(*issued)), {std::string(rest.substr(size)), std::string(rest.substr(0, size))}};
}

/// Size and start of a page as the query asks for them.
struct Window {
  std::int64_t size = kDefaultSize;
  std::optional<Position> after{};
};

std::variant<Window, Refusal> window_of(const Call& call) {
  Window window;
  if (const auto* size = call.query("pageSize")) {
    const auto number = whole_number(*size);
    if (!number || *number < 1) {
      return Refusal{400, "invalid.query.param.value", "pageSize is a whole number from 1", "pageSize"};
    }
    window.size = std::min(*number, kLargestSize);
  }
  if (const auto* text = call.query("after")) {
    auto cursor = read_cursor(*text);
    if (!cursor) return Refusal{400, "invalid.query.param.value", "after is not a cursor of this platform", "after"};
    if (call.moment.now - cursor->issued >= kCursorLife) {
      return Refusal{401, "cursor.expired", "The cursor has expired; read the list again", "after"};
    }
    window.after = std::move(cursor->after);
  }
  return window;
}

void filter(const Call& call, List& rows) {
  if (const auto* name = call.query("name")) {
    std::erase_if(rows, [&](const Value& row) { return name_of(row) != *name; });
  }
  if (const auto* division = call.query("divisionId")) {
    std::erase_if(rows, [&](const Value& row) {
      const auto* own = row.find("division");
      return own == nullptr || id_of(*own) != *division;
    });
  }
}

Value next_page_uri(const Call& call, const Window& window, const Position& last) {
  std::vector<std::pair<std::string, std::string>> query;
  for (const auto& parameter : call.request.query) {
    if (parameter.first != "after" && parameter.first != "pageSize") query.push_back(parameter);
  }
  query.emplace_back("pageSize", std::to_string(window.size));
  query.emplace_back("after", write_cursor({call.moment.now, last}));
  return call.request.path + "?" + query_string(query);
}

}  // namespace

Verdict page(const Call& call, List rows) {
  const auto asked = window_of(call);
  if (const auto* refusal = std::get_if<Refusal>(&asked)) return *refusal;
  const auto& window = std::get<Window>(asked);
  filter(call, rows);

  const auto* sort_by = call.query("sortBy");
  const std::string key = sort_by != nullptr ? *sort_by : "name";
  std::vector<std::pair<Position, const Value*>> order;
  for (const auto& row : rows) order.push_back({{text_or(row, key), std::string(id_of(row))}, &row});
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

  auto next = order.begin();
  if (window.after) {
    next = std::find_if(order.begin(), order.end(), [&](const auto& row) { return *window.after < row.first; });
  }
  List entities;
  for (; next != order.end() && std::ssize(entities) < window.size; ++next) entities.push_back(*next->second);
  const bool last = next == order.end();
  return Reply{.body = Map{{"nextPageUri", last ? Value() : next_page_uri(call, window, std::prev(next)->first)},
                           {"entities", std::move(entities)},
                           {"pageSize", window.size},
                           {"total", std::ssize(rows)}}};
}

}  // namespace interlock::sandbox
