// A text for people as parts that can be shortened to a screen.
#pragma once

#include <string>
#include <vector>

#include "render/render.hpp"

namespace interlock::render {

struct Section {
  std::string title;               // one line without its break; may be coloured
  std::vector<std::string> items;  // whole lines; the first one of each is what a short form keeps
};

/// `head`, every section that has items, `tail`. On a screen that is too small for it each section keeps as many first
/// lines as fit, and says how many it left out.
std::string fitted(const std::string& head, const std::vector<Section>& sections, const std::string& tail,
                   const Style& style);

}  // namespace interlock::render
