#pragma once

namespace interlock {

/// A visitor of lambdas for std::visit: one alternative each.
template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace interlock
