/// A value that is written as null where there is none: a synthesised `encode` leaves such keys
/// out.
public struct Nullable<Value: Encodable>: Encodable {
  let value: Value?

  public init(_ value: Value?) { self.value = value }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
