// Three-way without a state file (manifest.md): what the base manifests named and the desired ones no longer do is
// taken away where the tenant still has it as the base says. Where somebody changed it since, it is held: naming it in
// a manifest decides.
#include <map>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "diff/diff.hpp"
#include "diff/target.hpp"

namespace interlock {
namespace {

/// A value of the tenant; Null where there is none.
Value found_in(const Map& live, const FieldInfo& field) {
  const auto* value = live.find(field.name);
  return value != nullptr ? *value : default_value(field).value_or(Value(Null{}));
}
Value found_in(const Map& live, const FieldInfo& field, const std::string& element) {
  const auto* value = map_or_empty(&live, field.name).find(element);
  return value != nullptr ? *value : Value(Null{});
}

std::optional<Value> unless_null(Value value) {
  return value.is<Null>() ? std::nullopt : std::optional(std::move(value));
}

/// The first field or element that the base names and the tenant has otherwise, as an edit from base to tenant.
std::optional<FieldEdit> foreign_edit(const Resource& agreed, const Map& live) {
  for (const auto& field : info(agreed.address.kind).fields) {
    const auto* named = agreed.fields.find(field.name);
    if (named == nullptr || field.access == Access::directive) continue;
    if (!is_keyed(field.shape)) {
      auto found = found_in(live, field);
      if (found != *named) return FieldEdit{pointer({field.name}), *named, unless_null(std::move(found))};
      continue;
    }
    for (const auto [key, value] : map_or_empty(&agreed.fields, field.name)) {
      auto found = found_in(live, field, key.name);
      if (found == value) continue;
      return FieldEdit{pointer({field.name, key.name}), unless_null(value), unless_null(std::move(found))};
    }
  }
  return std::nullopt;
}

Problem cannot_be_deleted(const Resource& agreed) {
  const auto name = std::string(kind_name(agreed.address.kind)) + " " + quoted(agreed.address.name);
  return {.rule = "B77",
          .where = agreed.at,
          .message = name + " left the manifests since the base, and this API cannot delete it",
          .hint =
              "keep its entry, with `absent` for each level that shall go; or leave it out of the comparison: "
              "--except " +
              to_string(agreed.address)};
}

class Departure {
 public:
  Departure(const Intent& intent, const LiveState& live, EndState& end, Problems& problems)
      : intent_(intent), live_(live), end_(end), problems_(problems), replaced_(replaced_skills(intent.desired)) {}

  void judge(const Resource& agreed) {
    const auto* object = live_.find(agreed.address);
    const auto* entry = intent_.desired.find(agreed.address);
    if (agreed.is_absent() || object == nullptr) return;
    if (entry == nullptr) return judge_object(agreed, *object);
    const auto target = end_.targets.find(agreed.address);
    if (target == end_.targets.end() || !target->second.fields) return;
    for (const auto& field : info(agreed.address.kind).fields) {
      if (is_keyed(field.shape)) judge_elements(agreed, *entry, field, object->fields, target->second.fields);
    }
  }

 private:
  /// The whole entry left.
  void judge_object(const Resource& agreed, const LiveObject& object) {
    if (agreed.address.kind == Kind::skill && replaced_.contains(agreed.address.name)) return;
    if (!includes(info(agreed.address.kind).deletable, live_.api))
      return problems_.push_back(cannot_be_deleted(agreed));
    if (const auto theirs = foreign_edit(agreed, object.fields)) {
      end_.held.push_back({agreed.address, theirs->path, theirs->before, theirs->after, agreed.at});
    } else {
      end_.targets.emplace(agreed.address, Target{std::nullopt, nullptr, agreed.at});
    }
  }

  /// Elements that left an entry which is still there.
  void judge_elements(const Resource& agreed, const Resource& entry, const FieldInfo& field, const Map& live,
                      EndFields& fields) {
    const auto* named = entry.fields.find(field.name);
    const bool is_whole = named != nullptr && (field.shape != Shape::levels || entry.is_exact());
    if (is_whole) return;  // the manifest says itself what goes
    for (const auto [key, value] : map_or_empty(&agreed.fields, field.name)) {
      const bool stays = value.is<Null>() || map_or_empty(&entry.fields, field.name).contains(key.name) ||
                         (named_kind(field) == Kind::skill && replaced_.contains(key.name));
      const auto* found = map_or_empty(&live, field.name).find(key.name);
      if (stays || found == nullptr) continue;
      if (*found == value) {
        fields.own().find(field.name)->as<Map>()->erase(key.name);
      } else {
        end_.held.push_back({agreed.address, pointer({field.name, key.name}), value, *found, key.at});
      }
    }
  }

  const Intent& intent_;
  const LiveState& live_;
  EndState& end_;
  Problems& problems_;
  std::map<std::string, std::string> replaced_;  // their references move, none of them is dropped
};

/// What the base says of the place: a value, that there is none (Null), or nothing at all.
std::optional<Value> agreed_at(const Resource& agreed, const std::string& path) {
  const auto segments = pointer_segments(path);
  const auto* field = segments.empty() ? nullptr : find_field(info(agreed.address.kind).fields, segments.front());
  const auto* named = field != nullptr ? agreed.fields.find(field->name) : nullptr;
  if (named == nullptr) return std::nullopt;
  if (segments.size() == 1) return *named;
  if (const auto* element = named->find(segments[1])) return *element;
  const bool is_whole = field->shape != Shape::levels || agreed.is_exact();
  return is_whole ? std::optional(Value(Null{})) : std::nullopt;
}

Value live_at(const LiveObject* object, const std::string& path) {
  const auto segments = pointer_segments(path);
  const auto* field =
      object != nullptr && !segments.empty() ? find_field(info(object->address.kind).fields, segments[0]) : nullptr;
  if (field == nullptr) return Null{};
  return segments.size() == 1 ? found_in(object->fields, *field) : found_in(object->fields, *field, segments[1]);
}

}  // namespace

void remove_departed(const Intent& intent, const LiveState& live, EndState& end, Problems& problems) {
  if (!intent.base) return;
  Departure departure(intent, live, end, problems);
  for (const auto& agreed : intent.base->resources) departure.judge(agreed);
}

void mark_drift(const Address& address, std::vector<FieldEdit>& edits, const Manifest& base, const LiveState& live) {
  const auto* agreed = base.find(address);
  if (agreed == nullptr || agreed->is_absent()) return;
  for (auto& edit : edits) {
    const auto was = agreed_at(*agreed, edit.path);
    edit.is_drift = was && live_at(live.find(address), edit.path) != *was;
  }
}

}  // namespace interlock
