/// A value of a report for programs, put together where its keys are many and each is written once:
/// keys are sorted where it is encoded, what is absent is null.
public indirect enum ReportValue: Encodable, Sendable {
  case null
  case text(String)
  case integer(Int64)
  case flag(Bool)
  case list([ReportValue])
  case object([String: ReportValue])

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .integer(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  static func text(_ text: String?) -> ReportValue { text.map { .text($0) } ?? .null }

  static func integer(_ value: Int) -> ReportValue { .integer(Int64(value)) }

  static func optional<Value>(
    _ value: Value?, _ report: (Value) -> ReportValue
  ) -> ReportValue {
    value.map(report) ?? .null
  }

  static func list<Value>(_ values: [Value], _ report: (Value) -> ReportValue) -> ReportValue {
    .list(values.map(report))
  }
}
