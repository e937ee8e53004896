internal import Documents

/// How the fields of a usage event are made from a row. `Column` names a column, by name and then
/// by index.
struct RowPlan<Column: Sendable>: Sendable {
  /// Rows that do not meet all of them are not read.
  var conditions: [RowCondition<Column>] = []

  // One rule for each field of a usage event.
  let id: ValueRule<Column>
  let source: ValueRule<Column>
  let time: ValueRule<Column>
  let tenant: ValueRule<Column>
  let sku: ValueRule<Column>
  let resource: ValueRule<Column>
  let quantity: ValueRule<Column>
  let unit: ValueRule<Column>?

  /// The same plan with its columns named in another way.
  func mappingColumns<Other, Failure: Error>(
    _ transform: (Column) throws(Failure) -> Other
  ) throws(Failure) -> RowPlan<Other> {
    var mappedConditions: [RowCondition<Other>] = []
    for condition in conditions {
      mappedConditions.append(try condition.mappingColumns(transform))
    }
    var mappedUnit: ValueRule<Other>?
    if let unit { mappedUnit = try unit.mappingColumns(transform) }
    return RowPlan<Other>(
      conditions: mappedConditions,
      id: try id.mappingColumns(transform),
      source: try source.mappingColumns(transform),
      time: try time.mappingColumns(transform),
      tenant: try tenant.mappingColumns(transform),
      sku: try sku.mappingColumns(transform),
      resource: try resource.mappingColumns(transform),
      quantity: try quantity.mappingColumns(transform),
      unit: mappedUnit)
  }
}

extension RowPlan<Int> {
  /// Whether the row is to be read.
  func selects(_ row: CSVRow) -> Bool {
    conditions.allSatisfy { $0.holds(in: row) }
  }

  /// Makes the fields of a usage event and lends them.
  func withFields<Result>(of row: inout CSVRow, _ body: (EventFields) -> Result) -> Result {
    let id = id.text(in: &row)
    let source = source.text(in: &row)
    let time = time.text(in: &row)
    let tenant = tenant.text(in: &row)
    let sku = sku.text(in: &row)
    let resource = resource.text(in: &row)
    let quantity = quantity.text(in: &row)
    let unit = unit?.text(in: &row)
    let type = row.append(Event.usageType.utf8)
    return row.bytes.withUnsafeBufferPointer { bytes in
      func field(_ range: Range<Int>?) -> Field {
        range.map { Field(content: .text(UnsafeBufferPointer(rebasing: bytes[$0]))) } ?? .absent
      }
      let fields = EventFields(
        id: field(id), source: field(source), type: field(type), time: field(time),
        tenant: field(tenant), sku: field(sku), resource: field(resource),
        quantity: field(quantity), unit: field(unit))
      return body(fields)
    }
  }
}
