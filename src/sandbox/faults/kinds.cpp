#include "sandbox/faults/kinds.hpp"

#include <algorithm>
#include <array>

#include "sandbox/faults/effects.hpp"

namespace interlock::sandbox {
namespace {

constexpr auto kReads = static_cast<unsigned>(RequestClass::read);
constexpr auto kSets = static_cast<unsigned>(RequestClass::set);
constexpr auto kCreates = static_cast<unsigned>(RequestClass::create);
constexpr auto kLogins = static_cast<unsigned>(RequestClass::login);
constexpr auto kWrites = kSets | kCreates;
constexpr auto kPlatform = kReads | kWrites;
constexpr auto kAny = kPlatform | kLogins;

constexpr std::array kKinds{
    // Somebody else.
    FaultKind{"edit", "F16 F17 F20 F25 F63 F68", FaultStage::actor, kPlatform, "address set late", edit,
              "Somebody edits an object: `set` is merged into the one at `address`."},
    FaultKind{"removal", "F18 F25", FaultStage::actor, kPlatform, "address late", removal,
              "Somebody deletes the object at `address`, if nothing refers to it."},
    FaultKind{"twin", "F19 F25", FaultStage::actor, kPlatform, "address set late", twin,
              "Somebody creates the object at `address`, if there is none."},
    // The request never arrives.
    FaultKind{"refused_connection", "F1", FaultStage::instead, kAny, "", refused_connection,
              "No byte of the request leaves."},
    FaultKind{"lost_request", "F1 F31", FaultStage::instead, kAny, "", lost_request,
              "The request is lost before the server; the client cannot know."},
    FaultKind{"trouble", "F11 F12", FaultStage::instead, kAny, "status", trouble, "The server answers 503."},
    FaultKind{"throttled", "F7 F8 F9 F10", FaultStage::instead, kAny, "retry_after limit", throttled,
              "The server answers 429; `retry_after` is the header, `in 30s` a date, `none` nothing."},
    FaultKind{"hidden_quota", "F53", FaultStage::instead, kPlatform, "quota", hidden_quota,
              "The server takes no more than `quota`, whatever the documentation says."},
    FaultKind{"refused_token", "F28", FaultStage::instead, kPlatform, "", refused_token,
              "The token of the request ends: it is refused from now on."},
    FaultKind{"unauthorized", "F24 F29", FaultStage::instead, kPlatform, "", unauthorized,
              "This one request is answered 401, though its token is good."},
    FaultKind{"forbidden", "F29", FaultStage::instead, kPlatform, "", forbidden, "The server answers 403."},
    FaultKind{"busy_login", "F59", FaultStage::instead, kLogins, "", busy_login,
              "The token endpoint answers 400 with a text that speaks of its rate."},
    FaultKind{"dead_cursor", "F24", FaultStage::instead, kReads, "", dead_cursor,
              "The cursor of the page has died: 401."},
    FaultKind{"portal", "F35", FaultStage::instead, kAny, "", portal, "A portal answers 200 with a page of HTML."},
    FaultKind{"redirect", "F38", FaultStage::instead, kPlatform, "status", redirect,
              "The server answers 302 to another place."},
    FaultKind{"conflict", "F13 F15", FaultStage::instead, kSets, "status", conflict,
              "The write is refused as a conflict, though nobody changed anything."},
    FaultKind{"refused_removal", "F52", FaultStage::instead, kSets, "", refused_removal,
              "A deletion is refused: the object is in use, the server does not say by what."},
    FaultKind{"ignored_write", "F37", FaultStage::instead, kSets, "", ignored_write,
              "The server answers 200 with the object as it is, and writes nothing."},
    // It arrives otherwise.
    FaultKind{"twice", "F5", FaultStage::passage, kWrites, "", twice,
              "The request is delivered twice; the client sees the first answer or the second."},
    FaultKind{"delayed_twin", "F6", FaultStage::passage, kWrites, "delay", delayed_twin,
              "The request is delivered, and once more after `delay`."},
    FaultKind{"accepted", "F36", FaultStage::passage, kSets, "delay", accepted,
              "The server answers 202 and writes after `delay`."},
    FaultKind{"part_of_bulk", "F51", FaultStage::passage, kWrites, "", part_of_bulk,
              "Of a body that is a list the first half is carried out."},
    FaultKind{"small_pages", "F25", FaultStage::passage, kReads, "size", small_pages,
              "Pages have `size` rows, whatever was asked for."},
    // It has taken effect.
    FaultKind{"lost_answer", "F2 F3 F4 F32", FaultStage::answer, kAny, "", lost_answer,
              "The answer is lost after the server did what was asked."},
    FaultKind{"cut_answer", "F32", FaultStage::answer, kAny, "", cut_answer, "Half of the answer's body comes."},
    FaultKind{"empty_answer", "F32", FaultStage::answer, kWrites, "", empty_answer,
              "The write is done, and its answer has no body."},
    FaultKind{"trouble_after", "F60", FaultStage::answer, kPlatform, "status", trouble_after,
              "The server answers 504 though it did what was asked."},
    FaultKind{"conflict_after", "F14", FaultStage::answer, kSets, "status", conflict_after,
              "The server answers 409 though the write landed."},
    FaultKind{"stale_read", "F21", FaultStage::answer, kReads, "delay", stale_read,
              "A replica answers that lags by up to `delay`: what was, or 404 for what is new."},
    FaultKind{"shown_deleted", "F61", FaultStage::answer, kReads, "", shown_deleted,
              "What is gone is answered 200 with `state: deleted`."},
    FaultKind{"incomplete", "F62", FaultStage::answer, kReads, "", incomplete,
              "A list is answered 206, and its last row is missing."},
    FaultKind{"wrong_total", "F27", FaultStage::answer, kReads, "", wrong_total,
              "A list says that it has one row more than it has."},
};

}  // namespace

std::span<const FaultKind> fault_kinds() { return kKinds; }

const FaultKind* find_fault_kind(std::string_view name) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const FaultKind& kind) { return kind.name == name; });
  return found != kKinds.end() ? &*found : nullptr;
}

RequestClass class_of(const Request& request) {
  if (request.path.ends_with("/oauth/token")) return RequestClass::login;
  if (request.method == Method::get) return RequestClass::read;
  return request.method == Method::post ? RequestClass::create : RequestClass::set;
}

}  // namespace interlock::sandbox
