#include "CSimdJSON.h"

#include <new>
#include <string_view>
#include <utility>

#include "JSONValues.h"

using json::failure;
using simdjson::error_message;
namespace ondemand = simdjson::ondemand;

struct event_parser {
  ondemand::parser parser;
};

namespace {

/// simdjson looks only at what is asked for, so every value of the line is visited once: that is
/// what makes the parts nobody reads valid too.
class line_walk {
 public:
  line_walk(event_fields &fields, std::string_view line) : fields(fields), line(line) {}

  using field_of_key = event_value *(*)(event_fields &, std::string_view);

  failure read_object(ondemand::object object, field_of_key field_of, int depth);

 private:
  failure read_array(ondemand::array array, int depth);
  failure read_value(ondemand::value value, event_value *target, int depth);
  failure read_string(ondemand::value value, event_value &target);
  failure read_atom(ondemand::value value, event_value &target);

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

void keep(event_value &target, event_value_kind kind, std::string_view text = {}) {
  target.kind = kind;
  target.bytes = reinterpret_cast<const uint8_t *>(text.data());
  target.length = text.size();
}

failure line_walk::read_object(ondemand::object object, field_of_key field_of, int depth) {
  if (depth > JSON_DEPTH_MAX) return json::too_deep;
  for (auto result : object) {
    ondemand::field field;
    if (auto error = std::move(result).get(field)) return error_message(error);
    std::string_view key;
    if (auto wrong = json::read_key(field, line, key)) return wrong;
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
  if (depth > JSON_DEPTH_MAX) return json::too_deep;
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

failure line_walk::read_string(ondemand::value value, event_value &target) {
  std::string_view text;
  if (auto wrong = json::read_string(value, text)) return wrong;
  keep(target, EVENT_VALUE_STRING, text);
  return nullptr;
}

failure line_walk::read_atom(ondemand::value value, event_value &target) {
  json::atom kind;
  std::string_view text;
  if (auto wrong = json::read_atom(value, kind, text)) return wrong;
  switch (kind) {
    case json::atom::number:
      keep(target, EVENT_VALUE_NUMBER, text);
      break;
    case json::atom::boolean:
      keep(target, EVENT_VALUE_OTHER);
      break;
    case json::atom::null:
      keep(target, EVENT_VALUE_NULL);
      break;
  }
  return nullptr;
}

}  // namespace

extern "C" event_parser *event_parser_create(void) { return new (std::nothrow) event_parser; }

extern "C" void event_parser_destroy(event_parser *parser) { delete parser; }

extern "C" const char *event_parser_read(
    event_parser *parser, const uint8_t *line, size_t length, event_fields *fields) {
  *fields = {};
  const std::string_view text(reinterpret_cast<const char *>(line), length);
  return json::read_line(parser->parser, text, [&](ondemand::object object) {
    return line_walk(*fields, text).read_object(object, root_field, 1);
  });
}
