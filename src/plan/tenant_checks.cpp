#include "plan/tenant_checks.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "model/references.hpp"
#include "model/walk.hpp"
#include "plan/plan.hpp"

namespace interlock {
namespace {

std::string words(const Address& address) { return std::string(kind_name(address.kind)) + " " + quoted(address.name); }

// What goes although something refers to it. Skills are judged with what `replaces` moves (checks.cpp).

using Going = std::map<Address, const Target*>;

Going going(const LiveState& live, const Targets& targets) {
  Going result;
  for (const auto& [address, target] : targets) {
    const bool goes = !target.fields && live.find(address) != nullptr;
    if (goes && address.kind != Kind::skill) result.emplace(address, &target);
  }
  return result;
}

/// References that the manifest itself makes are judged at their own places (G6).
bool is_written(const Reference& reference, const Target* target) {
  if (target == nullptr || target->entry == nullptr) return false;
  const auto named = references(target->entry->address.kind, target->entry->fields);
  return std::any_of(named.begin(), named.end(),
                     [&](const Reference& other) { return other.path() == reference.path(); });
}

using Referrers = std::map<Address, std::set<Address>>;

Referrers referrers(const Going& objects, const LiveState& live, const Targets& targets) {
  Referrers result;
  Walk changed(targets);
  for (const auto& [from, object] : live.objects) {
    const auto* target = changed.find(from);
    const auto* end = target != nullptr ? target->fields.get() : &object.fields;
    if (end == nullptr) continue;
    for (const auto& reference : references(from.kind, *end)) {
      const auto named = reference.target();
      if (objects.contains(named) && !is_written(reference, target)) result[named].insert(from);
    }
  }
  return result;
}

Problem still_referred_to(const Address& address, const Target& target, const std::set<Address>& from,
                          const LiveState& live, const Targets& targets) {
  std::vector<std::string> names;
  bool is_of_group = false;
  for (const auto& other : from) {
    names.push_back(discreet(other, live.find(other)->id, !targets.contains(other)));
    is_of_group = is_of_group || (address.kind == Kind::schedule && other.kind == Kind::schedule_group);
  }
  Problem problem{.rule = is_of_group ? "B31" : "B26",
                  .exit = Exit::refused,
                  .where = target.at,
                  .message = words(address) + " cannot be deleted: " + plural(from.size(), "object") +
                             (from.size() == 1 ? " refers" : " refer") + " to it: " + join(names, ", "),
                  .hint = "declare what they shall name instead"};
  for (const auto& other : from) {
    const auto found = targets.find(other);
    if (found != targets.end() && found->second.at) problem.related.push_back({found->second.at, to_string(other)});
  }
  return problem;
}

void check_removals(const LiveState& live, const Targets& targets, Problems& problems) {
  const auto objects = going(live, targets);
  if (objects.empty()) return;
  for (const auto& [address, from] : referrers(objects, live, targets)) {
    problems.push_back(still_referred_to(address, *objects.at(address), from, live, targets));
  }
}

// Rows and the columns of their table.

struct ColumnType {
  std::string_view name;
  bool (*fits)(const Value& value);
};
constexpr std::array kColumnTypes{
    ColumnType{"string", [](const Value& value) { return value.is<std::string>(); }},
    ColumnType{"boolean", [](const Value& value) { return value.is<bool>(); }},
    ColumnType{"integer", [](const Value& value) { return value.is<std::int64_t>(); }},
    ColumnType{"number", [](const Value& value) { return value.is<std::int64_t>() || value.is<Decimal>(); }},
};

class RowCheck {
 public:
  RowCheck(const Resource& row, const Map& columns, Problems& problems)
      : row_(row), columns_(columns), values_(map_or_empty(&row.fields, "columns")), problems_(problems) {}

  void check_values() {
    for (const auto& [key, value] : values_) {
      const auto* column = columns_.find(key.name);
      if (column == nullptr) {
        add(key.at, "its table has no column " + quoted(key.name), did_you_mean(key.name, names()));
      } else {
        check_type(key.name, value, text_or(*column, "type"));
      }
    }
  }

  /// Of a row that is new: what it leaves out becomes the default without a word.
  void check_left_out() {
    for (const auto& [key, column] : columns_) {
      if (values_.contains(key.name)) continue;
      const auto* fallback = column.find("default");
      const auto* text = fallback != nullptr ? fallback->as<std::string>() : nullptr;
      add(row_.at,
          "column " + quoted(key.name) + " is left out and would get its default, " +
              (text != nullptr ? quoted(*text) : std::string("which is empty")),
          "write the column out");
    }
  }

 private:
  void check_type(const std::string& column, const Value& value, std::string_view type) {
    const auto known =
        std::find_if(kColumnTypes.begin(), kColumnTypes.end(), [&](const ColumnType& row) { return row.name == type; });
    if (known == kColumnTypes.end() || known->fits(value)) return;
    add(value.at,
        "column " + quoted(column) + " holds " + std::string(type_name(value)) + "; its type is " + std::string(type),
        "");
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [key, column] : columns_) names.push_back(key.name);
    return names;
  }

  void add(const Place& at, const std::string& what, std::string hint) {
    const auto table = table_of(row_.address)->name;
    problems_.push_back({.rule = "B80",
                         .exit = Exit::invalid,
                         .where = at,
                         .message = "row " + quoted(row_.address.name.substr(table.size() + 1)) + " of data_table " +
                                    quoted(table) + ": " + what,
                         .hint = std::move(hint)});
  }

  const Resource& row_;
  const Map& columns_;
  const Map& values_;
  Problems& problems_;
};

void check_row(const Resource& row, const LiveState& live, const Targets& targets, Problems& problems) {
  const auto table = table_of(row.address);
  const auto* fields = table && !row.is_absent() ? end_fields(*table, live, targets) : nullptr;
  const auto* columns = fields != nullptr ? fields->find("columns") : nullptr;
  if (columns == nullptr || !columns->is<Map>()) return;
  RowCheck check(row, *columns->as<Map>(), problems);
  check.check_values();
  if (live.find(row.address) == nullptr) check.check_left_out();
}

// Members.

/// Of one who is a member already nothing changes.
void check_members(const Resource& queue, const LiveState& live, Problems& problems) {
  const auto* known = live.find(queue.address);
  for (const auto& [name, value] : map_or_empty(&queue.fields, "members")) {
    const auto* user = live.find({Kind::user, name.name});
    const auto* active = user != nullptr ? user->fields.find("active") : nullptr;
    const bool is_member = known != nullptr && map_or_empty(&known->fields, "members").contains(name.name);
    if (active == nullptr || *active != Value(false) || is_member) continue;
    problems.push_back({.rule = "B81",
                        .exit = Exit::refused,
                        .where = name.at,
                        .message = words({Kind::user, name.name}) + " (id " + quoted(user->id.value) +
                                   "), a member of " + words(queue.address) + ", is inactive",
                        .hint = "take the member out, or let the user be activated first"});
  }
}

// Numbers.

void check_numbers(const Resource& ivr, const LiveState& live, const Targets& targets, Problems& problems) {
  for (const auto& [number, value] : map_or_empty(&ivr.fields, "dnis")) {
    for (const auto& [address, object] : of_kind(live.objects, Kind::ivr)) {
      const auto* end = address != ivr.address ? end_fields(address, live, targets) : nullptr;
      if (end == nullptr || !map_or_empty(end, "dnis").contains(number.name)) continue;
      const auto other = targets.find(address);
      // Where the manifest gives it to both, both places are told already.
      if (other != targets.end() && other->second.entry != nullptr &&
          map_or_empty(&other->second.entry->fields, "dnis").contains(number.name)) {
        continue;
      }
      problems.push_back({.rule = "B82",
                          .exit = Exit::refused,
                          .where = number.at,
                          .message = words(ivr.address) + ": number " + quoted(number.name) + " is that of " +
                                     words(address) + " (id " + quoted(object.id.value) + ") in the tenant",
                          .hint = "a number reaches one IVR: take it away from the other in the same manifest"});
    }
  }
}

}  // namespace

void check_tenant(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems) {
  check_removals(live, targets, problems);
  for (const auto& entry : desired.resources) {
    if (entry.address.kind == Kind::queue) check_members(entry, live, problems);
    if (entry.address.kind == Kind::row) check_row(entry, live, targets, problems);
    if (entry.address.kind == Kind::ivr && !entry.is_absent()) check_numbers(entry, live, targets, problems);
  }
}

}  // namespace interlock
