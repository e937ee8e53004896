#include "CSimdJSON.h"

#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "JSONValues.h"

using json::failure;
using simdjson::error_message;
namespace ondemand = simdjson::ondemand;

struct json_reader {
  ondemand::parser parser;
  /// Kept between lines: only the longest one takes memory.
  std::vector<json_token> tokens;
};

namespace {

/// Visits every value of a line once, in order.
class token_walk {
 public:
  token_walk(std::vector<json_token> &tokens, std::string_view line) : tokens(tokens), line(line) {}

  failure read_object(ondemand::object object, int depth);

 private:
  failure read_array(ondemand::array array, int depth);
  failure read_value(ondemand::value value, int depth);
  failure read_string(ondemand::value value);
  failure read_atom(ondemand::value value);
  void add(json_token_kind kind, std::string_view text = {});
  void end(size_t start, size_t count);

  std::vector<json_token> &tokens;
  std::string_view line;
};

void token_walk::add(json_token_kind kind, std::string_view text) {
  tokens.push_back({reinterpret_cast<const uint8_t *>(text.data()), text.size(), kind});
}

/// Ends the object or list whose token stands at `start`, and tells it how much it holds.
void token_walk::end(size_t start, size_t count) {
  tokens[start].length = count;
  add(JSON_TOKEN_END);
}

failure token_walk::read_object(ondemand::object object, int depth) {
  if (depth > JSON_DEPTH_MAX) return json::too_deep;
  const size_t start = tokens.size();
  size_t count = 0;
  add(JSON_TOKEN_OBJECT);
  for (auto result : object) {
    ondemand::field field;
    if (auto error = std::move(result).get(field)) return error_message(error);
    std::string_view key;
    if (auto wrong = json::read_key(field, line, key)) return wrong;
    add(JSON_TOKEN_KEY, key);
    if (auto wrong = read_value(field.value(), depth)) return wrong;
    count++;
  }
  end(start, count);
  return nullptr;
}

failure token_walk::read_array(ondemand::array array, int depth) {
  if (depth > JSON_DEPTH_MAX) return json::too_deep;
  const size_t start = tokens.size();
  size_t count = 0;
  add(JSON_TOKEN_LIST);
  for (auto result : array) {
    ondemand::value value;
    if (auto error = std::move(result).get(value)) return error_message(error);
    if (auto wrong = read_value(value, depth)) return wrong;
    count++;
  }
  end(start, count);
  return nullptr;
}

failure token_walk::read_value(ondemand::value value, int depth) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return error_message(error);
  switch (type) {
    case ondemand::json_type::string:
      return read_string(value);
    case ondemand::json_type::object: {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error_message(error);
      return read_object(object, depth + 1);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error_message(error);
      return read_array(array, depth + 1);
    }
    default:
      return read_atom(value);
  }
}

failure token_walk::read_string(ondemand::value value) {
  std::string_view text;
  if (auto wrong = json::read_string(value, text)) return wrong;
  add(JSON_TOKEN_STRING, text);
  return nullptr;
}

failure token_walk::read_atom(ondemand::value value) {
  json::atom kind;
  std::string_view text;
  if (auto wrong = json::read_atom(value, kind, text)) return wrong;
  switch (kind) {
    case json::atom::number:
      add(JSON_TOKEN_NUMBER, text);
      break;
    case json::atom::boolean:
      add(JSON_TOKEN_BOOLEAN, text);
      break;
    case json::atom::null:
      add(JSON_TOKEN_NULL);
      break;
  }
  return nullptr;
}

}  // namespace

extern "C" json_reader *json_reader_create(void) { return new (std::nothrow) json_reader; }

extern "C" void json_reader_destroy(json_reader *reader) { delete reader; }

extern "C" const char *json_reader_read(
    json_reader *reader, const uint8_t *line, size_t length, json_tokens *tokens) {
  const std::string_view text(reinterpret_cast<const char *>(line), length);
  reader->tokens.clear();
  failure wrong;
  try {
    wrong = json::read_line(reader->parser, text, [&](ondemand::object object) {
      return token_walk(reader->tokens, text).read_object(object, 1);
    });
  } catch (const std::bad_alloc &) {
    wrong = "there is no memory for the line";
  }
  *tokens = {reader->tokens.data(), reader->tokens.size()};
  return wrong;
}
