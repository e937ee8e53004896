/// A field as its format gives it, before any check. Bytes are borrowed from the reader: they hold
/// until it moves on, and are valid UTF-8 without U+0000.
struct Field {
  /// What stands in the field.
  enum Content {
    /// Nothing, or null.
    case absent
    /// A text, perhaps an empty one.
    case text(UnsafeBufferPointer<UInt8>)
    /// A number that is not in quotes, as written.
    case number(UnsafeBufferPointer<UInt8>)
    /// An object.
    case object
    /// A truth value or an array.
    case other
  }

  /// What stands in the field; of a repeated one, the first time.
  var content: Content

  /// Whether the field occurs more than once.
  var isRepeated = false

  /// A field that is not there.
  static var absent: Field { Field(content: .absent) }
}

/// The fields of one event, of whatever format, as `UsageEvent` and `VoidEvent` name them.
struct EventFields {
  // In the order of CloudEvents: the envelope, then what stands in `data`.
  var specversion = Field.absent
  var id = Field.absent
  var source = Field.absent
  var type = Field.absent
  var time = Field.absent
  var tenant = Field.absent
  var data = Field.absent
  var sku = Field.absent
  var resource = Field.absent
  var quantity = Field.absent
  var unit = Field.absent
  var target = Field.absent
  var reason = Field.absent
}

/// What a field is called where the event was written; one constant for each of `EventFields`.
struct FieldName {
  /// In CloudEvents, as a path.
  let cloudEvents: String

  /// In a CSV header or a map.
  let column: String

  static let specversion = FieldName(cloudEvents: "specversion", column: "specversion")
  static let id = FieldName(cloudEvents: "id", column: "id")
  static let source = FieldName(cloudEvents: "source", column: "source")
  static let type = FieldName(cloudEvents: "type", column: "type")
  static let time = FieldName(cloudEvents: "time", column: "time")
  static let tenant = FieldName(cloudEvents: "subject", column: "tenant")
  static let data = FieldName(cloudEvents: "data", column: "data")
  static let sku = FieldName(cloudEvents: "data.sku", column: "sku")
  static let resource = FieldName(cloudEvents: "data.resource", column: "resource")
  static let quantity = FieldName(cloudEvents: "data.quantity", column: "quantity")
  static let unit = FieldName(cloudEvents: "data.unit", column: "unit")
  static let target = FieldName(cloudEvents: "data.id", column: "id")
  static let reason = FieldName(cloudEvents: "data.reason", column: "reason")
}
