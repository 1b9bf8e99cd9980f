// A strict reader of as much Markdown as the comments use: tells what of a document is not code, and where its
// structure breaks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interlock::testing {

struct MarkdownText {
  std::string prose;      // everything outside of code spans and fences
  std::string complaint;  // the first thing that is broken: an open fence, a table row of too many cells
};
MarkdownText read_markdown(std::string_view text);

std::vector<std::string> lines(std::string_view text);

}  // namespace interlock::testing
