/// How the fields of a usage event are made from a row. `Column` names a column, by name and then
/// by index.
struct RowPlan<Column: Sendable>: Sendable {
  /// A column that must have a certain value.
  struct Condition: Sendable {
    /// The column.
    let column: Column

    /// The bytes that its cell must have.
    let value: [UInt8]
  }

  /// Rows that do not meet all of them are not read.
  var conditions: [Condition] = []

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
  func mappingColumns<Other>(
    _ transform: (Column) throws(ReadError) -> Other
  ) throws(ReadError) -> RowPlan<Other> {
    var mappedConditions: [RowPlan<Other>.Condition] = []
    for condition in conditions {
      mappedConditions.append(
        .init(column: try transform(condition.column), value: condition.value))
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
    conditions.allSatisfy { row.bytes[row.cells[$0.column]].elementsEqual($0.value) }
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
