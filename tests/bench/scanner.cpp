#include "scanner.hpp"

#include <yaml.h>

namespace interlock::bench {

std::size_t scanner_events(const std::string& text) {
  yaml_parser_t parser{};
  if (yaml_parser_initialize(&parser) == 0) return 0;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::size_t events = 0;
  yaml_event_t event{};
  for (bool is_over = false; !is_over && yaml_parser_parse(&parser, &event) != 0; ++events) {
    is_over = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

}  // namespace interlock::bench
