#include "CSimdJSON.h"

#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "JSONNumber.h"

using simdjson::error_message;
namespace ondemand = simdjson::ondemand;

static_assert(EVENT_LINE_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson reads further");

struct event_parser {
  ondemand::parser parser;
};

namespace {

/// NULL, or what is wrong in words.
using failure = const char *;

/// simdjson looks only at what is asked for, so every value of the line is visited once: that is
/// what makes the parts nobody reads valid too.
class line_walk {
 public:
  line_walk(event_fields &fields, std::string_view line) : fields(fields), line(line) {}

  failure read_root(ondemand::document &document);

 private:
  using field_of_key = event_value *(*)(event_fields &, std::string_view);

  failure read_object(ondemand::object object, field_of_key field_of, int depth);
  failure read_array(ondemand::array array, int depth);
  failure read_value(ondemand::value value, event_value *target, int depth);
  failure read_string(ondemand::value value, event_value &target);
  failure read_atom(ondemand::value value, event_value &target);
  failure read_key(ondemand::field &field, std::string_view &key);

  event_fields &fields;
  std::string_view line;
};

event_value *unread_field(event_fields &, std::string_view) { return nullptr; }

event_value *root_field(event_fields &fields, std::string_view key) {
  if (key == "id") return &fields.id;
  if (key == "source") return &fields.source;
  if (key == "type") return &fields.type;
  if (key == "time") return &fields.time;
  if (key == "subject") return &fields.subject;
  if (key == "data") return &fields.data;
  if (key == "specversion") return &fields.specversion;
  return nullptr;
}

event_value *data_field(event_fields &fields, std::string_view key) {
  if (key == "sku") return &fields.data_sku;
  if (key == "resource") return &fields.data_resource;
  if (key == "quantity") return &fields.data_quantity;
  if (key == "unit") return &fields.data_unit;
  if (key == "id") return &fields.data_id;
  if (key == "reason") return &fields.data_reason;
  return nullptr;
}

/// A token as simdjson gives it reaches up to the next one: cuts the white space between them.
std::string_view trimmed(std::string_view token) {
  const size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

void keep(event_value &target, event_value_kind kind, std::string_view text = {}) {
  target.kind = kind;
  target.bytes = reinterpret_cast<const uint8_t *>(text.data());
  target.length = text.size();
}

failure line_walk::read_root(ondemand::document &document) {
  ondemand::object object;
  if (auto error = document.get_object().get(object)) return error_message(error);
  if (auto wrong = read_object(object, root_field, 1)) return wrong;
  const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return is_at_end ? nullptr : "something follows the JSON object";
}

failure line_walk::read_object(ondemand::object object, field_of_key field_of, int depth) {
  if (depth > EVENT_DEPTH_MAX) return "the JSON is nested too deeply";
  for (auto result : object) {
    ondemand::field field;
    if (auto error = std::move(result).get(field)) return error_message(error);
    std::string_view key;
    if (auto wrong = read_key(field, key)) return wrong;
    event_value *target = field_of(fields, key);
    const bool is_repeated = target && target->kind != EVENT_VALUE_ABSENT;
    if (is_repeated) target->is_repeated = true;
    if (auto wrong = read_value(field.value(), is_repeated ? nullptr : target, depth)) {
      return wrong;
    }
  }
  return nullptr;
}

failure line_walk::read_array(ondemand::array array, int depth) {
  if (depth > EVENT_DEPTH_MAX) return "the JSON is nested too deeply";
  for (auto result : array) {
    ondemand::value value;
    if (auto error = std::move(result).get(value)) return error_message(error);
    if (auto wrong = read_value(value, nullptr, depth)) return wrong;
  }
  return nullptr;
}

/// Checks a value whole, and keeps it where it has a target.
failure line_walk::read_value(ondemand::value value, event_value *target, int depth) {
  event_value unread{};
  event_value &kept = target ? *target : unread;
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return error_message(error);
  switch (type) {
    case ondemand::json_type::string:
      return read_string(value, kept);
    case ondemand::json_type::object: {
      keep(kept, EVENT_VALUE_OBJECT);
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error_message(error);
      return read_object(object, target == &fields.data ? data_field : unread_field, depth + 1);
    }
    case ondemand::json_type::array: {
      keep(kept, EVENT_VALUE_OTHER);
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error_message(error);
      return read_array(array, depth + 1);
    }
    default:
      return read_atom(value, kept);
  }
}

/// A string without a backslash is taken where it stands: UTF-8 and control characters were checked
/// when the line was indexed.
failure line_walk::read_string(ondemand::value value, event_value &target) {
  std::string_view token = trimmed(value.raw_json_token());
  if (token.size() < 2 || token.back() != '"') return "a string is not closed";
  std::string_view text = token.substr(1, token.size() - 2);
  if (std::memchr(text.data(), '\\', text.size())) {
    if (auto error = value.get_string().get(text)) return error_message(error);
    if (std::memchr(text.data(), 0, text.size())) return "a string holds U+0000";
  } else if (auto error = value.get_raw_json_string().error()) {
    // Reads nothing, but moves on: simdjson skips a value that was not read, and would then take
    // `"a":"b":1` for a key and its value.
    return error_message(error);
  }
  keep(target, EVENT_VALUE_STRING, text);
  return nullptr;
}

failure line_walk::read_atom(ondemand::value value, event_value &target) {
  const std::string_view token = trimmed(value.raw_json_token());
  if (token == "null") {
    keep(target, EVENT_VALUE_NULL);
  } else if (token == "true" || token == "false") {
    keep(target, EVENT_VALUE_OTHER);
  } else if (is_json_number(token)) {
    keep(target, EVENT_VALUE_NUMBER, token);
  } else {
    return "a value is no JSON number, true, false or null";
  }
  return nullptr;
}

/// The closing quote is inside the line: an unclosed string was refused when it was indexed.
failure line_walk::read_key(ondemand::field &field, std::string_view &key) {
  const char *start = field.key().raw();
  const size_t remaining = static_cast<size_t>(line.data() + line.size() - start);
  const void *quote = std::memchr(start, '"', remaining);
  if (!quote) return "a key is not closed";
  key = std::string_view(start, static_cast<size_t>(static_cast<const char *>(quote) - start));
  if (!std::memchr(key.data(), '\\', key.size())) return nullptr;
  if (auto error = field.unescaped_key().get(key)) return error_message(error);
  return std::memchr(key.data(), 0, key.size()) ? "a key holds U+0000" : nullptr;
}

}  // namespace

extern "C" event_parser *event_parser_create(void) { return new (std::nothrow) event_parser; }

extern "C" void event_parser_destroy(event_parser *parser) { delete parser; }

extern "C" const char *event_parser_read(
    event_parser *parser, const uint8_t *line, size_t length, event_fields *fields) {
  *fields = {};
  ondemand::document document;
  auto indexed = parser->parser.iterate(line, length, length + EVENT_LINE_PADDING);
  if (auto error = std::move(indexed).get(document)) return error_message(error);
  const std::string_view text(reinterpret_cast<const char *>(line), length);
  return line_walk(*fields, text).read_root(document);
}
