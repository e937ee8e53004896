/// An array of one dimension; elements may be NULL where they are optional.
extension Array: PostgresValue where Element: PostgresElement {
  /// The array type of the elements' type.
  public static var postgresType: PostgresType { Element.postgresType.array }
}

extension Array: PostgresEncodable where Element: PostgresElement & PostgresEncodable {
  /// Dimensions, a flag for NULLs, the elements' type, length, lower bound; then the elements.
  ///
  /// - Throws: `value_out_of_range`, naming the element.
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    guard let length = Int32(exactly: count) else {
      throw .valueOutOfRange("an array of \(count) elements")
    }
    buffer.append(Int32(isEmpty ? 0 : 1))
    buffer.append(Int32(contains(where: \.isNull) ? 1 : 0))
    buffer.append(Element.postgresType.oid)
    if isEmpty { return }
    buffer.append(length)
    buffer.append(Int32(1))
    for (index, element) in enumerated() {
      do throws(PostgresError) {
        try buffer.appendField(element)
      } catch {
        throw .valueOutOfRange("element \(index + 1) of the array: \(error.message)")
      }
    }
  }
}

extension Array: PostgresDecodable where Element: PostgresElement & PostgresDecodable {
  /// The elements in order; the lower bound falls away.
  ///
  /// - Throws: `unexpected_result` for more than one dimension, another type of elements or a NULL
  ///   where they are not optional; `value_out_of_range`.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = []
    let dimensions = try reader.integer(Int32.self)
    _ = try reader.integer(Int32.self)
    let type = try reader.integer(UInt32.self)
    guard Element.accepts(typeOID: type), dimensions <= 1 else {
      throw .unexpectedResult(
        "an array of \(dimensions) dimensions of the type with the OID \(type), "
          + "where one of \(Element.postgresType.name) is expected")
    }
    guard dimensions == 1 else { return }
    let length = try reader.integer(Int32.self)
    _ = try reader.integer(Int32.self)
    guard length >= 0, Int(length) <= reader.count / 4 else {
      throw .unexpectedResult("an array of \(length) elements in \(reader.count) bytes")
    }
    reserveCapacity(Int(length))
    for _ in 0..<length { append(try Self.element(&reader)) }
  }

  private static func element(_ reader: inout PostgresReader) throws(PostgresError) -> Element {
    let length = try reader.integer(Int32.self)
    guard length >= 0 else { return try Element.decoded(from: nil) }
    return try Element.decoded(from: try reader.take(Int(length)))
  }
}
