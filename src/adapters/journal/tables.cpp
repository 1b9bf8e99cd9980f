#include "adapters/journal/tables.hpp"

#include "adapters/journal/failures.hpp"
#include "base/text.hpp"

namespace interlock::sqlite {
namespace {

using journal::Reading;
using journal::Record;

std::string seal_of(const LockRow& row) {
  return journal::seal(std::vector<std::string>{row.organization, std::to_string(row.generation), row.holder});
}

std::string seal_of(const RunRow& row) {
  return journal::seal(std::vector<std::string>{row.id, row.organization, std::to_string(row.generation),
                                                std::to_string(row.tip.records), row.tip.hash});
}

}  // namespace

Lock lock_of(const LockRow& row, Lock lock) {
  lock.organization = row.organization;
  lock.generation = row.generation;
  return lock;
}

Problem Tables::damage(const std::string& what) const { return damaged(path_, what); }

void Tables::put(const LockRow& row) {
  Statement(database_, "INSERT OR REPLACE INTO lock(organization, generation, holder, seal) VALUES(?, ?, ?, ?)",
            {row.organization, row.generation, row.holder, seal_of(row)})
      .run();
}

void Tables::put(const RunRow& row) {
  Statement(database_,
            "INSERT OR REPLACE INTO run(id, organization, generation, records, hash, seal) VALUES(?, ?, ?, ?, ?, ?)",
            {row.id, row.organization, row.generation, row.tip.records, row.tip.hash, seal_of(row)})
      .run();
}

void Tables::put(const std::string& run, const Record& record) {
  Statement(database_, "INSERT INTO record(run, number, kind, content, hash) VALUES(?, ?, ?, ?, ?)",
            {run, record.number, record.kind, record.content, record.hash})
      .run();
}

void Tables::put_document(const std::string& run, const char* role, const std::string& text) {
  Statement(database_, "INSERT INTO document(run, role, text) VALUES(?, ?, ?)", {run, std::string(role), text}).run();
}

Problems Tables::find_lock(const std::string& organization, std::optional<LockRow>& row) {
  Statement found(database_, "SELECT generation, holder, seal FROM lock WHERE organization = ?", {organization});
  if (!found.step()) return {};
  row = LockRow{organization, found.integer(0), found.text(1)};
  if (found.text(2) != seal_of(*row))
    return {damage("the lock of organization " + quoted(organization) + ": its seal")};
  return {};
}

Problems Tables::find_run(const std::string& id, std::optional<RunRow>& row) {
  Statement found(database_, "SELECT organization, generation, records, hash, seal FROM run WHERE id = ?", {id});
  if (!found.step()) return {};
  row = RunRow{id, found.text(0), found.integer(1), {found.integer(2), found.text(3)}};
  if (found.text(4) != seal_of(*row)) return {damage("run " + quoted(id) + ": its seal")};
  return {};
}

Problems Tables::find_under_way(const std::string& run, bool& is_under_way) {
  std::optional<RunRow> row;
  if (auto wrong = find_run(run, row); !wrong.empty()) return wrong;
  is_under_way = row.has_value();
  if (!row) return {};
  Reading reading(row->id);
  if (auto wrong = read_records(*row, reading); !wrong.empty()) return wrong;
  is_under_way = !reading.record().summary.end;
  return {};
}

/// F73: a store that was set back to an older state would hand out a generation twice.
Problems Tables::check_generation(const LockRow& row) {
  Statement newest(database_, "SELECT id, generation FROM run WHERE organization = ? ORDER BY generation DESC LIMIT 1",
                   {row.organization});
  if (!newest.step() || newest.integer(1) <= row.generation) return {};
  return {damage("the lock of organization " + quoted(row.organization) + " has generation " +
                 std::to_string(row.generation) + ", run " + quoted(newest.text(0)) + " had " +
                 std::to_string(newest.integer(1)))};
}

Problems Tables::all_locks(std::vector<Lock>& locks) {
  Statement rows(database_, "SELECT organization, generation, holder, seal FROM lock ORDER BY organization");
  while (rows.step()) {
    const LockRow row{rows.text(0), rows.integer(1), rows.text(2)};
    const auto held = parse_lock(row.holder);
    if (rows.text(3) != seal_of(row) || (!held && !row.holder.empty())) {
      return {damage("the lock of organization " + quoted(row.organization) + ": its seal")};
    }
    if (held) locks.push_back(lock_of(row, *held));
  }
  return {};
}

Problems Tables::read_records(const RunRow& row, Reading& reading) {
  const auto of_run = [&](const std::string& what) { return Problems{damage("run " + quoted(row.id) + ", " + what)}; };
  Statement rows(database_, "SELECT number, kind, content, hash FROM record WHERE run = ? ORDER BY number", {row.id});
  while (rows.step()) {
    const auto wrong = reading.take({rows.integer(0), rows.text(1), rows.text(2), rows.text(3)});
    if (wrong) return of_run(*wrong);
  }
  if (!database_.ok()) return {};
  if (const auto wrong = reading.finish(row.tip)) return of_run(*wrong);
  return {};
}

/// B85: nothing is guessed where a document is missing.
Problems Tables::take_documents(Reading& reading) {
  const auto& run = reading.record().summary.head.run;
  Statement rows(database_, "SELECT role, text FROM document WHERE run = ? ORDER BY role", {run});
  int found = 0;
  while (rows.step()) {
    const bool is_plan = rows.text(0) == "plan";
    const auto wrong = is_plan ? reading.take_plan(rows.text(1)) : reading.take_inverse(rows.text(1));
    if (wrong) {
      auto problem = damage("run " + quoted(run) + ": " + *wrong);
      problem.rule = "B85";
      return {problem};
    }
    ++found;
  }
  if (found == 2 || !database_.ok()) return {};
  auto problem = damage("run " + quoted(run) + ": its plan or the inverse of it is missing");
  problem.rule = "B85";
  return {problem};
}

Problems Tables::all_runs(std::vector<RunSummary>& runs) {
  Statement strays(database_, "SELECT run FROM record WHERE run NOT IN (SELECT id FROM run) LIMIT 1");
  if (strays.step()) return {damage("run " + quoted(strays.text(0)) + " has records and no beginning")};
  Statement ids(database_, "SELECT id FROM run ORDER BY id");
  while (ids.step()) {
    std::optional<RunRow> row;
    if (auto wrong = find_run(ids.text(0), row); !wrong.empty()) return wrong;
    if (!row) return {damage("run " + quoted(ids.text(0)) + " cannot be found again")};
    Reading reading(row->id);
    if (auto wrong = read_records(*row, reading); !wrong.empty()) return wrong;
    runs.push_back(std::move(reading.record().summary));
  }
  return {};
}

}  // namespace interlock::sqlite
