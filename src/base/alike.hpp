// Names that people, or platforms, take for one another (B18, B19).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

/// What names have in common that differ in Unicode normal form, upper and lower case, or outer blanks alone (B18).
std::string folded(std::string_view name);

/// What names have in common that look alike (B19), after UTS #39: compatibility forms and characters that resemble a
/// letter, a digit or a mark of ASCII become that one, what cannot be seen goes. Resemblances between other scripts are
/// not known.
std::string skeleton(std::string_view name);

using Form = std::string (*)(std::string_view);
/// The names, by their index, that have the same form as another: in groups of two or more, ascending, groups by their
/// first. Takes n log n steps.
std::vector<std::vector<std::size_t>> alike(std::span<const std::string_view> names, Form form);

/// By what two names differ that are the same when folded: "upper and lower case", "blanks at its ends"; what cannot
/// be seen with its code points.
std::string fold_difference(std::string_view name, std::string_view other);

/// "U+0430 where the other has U+0061": what tells the name from the other one; at most three places.
std::string difference(std::string_view name, std::string_view other);

}  // namespace interlock
