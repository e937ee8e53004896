internal import CSimdJSON

/// Reads the fields of CloudEvents in JSON, through simdjson. Keeps its memory between events.
final class JSONEventParser {
  private let parser: OpaquePointer

  /// `file` names the input in errors.
  init(file: String) throws(ReadError) {
    guard let parser = event_parser_create() else {
      throw ReadError(
        .noMemory, file: file, "the JSON parser could not be started",
        expected: "a few KiB of free memory")
    }
    self.parser = parser
  }

  deinit { event_parser_destroy(parser) }

  /// Reads one line and lends its fields. Where the line is not valid JSON, `problem` says why, and
  /// the fields are those before it.
  ///
  /// - Precondition: `JSON_LINE_PADDING` bytes can be read behind the line.
  func read<Result>(
    _ line: UnsafeBufferPointer<UInt8>, _ body: (EventFields, _ problem: String?) -> Result
  ) -> Result {
    guard let start = line.baseAddress else { return body(EventFields(), "the line is empty") }
    var fields = event_fields()
    let problem = event_parser_read(parser, start, line.count, &fields)
    return body(EventFields(fields), problem.map { String(cString: $0) })
  }
}

extension EventFields {
  fileprivate init(_ fields: event_fields) {
    specversion = Field(fields.specversion)
    id = Field(fields.id)
    source = Field(fields.source)
    type = Field(fields.type)
    time = Field(fields.time)
    tenant = Field(fields.subject)
    data = Field(fields.data)
    sku = Field(fields.data_sku)
    resource = Field(fields.data_resource)
    quantity = Field(fields.data_quantity)
    unit = Field(fields.data_unit)
    target = Field(fields.data_id)
    reason = Field(fields.data_reason)
  }
}

extension Field {
  fileprivate init(_ value: event_value) {
    let bytes = UnsafeBufferPointer(start: value.bytes, count: value.length)
    switch value.kind {
    case EVENT_VALUE_ABSENT, EVENT_VALUE_NULL: content = .absent
    case EVENT_VALUE_STRING: content = .text(bytes)
    case EVENT_VALUE_NUMBER: content = .number(bytes)
    case EVENT_VALUE_OBJECT: content = .object
    default: content = .other
    }
    isRepeated = value.is_repeated
  }
}
