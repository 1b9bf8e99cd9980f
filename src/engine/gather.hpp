// Carries out reads side by side until all of them are in, or one failed.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "engine/paging.hpp"
#include "engine/reader.hpp"

namespace interlock {

/// A machine for `drive`.
class Gathering {
 public:
  Gathering(Connection& connection, Snapshot& snapshot, const std::vector<Read>& reads);

  void advance(Instant now);
  void deliver(const Delivery& delivery, Instant now);
  std::optional<Instant> next_due() const { return std::nullopt; }
  bool finished() const { return signal_ != 0 || (tickets_.empty() && ready_.empty()); }
  void interrupt(int signal);

  Problems problems() const;
  int requests() const { return requests_; }

 private:
  struct Reading {
    explicit Reading(Read what) : read(std::move(what)), paging(read.counted) {}
    Read read;
    Paging paging;
  };

  Call call_of(const Reading& reading) const;
  void take(Reading& reading, std::size_t index, const Response& response);
  void take_page(Reading& reading, std::size_t index, const Value& body);
  void go_on(Reading& reading, std::size_t index, Paging::Next next);
  void fail(Problems problems);

  Connection& connection_;
  Snapshot& snapshot_;
  std::vector<Reading> readings_;
  std::deque<std::size_t> ready_;
  std::map<Ticket, std::size_t> tickets_;
  Problems problems_;
  int requests_ = 0;
  int signal_ = 0;
};

/// One call, answered.
struct Reply {
  Answer answer{};
  int signal = 0;  // that came before the answer
};
Reply ask(Connection& connection, Call call);
/// Several side by side; their replies in the same order.
std::vector<Reply> ask_all(Connection& connection, std::vector<Call> calls);

Problem interrupted_by(int signal);

}  // namespace interlock
