#include "plan/limits.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/pointer.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

constexpr int kCountsFrom = 10;  // live objects of a kind: below it a percentage says nothing

/// What a budget counts, by the noun of one: "skill", "queue requirement", "user level".
using Counts = std::map<std::string, int>;

/// The changes that one budget is about.
struct Account {
  Counts spent;
  std::vector<Related> places;

  int total() const {
    int sum = 0;
    for (const auto& [kind, count] : spent) sum += count;
    return sum;
  }
  void add(const std::string& kind, const Place& at, const Address& address) {
    ++spent[kind];
    if (at) places.push_back({at, to_string(address)});
  }
};

struct Accounts {
  Account deletes, updates, level_removals;
};

std::string element_noun(Kind kind, std::string_view field) {
  const auto singular = field == "requires" ? std::string_view("requirement") : field.substr(0, field.size() - 1);
  return std::string(kind_name(kind)) + " " + std::string(singular);
}

/// An element of a keyed field that goes, with the field it stands in.
struct Dropped {
  const FieldInfo* field;
  std::string element;
};

std::optional<Dropped> dropped_by(Kind kind, const FieldEdit& edit) {
  if (!edit.before || edit.after) return std::nullopt;
  const auto segments = pointer_segments(edit.path);
  const auto* field = segments.size() == 2 ? find_field(info(kind).fields, segments[0]) : nullptr;
  if (field == nullptr) return std::nullopt;
  return Dropped{field, segments[1]};
}

/// Whether the object has the element when the change is made.
bool has_afterwards(const Update& change, const LiveState& live, std::string_view field, const std::string& element) {
  const auto path = pointer({field, element});
  for (const auto& edit : change.edits) {
    if (edit.path == path) return edit.after.has_value();
  }
  const auto* object = live.find(change.address);
  return map_or_empty(object != nullptr ? &object->fields : nullptr, field).contains(element);
}

class Bookkeeper {
 public:
  Bookkeeper(const Manifest& desired, const LiveState& live) : live_(live), successors_(replaced_skills(desired)) {}

  void operator()(const Create&) {}
  void operator()(const Update& change) {
    const auto kind = change.address.kind;
    accounts.updates.add(std::string(kind_name(kind)), change.source, change.address);
    for (const auto& edit : change.edits) {
      const auto dropped = dropped_by(kind, edit);
      if (!dropped || is_moved(change, *dropped)) continue;
      auto& account = dropped->field->shape == Shape::levels ? accounts.level_removals : accounts.deletes;
      account.add(element_noun(kind, dropped->field->name), change.source, change.address);
    }
  }
  void operator()(const Delete& change) {
    accounts.deletes.add(std::string(kind_name(change.address.kind)), change.source, change.address);
  }

  Accounts accounts;

 private:
  /// What goes for a skill that takes over is taken from nobody, where the object has that one afterwards.
  bool is_moved(const Update& change, const Dropped& dropped) const {
    const auto successor =
        named_kind(*dropped.field) == Kind::skill ? successors_.find(dropped.element) : successors_.end();
    return successor != successors_.end() && has_afterwards(change, live_, dropped.field->name, successor->second);
  }

  const LiveState& live_;
  std::map<std::string, std::string> successors_;
};

Accounts accounts_of(const std::vector<Change>& changes, const Manifest& desired, const LiveState& live) {
  Bookkeeper bookkeeper(desired, live);
  for (const auto& change : changes) std::visit([&](const auto& c) { bookkeeper(c); }, change);
  return std::move(bookkeeper.accounts);
}

/// How many there are of each thing that a budget counts.
Counts live_counts(const LiveState& live) {
  Counts counts;
  for (const auto& [address, object] : live.objects) {
    ++counts[std::string(kind_name(address.kind))];
    for (const auto& field : info(address.kind).fields) {
      if (!is_keyed(field.shape)) continue;
      const auto& elements = map_or_empty(&object.fields, field.name);
      counts[element_noun(address.kind, field.name)] += static_cast<int>(elements.size());
    }
  }
  return counts;
}

struct BudgetInfo {
  Permit permit;
  std::string_view name;  // of the setting and of --allow
  std::string_view does;  // "deletes"
  Budget Limits::*budget;
  Account Accounts::*account;
};
constexpr std::array kBudgets{BudgetInfo{Permit::deletes, "deletes", "deletes", &Limits::deletes, &Accounts::deletes},
                              BudgetInfo{Permit::updates, "updates", "updates", &Limits::updates, &Accounts::updates},
                              BudgetInfo{Permit::level_removals, "level_removals", "takes away",
                                         &Limits::level_removals, &Accounts::level_removals}};

/// The first limit that the account is over, in words; nothing where it keeps all.
std::optional<std::string> excess(const Account& account, const Budget& budget, const Counts& live) {
  if (budget.at_most && account.total() > *budget.at_most) return "at most " + std::to_string(*budget.at_most);
  for (const auto& [kind, count] : account.spent) {
    const auto found = live.find(kind);
    const int all = found != live.end() ? found->second : 0;
    if (!budget.percent || all < kCountsFrom || count * 100LL <= static_cast<long long>(*budget.percent) * all)
      continue;
    return std::to_string(*budget.percent) + " % of " + plural(static_cast<std::size_t>(all), kind);
  }
  return std::nullopt;
}

/// "1 queue, 7 skills"
std::string in_words(const Counts& counts) {
  std::vector<std::string> parts;
  parts.reserve(counts.size());
  for (const auto& [kind, count] : counts) parts.push_back(plural(static_cast<std::size_t>(count), kind));
  return join(parts, ", ");
}

constexpr std::size_t kShownPlaces = 10;

Problem over_budget(const BudgetInfo& row, const Account& account, const std::string& limit, const Allowance* given) {
  const auto needed = std::string(row.name) + "=" + std::to_string(account.total());
  Problem problem{.rule = given != nullptr ? "B91" : "SEC23",
                  .exit = Exit::refused,
                  .message = "the plan " + std::string(row.does) + " " + in_words(account.spent) +
                             ", over the limit of " + limit + " (limits." + std::string(row.name) + ")",
                  .hint = "if that is meant: --allow " + needed};
  if (given != nullptr) problem.message += "; allowed were " + std::to_string(given->number);
  const auto shown = std::min(account.places.size(), kShownPlaces);
  problem.related.assign(account.places.begin(), account.places.begin() + static_cast<std::ptrdiff_t>(shown));
  if (!account.places.empty()) problem.where = account.places.front().where;
  return problem;
}

const Allowance* find_allowance(const std::vector<Allowance>& allowed, Permit permit) {
  const auto found = std::find_if(allowed.begin(), allowed.end(), [&](const auto& a) { return a.permit == permit; });
  return found != allowed.end() ? &*found : nullptr;
}

}  // namespace

Toll toll(const std::vector<Change>& changes, const Manifest& desired, const LiveState& live) {
  const auto accounts = accounts_of(changes, desired, live);
  return {accounts.deletes.total(), accounts.updates.total(), accounts.level_removals.total()};
}

std::vector<std::string> check_budgets(const std::vector<Change>& changes, const Manifest& desired,
                                       const LiveState& live, const Terms& terms, Problems& problems) {
  std::vector<std::string> used;
  if (changes.empty()) return used;
  const auto accounts = accounts_of(changes, desired, live);
  const auto counts = live_counts(live);
  for (const auto& row : kBudgets) {
    const auto& account = accounts.*row.account;
    const auto limit = excess(account, terms.limits.*row.budget, counts);
    const auto* given = find_allowance(terms.allowed, row.permit);
    if (!limit) continue;
    if (given != nullptr && given->number == account.total()) {
      used.push_back(to_string(*given));
    } else {
      problems.push_back(over_budget(row, account, *limit, given));
    }
  }
  return used;
}

}  // namespace interlock
