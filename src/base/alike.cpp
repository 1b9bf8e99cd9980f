#include "base/alike.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/characters.hpp"
#include "base/confusables.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kShownPlaces = 3;
constexpr std::size_t kShownInPlace = 8;

/// Eight bytes at a time: most names are of ASCII alone, and all names are asked.
bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0, eight = 0;
  for (; text.size() >= sizeof(eight); text.remove_prefix(sizeof(eight))) {
    std::memcpy(&eight, text.data(), sizeof(eight));
    bits |= eight;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & 0x8080808080808080) == 0;
}

std::string_view without_ascii_blanks(std::string_view text) {
  while (!text.empty() && is_blank(static_cast<char32_t>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && is_blank(static_cast<char32_t>(text.back()))) text.remove_suffix(1);
  return text;
}

/// Text that is no valid UTF-8 comes back as it is.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* result = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | options));
  if (length < 0) return std::string(text);
  std::string copy(reinterpret_cast<const char*>(result), static_cast<std::size_t>(length));
  std::free(result);
  return copy;
}

/// FNV-1a: names are told apart by it first, so that only those of one hash are compared as texts.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

/// Adds the groups of one form among indices whose forms have the same hash.
void add_groups(std::span<const std::string_view> names, Form form, std::span<const std::size_t> indices,
                std::vector<std::vector<std::size_t>>& groups) {
  std::vector<std::pair<std::string, std::size_t>> forms;
  for (const auto index : indices) forms.emplace_back(form(names[index]), index);
  std::sort(forms.begin(), forms.end());
  for (auto begin = forms.begin(); begin != forms.end();) {
    const auto end = std::find_if(begin, forms.end(), [&](const auto& other) { return other.first != begin->first; });
    if (end - begin > 1) {
      auto& group = groups.emplace_back();
      for (auto at = begin; at != end; ++at) group.push_back(at->second);
    }
    begin = end;
  }
}

std::u32string code_points_of(std::string_view text) {
  std::u32string points;
  while (!text.empty()) points += take_code_point(text);
  return points;
}

std::string names_of(std::u32string_view points) {
  std::string text;
  for (const auto point : points.substr(0, kShownInPlace)) text += (text.empty() ? "" : " ") + code_point_name(point);
  if (points.size() > kShownInPlace) text += " and more";
  return text.empty() ? "nothing" : text;
}

std::string instead(std::u32string_view here, std::u32string_view there) {
  return names_of(here) + " where the other has " + names_of(there);
}

}  // namespace

std::string folded(std::string_view name) {
  if (is_ascii(name)) return lower_case(without_ascii_blanks(name));
  return without_outer_blanks(mapped(name, UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
}

std::string skeleton(std::string_view name) {
  std::string result;
  result.reserve(name.size() * 2);
  if (is_ascii(name)) {
    for (const char c : name) {
      const auto looks_like = lookalike(static_cast<char32_t>(c));
      looks_like.empty() ? result.push_back(c) : void(result.append(looks_like));
    }
    return result;
  }
  const auto plain = mapped(name, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
  for (std::string_view rest = plain; !rest.empty();) {
    const auto before = rest;
    const char32_t c = take_code_point(rest);
    if (is_hidden(c)) continue;
    const auto looks_like = lookalike(c);
    result += looks_like.empty() ? before.substr(0, before.size() - rest.size()) : looks_like;
  }
  return result;
}

std::vector<std::vector<std::size_t>> alike(std::span<const std::string_view> names, Form form) {
  std::vector<std::pair<std::uint64_t, std::size_t>> hashes;
  hashes.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) hashes.emplace_back(hash(form(names[i])), i);
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::vector<std::size_t>> groups;
  std::vector<std::size_t> indices;
  for (std::size_t begin = 0, end = 0; begin < hashes.size(); begin = end) {
    for (indices.clear(); end < hashes.size() && hashes[end].first == hashes[begin].first; ++end) {
      indices.push_back(hashes[end].second);
    }
    if (indices.size() > 1) add_groups(names, form, indices, groups);
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

std::string fold_difference(std::string_view name, std::string_view other) {
  const auto seen = [&](std::string_view what) { return std::string(what) + " (" + difference(name, other) + ")"; };
  if (nfc(name) == nfc(other)) return seen("the Unicode form of its characters");
  if (without_outer_blanks(name) == without_outer_blanks(other)) return seen("blanks at its ends");
  return "upper and lower case";
}

std::string difference(std::string_view name, std::string_view other) {
  const auto here = code_points_of(name), there = code_points_of(other);
  if (here.size() != there.size()) {
    const auto [h, t] = std::mismatch(here.begin(), here.end(), there.begin(), there.end());
    const auto front = static_cast<std::size_t>(h - here.begin());
    const auto longest = std::min(here.size(), there.size()) - front;
    std::size_t back = 0;
    while (back < longest && here[here.size() - 1 - back] == there[there.size() - 1 - back]) ++back;
    const auto middle = [&](const std::u32string& points) {
      return std::u32string_view(points).substr(front, points.size() - front - back);
    };
    return instead(middle(here), middle(there));
  }
  std::vector<std::string> texts;
  std::size_t places = 0;
  for (std::size_t i = 0; i < here.size(); ++i) {
    if (here[i] == there[i] || ++places > kShownPlaces) continue;
    texts.push_back(instead({&here[i], 1}, {&there[i], 1}));
  }
  if (places > kShownPlaces) texts.push_back("and " + std::to_string(places - kShownPlaces) + " more");
  return join(texts, ", ");
}

}  // namespace interlock
