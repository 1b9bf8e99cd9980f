#include "engine/gather.hpp"

#include <utility>

#include "codec/json.hpp"
#include "engine/failure.hpp"

namespace interlock {
namespace {

/// A machine for `drive` that sends one call.
class Question {
 public:
  Question(Courier& courier, Call call) : courier_(courier), call_(std::move(call)) {}

  void advance(Instant) {
    if (!std::exchange(is_asked_, true)) ticket_ = courier_.submit(std::move(call_));
  }
  void deliver(const Delivery& delivery, Instant) {
    if (delivery.ticket == ticket_) answer_ = delivery.answer;
  }
  std::optional<Instant> next_due() const { return std::nullopt; }
  bool finished() const { return answer_ || signal_ != 0; }
  void interrupt(int signal) {
    signal_ = signal;
    courier_.abandon();
  }
  Reply reply() const { return {answer_.value_or(Answer{}), answer_ ? 0 : signal_}; }

 private:
  Courier& courier_;
  Call call_;
  bool is_asked_ = false;
  Ticket ticket_ = 0;
  std::optional<Answer> answer_;
  int signal_ = 0;
};

}  // namespace

Reply ask(Connection& connection, Call call) {
  Question question(connection.courier, std::move(call));
  drive(question, connection.courier, connection.world);
  return question.reply();
}

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
