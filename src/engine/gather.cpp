#include "engine/gather.hpp"

#include <utility>

#include "codec/json.hpp"
#include "engine/failure.hpp"

namespace interlock {
namespace {

/// A machine for `drive` that sends calls, as many at once as the connection may have on their way.
class Questions {
 public:
  Questions(Connection& connection, std::vector<Call> calls)
      : connection_(connection), calls_(std::move(calls)), replies_(calls_.size()) {}

  void advance(Instant) {
    const auto most = static_cast<std::size_t>(connection_.parallelism);
    for (; asked_ < calls_.size() && tickets_.size() < most; ++asked_) {
      tickets_[connection_.courier.submit(std::move(calls_[asked_]))] = asked_;
    }
  }
  void deliver(const Delivery& delivery, Instant) {
    const auto found = tickets_.find(delivery.ticket);
    if (found == tickets_.end()) return;
    replies_[found->second].answer = delivery.answer;
    tickets_.erase(found);
  }
  std::optional<Instant> next_due() const { return std::nullopt; }
  bool finished() const { return signal_ != 0 || (tickets_.empty() && asked_ == calls_.size()); }
  void interrupt(int signal) {
    signal_ = signal;
    connection_.courier.abandon();
  }
  std::vector<Reply> replies() {
    for (const auto& [ticket, index] : tickets_) replies_[index].signal = signal_;
    for (; asked_ < calls_.size(); ++asked_) replies_[asked_].signal = signal_;
    return std::move(replies_);
  }

 private:
  Connection& connection_;
  std::vector<Call> calls_;
  std::vector<Reply> replies_;
  std::map<Ticket, std::size_t> tickets_;
  std::size_t asked_ = 0;
  int signal_ = 0;
};

}  // namespace

std::vector<Reply> ask_all(Connection& connection, std::vector<Call> calls) {
  Questions questions(connection, std::move(calls));
  drive(questions, connection.courier, connection.world);
  return questions.replies();
}

Reply ask(Connection& connection, Call call) { return std::move(ask_all(connection, {std::move(call)}).front()); }

Problem interrupted_by(int signal) {
  return {.rule = "F45", .exit = exit_of_signal(signal), .message = "interrupted while reading; nothing was written"};
}

Gathering::Gathering(Connection& connection, Snapshot& snapshot, const std::vector<Read>& reads)
    : connection_(connection), snapshot_(snapshot) {
  for (const auto& read : reads) {
    ready_.push_back(readings_.size());
    readings_.emplace_back(read);
  }
}

Call Gathering::call_of(const Reading& reading) const {
  return connection_.binding.read_call(reading.read, reading.paging.cursor());
}

void Gathering::advance(Instant) {
  while (!ready_.empty() && tickets_.size() < static_cast<std::size_t>(connection_.parallelism)) {
    const auto index = ready_.front();
    ready_.pop_front();
    tickets_[connection_.courier.submit(call_of(readings_[index]))] = index;
    ++requests_;
  }
}

void Gathering::deliver(const Delivery& delivery, Instant) {
  const auto found = tickets_.find(delivery.ticket);
  if (found == tickets_.end()) return;
  const auto index = found->second;
  tickets_.erase(found);
  auto& reading = readings_[index];
  const auto& answer = delivery.answer;
  if (answer.kind == Answer::Kind::done) return take(reading, index, answer.response);
  if (is_expired_cursor(connection_.binding, answer)) return go_on(reading, index, reading.paging.restart());
  if (answer.kind == Answer::Kind::gone && reading.read.part > Part::inactive) {
    snapshot_.objects[reading.read.kind].erase(reading.read.id);  // deleted since it was listed
    return;
  }
  fail({unreadable(connection_.binding, endpoint(call_of(reading).request), answer)});
}

void Gathering::take(Reading& reading, std::size_t index, const Response& response) {
  constexpr int kPartial = 206;
  const bool is_list = reading.read.part != Part::item;
  if (is_list && response.status == kPartial) return go_on(reading, index, reading.paging.partial());
  const auto body = parse_json(response.body, endpoint(call_of(reading).request));
  if (!body) return fail(body.problems());
  if (is_list) return take_page(reading, index, *body);
  connection_.binding.record_item(snapshot_, reading.read, response, *body);
}

void Gathering::take_page(Reading& reading, std::size_t index, const Value& body) {
  const auto page = connection_.binding.page(body, endpoint(call_of(reading).request));
  if (!page) return fail(page.problems());
  go_on(reading, index, reading.paging.take(*page));
}

void Gathering::go_on(Reading& reading, std::size_t index, Paging::Next next) {
  switch (next) {
    case Paging::Next::page:
      ready_.push_front(index);
      return;  // first: cursors die
    case Paging::Next::complete:
      connection_.binding.record(snapshot_, reading.read, reading.paging.entities());
      return;
    case Paging::Next::failed:
      fail({{.rule = "F27",
             .exit = Exit::unavailable,
             .where = whole_file(endpoint(call_of(reading).request)),
             .message = "the list could not be read wholly: " + reading.paging.why(),
             .hint = "try again when nobody changes the tenant"}});
      return;
  }
}

/// What is on its way still comes in, so that its problems are told too; nothing else starts.
void Gathering::fail(Problems problems) {
  problems_.insert(problems_.end(), problems.begin(), problems.end());
  ready_.clear();
}

void Gathering::interrupt(int signal) {
  signal_ = signal;
  connection_.courier.abandon();
}

Problems Gathering::problems() const {
  auto problems = problems_;
  if (signal_ != 0) problems.push_back(interrupted_by(signal_));
  sort_unique(problems);
  return problems;
}

}  // namespace interlock
