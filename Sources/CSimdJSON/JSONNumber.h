#ifndef JSON_NUMBER_H
#define JSON_NUMBER_H

#include <cstddef>
#include <string_view>

/// Whether the whole text is a number by the grammar of RFC 8259. simdjson checks that only by
/// converting to binary, which refuses long numbers that are valid.
inline bool is_json_number(std::string_view text) {
  const auto skip_digits = [&text] {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') count++;
    text.remove_prefix(count);
    return count;
  };
  const auto skip_any_of = [&text](std::string_view characters) {
    const bool found = !text.empty() && characters.find(text.front()) != std::string_view::npos;
    if (found) text.remove_prefix(1);
    return found;
  };
  skip_any_of("-");
  const bool has_leading_zero = !text.empty() && text.front() == '0';
  const std::size_t integer_digits = skip_digits();
  if (integer_digits == 0 || (has_leading_zero && integer_digits > 1)) return false;
  if (skip_any_of(".") && skip_digits() == 0) return false;
  if (skip_any_of("eE")) {
    skip_any_of("+-");
    if (skip_digits() == 0) return false;
  }
  return text.empty();
}

#endif
