#include "sandbox/published/paging.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "sandbox/store.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::int64_t kDefaultSize = 25;

using Order = std::vector<std::pair<std::string, const Value*>>;  // by what is sorted by, then id

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

std::variant<std::int64_t, Refusal> number_in(const Call& call, std::string_view name, std::int64_t otherwise) {
  const auto* text = call.query(name);
  if (text == nullptr) return otherwise;
  const auto number = whole_number(*text);
  if (number && *number >= 1 && *number <= 1'000'000) return *number;
  return Refusal{400, "invalid.query.param.value", std::string(name) + " is a whole number from 1", std::string(name)};
}

/// Rows have no two equal positions: the id is part of each.
std::string position(const Value& row, const std::string& key) {
  auto text = text_or(row, key);
  text.push_back('\0');
  return text.append(id_of(row));
}

Order sorted(const Call& call, const List& rows) {
  const auto* sort_by = call.query("sortBy");
  const std::string key = sort_by != nullptr ? *sort_by : "name";
  Order order;
  for (const auto& row : rows) order.emplace_back(position(row, key), &row);
  std::sort(order.begin(), order.end());
  const auto* direction = call.query("sortOrder");
  if (direction != nullptr && same_without_case(direction->substr(0, 4), "desc")) {
    std::reverse(order.begin(), order.end());
  }
  return order;
}

std::string uri(const Call& call, std::vector<std::pair<std::string, std::string>> own) {
  std::vector<std::pair<std::string, std::string>> query;
  for (const auto& parameter : call.request.query) {
    const bool is_ours = parameter.first == "pageSize" || parameter.first == "pageNumber" || parameter.first == "after";
    if (!is_ours) query.push_back(parameter);
  }
  query.insert(query.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  return call.request.path + (query.empty() ? "" : "?" + query_string(query));
}

struct Window {
  std::int64_t size;
  std::int64_t number;
};

std::string numbered_uri(const Call& call, const Window& window, std::int64_t number) {
  return uri(call, {{"pageSize", std::to_string(window.size)}, {"pageNumber", std::to_string(number)}});
}

Value numbered(const Call& call, const Order& order, const Window& window, Listing listing, const View& view) {
  const auto total = std::ssize(order);
  const auto pages = (total + window.size - 1) / window.size;
  List entities;
  for (auto i = (window.number - 1) * window.size; i < std::min(total, window.number * window.size); ++i) {
    entities.push_back(view(*order[static_cast<std::size_t>(i)].second));
  }
  Map body{{"entities", std::move(entities)},
           {"pageSize", window.size},
           {"pageNumber", window.number},
           {"selfUri", numbered_uri(call, window, window.number)},
           {"firstUri", numbered_uri(call, window, 1)}};
  if (window.number < pages) body.set("nextUri", numbered_uri(call, window, window.number + 1));
  if (window.number > 1) body.set("previousUri", numbered_uri(call, window, window.number - 1));
  if (listing == Listing::uncounted) return body;
  body.set("total", total);
  body.set("pageCount", pages);
  body.set("lastUri", numbered_uri(call, window, std::max<std::int64_t>(pages, 1)));
  if (listing == Listing::counted) body.set("totalNumberOfEntities", total);
  return body;
}

/// The cursor is the position of the last row, so rows that come or go shift nothing.
Verdict by_cursor(const Call& call, const Order& order, std::int64_t size, const View& view) {
  const auto* after = call.query("after");
  if (after != nullptr && call.query("before") != nullptr) {
    return Refusal{400, "invalid.query.param.value", "after and before exclude each other", "after"};
  }
  auto next = order.begin();
  if (after != nullptr) {
    next = std::find_if(order.begin(), order.end(), [&](const auto& row) { return *after < row.first; });
  }
  List entities;
  for (; next != order.end() && std::ssize(entities) < size; ++next) entities.push_back(view(*next->second));
  std::vector<std::pair<std::string, std::string>> own{{"pageSize", std::to_string(size)}};
  if (after != nullptr) own.insert(own.begin(), {"after", *after});
  Map body{{"entities", std::move(entities)}, {"selfUri", uri(call, own)}};
  if (next != order.end()) {
    body.set("nextUri", uri(call, {{"after", std::prev(next)->first}, {"pageSize", std::to_string(size)}}));
  }
  return Reply{.body = std::move(body)};
}

}  // namespace

Verdict page(const Call& call, const List& rows, PageStyle style, const View& view) {
  const auto size = number_in(call, "pageSize", kDefaultSize);
  if (const auto* refusal = std::get_if<Refusal>(&size)) return *refusal;
  const auto number = number_in(call, "pageNumber", 1);
  if (const auto* refusal = std::get_if<Refusal>(&number)) return *refusal;
  const auto order = sorted(call, rows);
  const Window window{std::min(std::get<std::int64_t>(size), style.largest), std::get<std::int64_t>(number)};
  if (style.listing == Listing::cursor) return by_cursor(call, order, window.size, view);
  return Reply{.body = numbered(call, order, window, style.listing, view)};
}

}  // namespace interlock::sandbox::published
