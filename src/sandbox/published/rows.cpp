// Rows of data tables. A row is a flat object; the table's schema says what its columns hold and what they hold by
// default.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "sandbox/published/handlers.hpp"
#include "sandbox/published/kinds.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::size_t kRows = 5'000;
constexpr std::size_t kLongestKey = 256;

std::string key_of(const Value& row) { return text_or(row, "key"); }

Refusal bad_row(std::string message, std::string field) {
  return {400, "flows.datatables.schema.exception", std::move(message), std::move(field)};
}

Objection no_table(const Call& call) {
  if (call.store.find(Collection::data_tables, call.id()) != nullptr) return std::nullopt;
  return absent(*kind(Collection::data_tables), call.id());
}

List rows_of(const Call& call) {
  const auto* rows = call.store.keyed("data_table_rows", call.id());
  return rows != nullptr ? *rows->as<List>() : List{};
}

auto with_key(std::string key) {
  return [key = std::move(key)](const Value& row) { return key_of(row) == key; };
}

const Map& columns_of(const Call& call) {
  const auto* schema = call.store.find(Collection::data_tables, call.id())->find("schema");
  return map_or_empty(schema != nullptr ? schema->as<Map>() : nullptr, "properties");
}

bool fits(const Value& value, std::string_view type) {
  if (type == "boolean") return value.is<bool>();
  if (type == "integer") return value.is<std::int64_t>();
  if (type == "number") return number_of(value).has_value();
  return value.is<std::string>();
}

Value empty_of(std::string_view type) {
  if (type == "boolean") return false;
  if (type == "integer" || type == "number") return 0;
  return "";
}

/// The row as it is stored: every column is there.
std::variant<Value, Refusal> row_in(const Call& call) {
  const auto* body = call.body.as<Map>();
  if (body == nullptr) return bad_row("The body is not an object", "");
  const auto& columns = columns_of(call);
  for (const auto& [key, value] : *body) {
    if (!columns.contains(key.name)) return bad_row("The table has no column " + quoted(key.name), key.name);
  }
  Map row;
  for (const auto& [key, column] : columns) {
    const auto type = text_or(column, "type", "string");
    const auto* given = body->find(key.name);
    const auto* fallback = column.find("default");
    if (given == nullptr) {
      row.set(key.name, fallback != nullptr ? *fallback : empty_of(type));
    } else if (fits(*given, type)) {
      row.set(key.name, *given);
    } else {
      return bad_row("The column " + quoted(key.name) + " holds " + type, key.name);
    }
  }
  const auto key = key_of(row);
  if (key.empty() || key.size() > kLongestKey) return bad_row("A key has 1 to 256 characters", "key");
  return Value(std::move(row));
}

Value shown(const Call& call, const Value& row) {
  const auto* brief = call.query("showbrief");
  if (brief != nullptr && *brief == "false") return row;
  return Map{{"key", key_of(row)}};
}

Refusal no_row(const std::string& key) {
  return {404, "flows.datatables.row.not.found", "The table has no row of this key", "", key};
}

void keep(Call& call, List rows) { call.store.set_keyed("data_table_rows", call.id(), std::move(rows)); }

}  // namespace

Verdict list_rows(Call& call) {
  if (auto refusal = no_table(call)) return *std::move(refusal);
  auto rows = rows_of(call);
  // Rows have no id; pages are cut from their order, in which the keys stand alone.
  std::sort(rows.begin(), rows.end(), [](const Value& a, const Value& b) { return key_of(a) < key_of(b); });
  List keyed;
  for (const auto& row : rows) keyed.emplace_back(Map{{"id", key_of(row)}, {"row", row}});
  return page(call, keyed, {}, [&](const Value& entry) { return shown(call, *entry.find("row")); });
}

Verdict get_row(Call& call) {
  if (auto refusal = no_table(call)) return *std::move(refusal);
  const auto rows = rows_of(call);
  const auto row = std::find_if(rows.begin(), rows.end(), with_key(call.ids[1]));
  if (row == rows.end()) return no_row(call.ids[1]);
  return Reply{.body = shown(call, *row)};
}

Verdict create_row(Call& call) {
  if (auto refusal = no_table(call)) return *std::move(refusal);
  auto next = row_in(call);
  if (auto* refusal = std::get_if<Refusal>(&next)) return std::move(*refusal);
  const auto row = std::get<Value>(std::move(next));
  auto rows = rows_of(call);
  if (std::any_of(rows.begin(), rows.end(), with_key(key_of(row)))) {
    return Refusal{409, "flows.datatables.not.unique", "The table has a row of this key", "key", key_of(row)};
  }
  if (rows.size() >= kRows) return Refusal{400, "flows.datatables.too.many.rows", "A table has at most 5000 rows"};
  rows.push_back(row);
  keep(call, std::move(rows));
  return Reply{.body = row};
}

Verdict replace_row(Call& call) {
  if (auto refusal = no_table(call)) return *std::move(refusal);
  auto rows = rows_of(call);
  const auto live = std::find_if(rows.begin(), rows.end(), with_key(call.ids[1]));
  if (live == rows.end()) return no_row(call.ids[1]);
  auto next = row_in(call);
  if (auto* refusal = std::get_if<Refusal>(&next)) return std::move(*refusal);
  const auto row = std::get<Value>(std::move(next));
  if (key_of(row) != call.ids[1]) return bad_row("The key of a row cannot be changed", "key");
  *live = row;
  keep(call, std::move(rows));
  return Reply{.body = row};
}

Verdict delete_row(Call& call) {
  if (auto refusal = no_table(call)) return *std::move(refusal);
  auto rows = rows_of(call);
  if (std::erase_if(rows, with_key(call.ids[1])) == 0) {
    // This operation alone has the general code.
    return Refusal{404, "not.found", "The table has no row of this key", "", call.ids[1]};
  }
  keep(call, std::move(rows));
  return Reply{.status = 204};
}

}  // namespace interlock::sandbox::published
