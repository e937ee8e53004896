internal import Documents

extension RowPlan<Int> {
  /// The plan of a file without a map: columns are called as the fields are, and `unit` may be
  /// missing.
  init(standardColumnsOf header: CSVHeader) throws(ReadError) {
    func optional(_ field: FieldName) throws(ReadError) -> ValueRule<Int>? {
      switch header.find(field.column) {
      case .found(let column): return ValueRule(source: .column(column))
      case .missing: return nil
      case .repeated:
        throw header.error("the column \"\(field.column)\" occurs twice", expected: Self.expected)
      }
    }
    func required(_ field: FieldName) throws(ReadError) -> ValueRule<Int> {
      if let rule = try optional(field) { return rule }
      throw header.error("the column \"\(field.column)\" is missing", expected: Self.expected)
    }
    self.init(
      id: try required(.id), source: try required(.source), time: try required(.time),
      tenant: try required(.tenant), sku: try required(.sku), resource: try required(.resource),
      quantity: try required(.quantity), unit: try optional(.unit))
  }

  private static var expected: String {
    "a header with id,source,time,tenant,sku,resource,quantity and perhaps unit, or a --map"
  }
}
