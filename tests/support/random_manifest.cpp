#include "support/random_manifest.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "codec/fields.hpp"

namespace interlock::testing {
namespace {

constexpr int kDeepest = 4;  // records in records

class Fields {
 public:
  Fields(Api api, RandomTexts& texts) : api_(api), texts_(texts) {}

  Map record(std::span<const FieldInfo> fields, int depth = 0) {
    Map record;
    for (const auto& field : fields) {
      const bool is_too_deep = field.shape == Shape::records && depth >= kDeepest;
      if (!is_accepted(field, api_) || field.shape == Shape::children || field.name == "absent") continue;
      if (field.required || (texts_.coin() && !is_too_deep)) record.set(field.name, value(field, depth));
    }
    return record;
  }

  Value scalar() {
    if (texts_.coin()) return Value(texts_.next());
    return one_of<Value>({Value(true), Value(false), Value(-7), Value(Decimal{"1.352083"}), Value(12)});
  }

  template <class Element>
  Map entries(const Element& element) {
    Map map;
    for (auto count = texts_.below(4); count > 0; --count) map.set(texts_.next_name(), element());
    return map;
  }

 private:
  template <class T>
  T one_of(std::vector<T> values) {
    return values[texts_.below(values.size())];
  }

  Value value(const FieldInfo& field, int depth) {
    if (field.is_level) return Value(3);
    switch (field.shape) {
      case Shape::text:
        return Value(text(field));
      case Shape::flag:
        return Value(texts_.coin());
      case Shape::choice:
        return Value(field.choices[texts_.below(field.choices.size())]);
      case Shape::reference:
        return Value(texts_.next_name());
      case Shape::share:
        return one_of<Value>({Value(3), Value("80%")});
      case Shape::number:
        return number(field.range);
      default:
        return collection(field, depth);
    }
  }

  Value collection(const FieldInfo& field, int depth) {
    switch (field.shape) {
      case Shape::levels:
        return Value(entries([&] { return level(field); }));
      case Shape::keyed_list:
        return Value(entries([&] { return without_key(field, depth); }));
      case Shape::address_set:
        return Value(Map{{one_of<std::string>({"group/", "team/", "skill_group/"}) + texts_.next_name(), true}});
      case Shape::text_set:
        return field.form == TextForm::plain ? Value(entries([] { return Value(true); }))
                                             : Value(Map{{text(field), true}});
      case Shape::reference_map:
        return Value(Map{{field.choices[texts_.below(field.choices.size())], texts_.next_name()}});
      case Shape::scalars:
        return Value(entries([&] { return scalar(); }));
      case Shape::record:
        return Value(record(field.record, depth + 1));
      case Shape::records:
        return Value(list(field, depth));
      default:
        return Value(entries([] { return Value(true); }));
    }
  }

  List list(const FieldInfo& field, int depth) {
    List records;
    for (auto count = texts_.below(3); count > 0; --count) records.emplace_back(record(field.record, depth + 1));
    return records;
  }

  Value without_key(const FieldInfo& field, int depth) {
    auto element = record(field.record, depth + 1);
    element.erase(field.record.front().name);
    return Value(std::move(element));
  }

  Value level(const FieldInfo& field) {
    const auto range = level_range(field, api_);
    if (texts_.coin()) return Value(Null{});
    return range.decimals ? one_of<Value>({Value(0), Value(Decimal{"2.5"}), Value(Decimal{"4.25"})})
                          : one_of<Value>({Value(range.lowest), Value(range.highest)});
  }

  Value number(const NumberRange& range) {
    if (range.decimals && texts_.coin()) return Value(Decimal{"0.8125"});
    return Value(static_cast<std::int64_t>(texts_.coin() ? range.lowest : range.highest));
  }

  /// Of every form; a name for `id`, which is never empty. A schedule ends after it starts, on a day of its rule.
  std::string text(const FieldInfo& field) {
    switch (field.form) {
      case TextForm::local_time:
        return field.name == "start" ? "2026-01-05T08:00:00" : one_of<std::string>({"2026-01-05T18:00:00.250"});
      case TextForm::rrule:
        return one_of<std::string>({"", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;COUNT=3;INTERVAL=2"});
      case TextForm::time_zone:
        return one_of<std::string>({"", "Asia/Singapore", "UTC"});
      case TextForm::phone_number:
        return "+65" + std::to_string(10'000'000 + numbers_++);
      case TextForm::plain:
        break;
    }
    return field.access == Access::directive || field.required ? texts_.next_name() : texts_.next();
  }

  Api api_;
  RandomTexts& texts_;
  int numbers_ = 0;
};

Resource entry(const KindInfo& kind, Api api, RandomTexts& texts, Fields& fields) {
  Resource resource{{kind.kind, texts.next_name()}, {}};
  if (includes(kind.deletable, api) && texts.below(4) == 0) {
    resource.fields.set("absent", Value(true));
    return resource;
  }
  resource.fields = fields.record(kind.fields);
  resource.fields.erase(kind.key);
  if (resource.fields.contains("requires")) resource.fields.erase("members");
  return resource;
}

/// Rows of that table, where it shall exist.
void add_rows(const Resource& table, RandomTexts& texts, Fields& fields, std::vector<Resource>& resources) {
  if (table.is_absent()) return;
  for (auto count = texts.below(4); count > 0; --count) {
    Resource row{{Kind::row, table.address.name + "/" + texts.next_name()}, {}};
    if (texts.coin()) {
      row.fields.set("absent", Value(true));
    } else {
      row.fields.set("columns", Value(fields.entries([&] { return fields.scalar(); })));
    }
    resources.push_back(std::move(row));
  }
}

}  // namespace

std::string RandomTexts::next() {
  static const std::vector<std::string> kPieces{
      "a",       "yes",    "null",   "~",      "0x1F", "12",     "1e3", ": ", " #",        "- ",   "? ",
      "{{ x }}", "${{",    "<<",     "\"",     "'",    "\\",     "\n",  "\r", "\t",        "\x01", "\x7f",
      "%",       "\u00e9", "\u2028", "\u4f60", "&a",   "*a",     "!b",  "|",  ">",         "[",    "]",
      ",",       "@",      "`",      "---",    "...",  "absent", "=",   "+1", "\U0001f44b"};
  std::string text;
  for (auto count = below(6); count > 0; --count) text += kPieces[below(kPieces.size())];
  return text;
}

std::string RandomTexts::next_name() { return "N" + next() + std::to_string(++names_) + "."; }

Manifest random_manifest(Api api, RandomTexts& texts) {
  Fields fields(api, texts);
  std::vector<Resource> resources;
  for (const auto& kind : kinds()) {
    if (kind.section.empty() || !includes(kind.apis, api)) continue;
    resources.push_back(entry(kind, api, texts, fields));
    if (kind.kind == Kind::data_table) add_rows(Resource(resources.back()), texts, fields, resources);
  }
  std::sort(resources.begin(), resources.end(), [](const auto& a, const auto& b) { return a.address < b.address; });
  return {std::move(resources)};
}

}  // namespace interlock::testing
