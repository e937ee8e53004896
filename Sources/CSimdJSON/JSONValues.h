#ifndef JSON_VALUES_H
#define JSON_VALUES_H

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "CSimdJSON.h"
#include "JSONNumber.h"

// What the readers of lines share: each value is checked whole when it is read, for simdjson looks
// only at what it is asked for.

namespace json {

namespace ondemand = simdjson::ondemand;

static_assert(JSON_LINE_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson reads further");

/// NULL, or what is wrong in words.
using failure = const char *;

constexpr failure too_deep = "the JSON is nested too deeply";

/// A token as simdjson gives it reaches up to the next one: cuts the white space between them.
inline std::string_view trimmed(std::string_view token) {
  const size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

inline bool has_zero(std::string_view text) { return std::memchr(text.data(), 0, text.size()); }

/// A string without a backslash is taken where it stands: UTF-8 and control characters were checked
/// when the line was indexed.
inline failure read_string(ondemand::value value, std::string_view &text) {
  const std::string_view token = trimmed(value.raw_json_token());
  if (token.size() < 2 || token.back() != '"') return "a string is not closed";
  text = token.substr(1, token.size() - 2);
  if (std::memchr(text.data(), '\\', text.size())) {
    if (auto error = value.get_string().get(text)) return simdjson::error_message(error);
    if (has_zero(text)) return "a string holds U+0000";
  } else if (auto error = value.get_raw_json_string().error()) {
    // Reads nothing, but moves on: simdjson skips a value that was not read, and would then take
    // `"a":"b":1` for a key and its value.
    return simdjson::error_message(error);
  }
  return nullptr;
}

/// The closing quote is inside the line: an unclosed string was refused when it was indexed.
inline failure read_key(ondemand::field &field, std::string_view line, std::string_view &key) {
  const char *start = field.key().raw();
  const size_t remaining = static_cast<size_t>(line.data() + line.size() - start);
  const void *quote = std::memchr(start, '"', remaining);
  if (!quote) return "a key is not closed";
  key = std::string_view(start, static_cast<size_t>(static_cast<const char *>(quote) - start));
  if (!std::memchr(key.data(), '\\', key.size())) return nullptr;
  if (auto error = field.unescaped_key().get(key)) return simdjson::error_message(error);
  return has_zero(key) ? "a key holds U+0000" : nullptr;
}

/// What stands for itself: a number, true, false or null.
enum class atom { number, boolean, null };

inline failure read_atom(ondemand::value value, atom &kind, std::string_view &text) {
  text = trimmed(value.raw_json_token());
  if (text == "null") {
    kind = atom::null;
  } else if (text == "true" || text == "false") {
    kind = atom::boolean;
  } else if (is_json_number(text)) {
    kind = atom::number;
  } else {
    return "a value is no JSON number, true, false or null";
  }
  return nullptr;
}

/// Indexes a line that is to be one JSON object, has `read` read that object, and sees to it that
/// nothing follows.
template <typename Read>
failure read_line(ondemand::parser &parser, std::string_view line, Read read) {
  ondemand::document document;
  auto indexed = parser.iterate(line.data(), line.size(), line.size() + JSON_LINE_PADDING);
  if (auto error = std::move(indexed).get(document)) return simdjson::error_message(error);
  ondemand::object object;
  if (auto error = document.get_object().get(object)) return simdjson::error_message(error);
  if (auto wrong = read(object)) return wrong;
  const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return is_at_end ? nullptr : "something follows the JSON object";
}

}  // namespace json

#endif
