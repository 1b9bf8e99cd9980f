// The characters that look like one of ASCII that names are made of: confusables.txt of UTS #39, Unicode 15, its
// prototypes that are a single letter, digit or mark. What NFKD already makes of a character (full-width, mathematical
// and circled letters) is not here. A table, since ICU, the library that has all of it, weighs 36 MB and would cost
// every start of the tool a seventh of its time.
#include "base/confusables.hpp"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

struct Row {
  std::string_view looks_like;
  std::u16string_view characters;
};

constexpr std::array kRows{
    // Of ASCII itself: zero and O; one, capital I, bar and small L; m and rn.
    Row{"O", u"0"},
    Row{"l", u"1I|"},
    Row{"rn", u"m"},
    Row{"'", u"`"},
    Row{"&", u"\ua778"},
    Row{"'",
        u"\u02b9\u02bb\u02bc\u02bd\u02be\u02c8\u02ca\u02cb\u02f4\u055a\u055d\u05d9\u05f3\u07f4\u07f5\u144a\u16cc\u2018"
        u"\u2019\u201b\u2032\u2035\ua78c"},
    Row{",", u"\u060d\u066b\u201a\ua4f9"},
    Row{"-", u"\u02d7\u06d4\u2010\u2012\u2013\u2043\u2212\u2796\u2cba"},
    Row{".", u"\u0660\u06f0\u0701\u0702\ua4f8\ua60e"},
    Row{"/", u"\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8\u2cc6\u3033\u30ce\u31d3\u4e3f"},
    Row{"2", u"\u01a7\u03e8\u14bf\ua644\ua6ef\ua75a"},
    Row{"3", u"\u01b7\u021c\u0417\u04e0\u2ccc\ua76a\ua7ab"},
    Row{"4", u"\u13ce"},
    Row{"5", u"\u01bc"},
    Row{"6", u"\u0431\u13ee\u2cd2"},
    Row{"8", u"\u0222\u0223\u09ea\u0a6a\u0b03"},
    Row{"9", u"\u09ed\u0a67\u0b68\u0d6d\u2cca\ua76e"},
    Row{":", u"\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236\ua4fd\ua789"},
    Row{"A", u"\u0391\u0410\u13aa\u15c5\ua4ee"},
    Row{"B", u"\u0392\u0412\u13f4\u15f7\ua4d0\ua7b4"},
    Row{"C", u"\u0421\u13df\u2ca4\ua4da"},
    Row{"D", u"\u13a0\u15de\u15ea\ua4d3"},
    Row{"E", u"\u0395\u0415\u13ac\u22ff\u2d39\ua4f0"},
    Row{"F", u"\u03dc\u15b4\ua4dd\ua798"},
    Row{"G", u"\u050c\u13c0\u13f3\ua4d6"},
    Row{"H", u"\u0397\u041d\u13bb\u157c\u2c8e\ua4e7"},
    Row{"J", u"\u037f\u0408\u13ab\u148d\ua4d9\ua7b2"},
    Row{"K", u"\u039a\u041a\u13e6\u16d5\u2c94\ua4d7"},
    Row{"L", u"\u13de\u14aa\u2cd0\ua4e1"},
    Row{"M", u"\u039c\u03fa\u041c\u13b7\u15f0\u16d6\u2c98\ua4df"},
    Row{"N", u"\u039d\u2c9a\ua4e0"},
    Row{"O", u"\u039f\u041e\u0555\u07c0\u09e6\u0b20\u0b66\u12d0\u2c9e\u2d54\u3007\ua4f3"},
    Row{"P", u"\u03a1\u0420\u13e2\u146d\u2ca2\ua4d1"},
    Row{"Q", u"\u2d55"},
    Row{"R", u"\u01a6\u13a1\u13d2\u1587\ua4e3"},
    Row{"S", u"\u0405\u054f\u13d5\u13da\ua4e2"},
    Row{"T", u"\u03a4\u0422\u13a2\u22a4\u27d9\u2ca6\ua4d4"},
    Row{"U", u"\u054d\u1200\u144c\u222a\u22c3\ua4f4"},
    Row{"V", u"\u0474\u0667\u06f7\u13d9\u142f\u2d38\ua4e6\ua6df"},
    Row{"W", u"\u051c\u13b3\u13d4\ua4ea"},
    Row{"X", u"\u03a7\u0425\u166d\u16b7\u2573\u2cac\u2d5d\ua4eb\ua7b3"},
    Row{"Y", u"\u03a5\u0423\u04ae\u13a9\u13bd\u2ca8\ua4ec"},
    Row{"Z", u"\u0396\u13c3\ua4dc"},
    Row{"_", u"\u07fa"},
    Row{"a", u"\u0251\u03b1\u0430\u237a"},
    Row{"b", u"\u0184\u042c\u13cf\u1472\u15af"},
    Row{"c", u"\u0441\u1d04\u2ca5\uabaf"},
    Row{"d", u"\u0501\u13e7\u146f\ua4d2"},
    Row{"e", u"\u0435\u04bd\u212e\uab32"},
    Row{"f", u"\u0584\u1e9d\ua799\uab35"},
    Row{"g", u"\u018d\u0261\u0581\u1d83"},
    Row{"h", u"\u04bb\u0570\u13c2"},
    Row{"i", u"\u0131\u0269\u026a\u03b9\u0456\u04cf\u13a5\u2373\ua647\uab75"},
    Row{"j", u"\u03f3\u0458"},
    Row{"l",
        u"\u0196\u01c0\u0399\u0406\u04c0\u05c0\u05d5\u05df\u0627\u0661\u06f1\u07ca\u16c1\u2223\u23fd\u2c92\u2d4f"
        u"\ua4f2"},
    Row{"n", u"\u0578\u057c"},
    Row{"o",
        u"\u03bf\u03c3\u043e\u0585\u05e1\u0647\u0665\u06be\u06c1\u06d5\u06f5\u0966\u0a66\u0ae6\u0be6\u0c02\u0c66\u0c82"
        u"\u0ce6\u0d02\u0d20\u0d66\u0d82\u0e50\u0ed0\u101d\u1040\u10ff\u1d0f\u1d11\u2c9f\uab3d"},
    Row{"p", u"\u03c1\u0440\u2374\u2ca3"},
    Row{"q", u"\u051b\u0563\u0566"},
    Row{"r", u"\u0433\u1d26\u2c85\uab47\uab48\uab81"},
    Row{"s", u"\u01bd\u0455\ua731\uabaa"},
    Row{"u", u"\u028b\u03c5\u057d\u1d1c\ua79f\uab4e\uab52"},
    Row{"v", u"\u03bd\u0475\u05d8\u1d20\u2228\u22c1\uaba9"},
    Row{"w", u"\u026f\u0461\u051d\u0561\u1d21\uab83"},
    Row{"x", u"\u00d7\u0445\u1541\u157d\u166e\u292b\u292c\u2a2f"},
    Row{"y", u"\u0263\u028f\u03b3\u0443\u04af\u10e7\u1d8c\u1eff\uab5a"},
    Row{"z", u"\u1d22\uab93"},
};

struct Pair {
  char16_t character = 0;
  std::string_view looks_like{};
};

consteval std::size_t count() {
  std::size_t total = 0;
  for (const auto& row : kRows) total += row.characters.size();
  return total;
}

consteval auto sorted_pairs() {
  std::array<Pair, count()> pairs{};
  std::size_t next = 0;
  for (const auto& row : kRows) {
    for (const auto character : row.characters) pairs[next++] = {character, row.looks_like};
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.character < b.character; });
  return pairs;
}
constexpr auto kPairs = sorted_pairs();

/// Most names are of ASCII alone.
consteval auto ascii_rows() {
  std::array<std::string_view, 0x80> rows{};
  for (const auto& pair : kPairs) {
    if (pair.character < rows.size()) rows[pair.character] = pair.looks_like;
  }
  return rows;
}
constexpr auto kAscii = ascii_rows();

}  // namespace

std::string_view lookalike(char32_t c) {
  if (c < kAscii.size()) return kAscii[c];
  const auto found = std::lower_bound(kPairs.begin(), kPairs.end(), c,
                                      [](const Pair& pair, char32_t wanted) { return pair.character < wanted; });
  return found != kPairs.end() && found->character == c ? found->looks_like : std::string_view();
}

}  // namespace interlock
