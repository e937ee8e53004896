#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The bytes that must be readable, whatever they hold, behind the last byte of a line.
#define JSON_LINE_PADDING 64

/// How deep arrays and objects of one line may be nested.
#define JSON_DEPTH_MAX 64

/// What stands in a field. Zero, so that cleared memory means absent.
typedef enum event_value_kind : uint8_t {
  EVENT_VALUE_ABSENT = 0,
  EVENT_VALUE_NULL,
  EVENT_VALUE_STRING,
  EVENT_VALUE_NUMBER,
  EVENT_VALUE_OBJECT,
  EVENT_VALUE_OTHER,
} event_value_kind;

/// One field. `bytes` is set for a string (unescaped UTF-8, without U+0000) and for a number (as
/// written); it points into the line or into the parser, and holds until either is used again.
typedef struct event_value {
  const uint8_t *_Nullable bytes;
  size_t length;
  event_value_kind kind;
  /// The key occurs more than once; the first occurrence is kept.
  bool is_repeated;
} event_value;

/// The fields of a line that a usage or a void event may have; `data_` are those inside `data`.
typedef struct event_fields {
  event_value specversion, id, source, type, time, subject, data;
  event_value data_sku, data_resource, data_quantity, data_unit, data_id, data_reason;
} event_fields;

/// A parser with the memory that it keeps between lines. For one thread at a time.
typedef struct event_parser event_parser;

/// NULL where there is no memory.
event_parser *_Nullable event_parser_create(void);

void event_parser_destroy(event_parser *_Nonnull parser);

/// Reads one line, which must be one JSON object, valid in all its parts. Behind `length` bytes,
/// JSON_LINE_PADDING more must be readable.
///
/// Returns NULL, or what is wrong in words (static memory); `fields` then has what came before.
const char *_Nullable event_parser_read(
    event_parser *_Nonnull parser, const uint8_t *_Nonnull line, size_t length,
    event_fields *_Nonnull fields);

/// What stands at a place of a line.
typedef enum json_token_kind : uint8_t {
  /// An object begins: keys follow, each with its value, then its JSON_TOKEN_END.
  JSON_TOKEN_OBJECT,
  /// A list begins: values follow, then its JSON_TOKEN_END.
  JSON_TOKEN_LIST,
  JSON_TOKEN_END,
  JSON_TOKEN_KEY,
  JSON_TOKEN_STRING,
  JSON_TOKEN_NUMBER,
  JSON_TOKEN_BOOLEAN,
  JSON_TOKEN_NULL,
} json_token_kind;

/// One token. `bytes` is set for keys and strings (unescaped UTF-8, without U+0000), for numbers
/// and for `true` and `false` (as written). `length` is theirs; of an object or a list that has
/// ended it is how many keys or items that has.
typedef struct json_token {
  const uint8_t *_Nullable bytes;
  size_t length;
  json_token_kind kind;
} json_token;

/// The tokens of a line in their order. They, and the bytes they point to, hold until the line or
/// the reader is used again.
typedef struct json_tokens {
  const json_token *_Nullable start;
  size_t count;
} json_tokens;

/// A reader of any JSON, with the memory that it keeps between lines. For one thread at a time.
typedef struct json_reader json_reader;

/// NULL where there is no memory.
json_reader *_Nullable json_reader_create(void);

void json_reader_destroy(json_reader *_Nonnull reader);

/// Reads one line, which must be one JSON object, valid in all its parts, whatever its keys. Behind
/// `length` bytes, JSON_LINE_PADDING more must be readable.
///
/// Returns NULL, or what is wrong in words (static memory); `tokens` then has what came before.
const char *_Nullable json_reader_read(
    json_reader *_Nonnull reader, const uint8_t *_Nonnull line, size_t length,
    json_tokens *_Nonnull tokens);

#ifdef __cplusplus
}
#endif

#endif
