#include "adapters/journal/failures.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace interlock::sqlite {
namespace {

struct Meaning {
  int code;  // primary
  const char* rule;
  Exit exit;
  const char* message;
  const char* hint;
};
constexpr std::array kMeanings{
    Meaning{SQLITE_BUSY, "F72", Exit::locked, "the journal is busy with another command", "try again"},
    Meaning{SQLITE_LOCKED, "F72", Exit::locked, "the journal is busy with another command", "try again"},
    Meaning{SQLITE_FULL, "F44", Exit::io, "there is no room left for the journal", "make room, then: interlock resume"},
    Meaning{SQLITE_READONLY, "F44", Exit::io, "the journal cannot be written", ""},
    Meaning{SQLITE_CANTOPEN, "F44", Exit::io, "the journal cannot be opened", ""},
    Meaning{SQLITE_PERM, "F44", Exit::io, "the journal cannot be opened", ""},
    Meaning{SQLITE_NOTADB, "B69", Exit::corrupt, "this is not a journal", "name another file or state directory"},
    Meaning{SQLITE_CORRUPT, "B69", Exit::corrupt, "the journal is damaged", "restore it from a copy"},
    // Statements are ours alone and always the same: what they cannot cope with is in the file.
    Meaning{SQLITE_ERROR, "B69", Exit::corrupt, "the journal is damaged", "restore it from a copy"},
    Meaning{SQLITE_CONSTRAINT, "B69", Exit::corrupt, "the journal is damaged", "restore it from a copy"},
    Meaning{SQLITE_TOOBIG, "B69", Exit::corrupt, "the journal is damaged", "restore it from a copy"},
    Meaning{SQLITE_NOMEM, "F54", Exit::io, "there is no memory left for the journal", ""},
};
constexpr Meaning kOther{SQLITE_IOERR, "F43", Exit::io,
                         "the journal failed: what it holds is unknown, nothing more was sent",
                         "see to the disk, then: interlock resume"};

Meaning meaning_of(int code) {
  const auto* found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                   [&](const Meaning& meaning) { return meaning.code == (code & 0xFF); });
  return found != kMeanings.end() ? *found : kOther;
}

}  // namespace

bool is_full(const Failure& failure) { return (failure.code & 0xFF) == SQLITE_FULL; }
bool is_busy(const Failure& failure) { return meaning_of(failure.code).exit == Exit::locked; }

Problem problem_of(const Failure& failure, const std::string& path) {
  const auto meaning = meaning_of(failure.code);
  return {.rule = meaning.rule,
          .exit = meaning.exit,
          .where = whole_file(path),
          .message = std::string(meaning.message) + ": " + failure.words,
          .hint = meaning.hint};
}

Problem damaged(const std::string& path, const std::string& what) {
  return {.rule = "B69",
          .exit = Exit::corrupt,
          .where = whole_file(path),
          .message = "the journal is damaged: " + what,
          .hint = "restore it from a copy"};
}

}  // namespace interlock::sqlite
