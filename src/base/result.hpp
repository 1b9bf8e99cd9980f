#pragma once

#include <utility>
#include <variant>

#include "base/problem.hpp"

namespace interlock {

/// A value, or every problem that stood in its way. Warnings do not travel here: what can warn takes a Problems&.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : data_(std::move(value)) {}
  Result(Problems problems) : data_(std::move(problems)) {}
  Result(Problem problem) : data_(Problems{std::move(problem)}) {}

  explicit operator bool() const { return std::holds_alternative<T>(data_); }
  T& operator*() & { return std::get<T>(data_); }
  const T& operator*() const& { return std::get<T>(data_); }
  T&& operator*() && { return std::get<T>(std::move(data_)); }
  T* operator->() { return &std::get<T>(data_); }
  const T* operator->() const { return &std::get<T>(data_); }
  const Problems& problems() const { return std::get<Problems>(data_); }

 private:
  std::variant<T, Problems> data_;
};

}  // namespace interlock
