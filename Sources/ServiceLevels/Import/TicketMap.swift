import Calendars
public import Documents

/// What `--map` says of tickets in CSV: how the columns make tickets.
public struct TicketMap: Sendable {
  /// The zone of times without an offset; nil where there may be none.
  let zone: Zone?
  /// Between cells.
  let separator: UInt8
  private let plan: TicketPlan<ColumnName>

  /// Reads a map: a rule for each field, `where`, `separator` and `timezone`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var keys = try node.mapping()
    separator = try MapParts.separator(&keys)
    zone = try keys.optional("timezone")?.zone()
    plan = TicketPlan(
      conditions: try MapParts.conditions(&keys),
      id: try MapParts.rule(keys.required("id")),
      organisation: try MapParts.rule(keys.required("organisation")),
      component: try MapParts.rule(keys.required("component")),
      openedAt: try MapParts.rule(keys.required("opened_at")),
      priority: try Self.rule(keys.optional("priority")),
      firstResponseAt: try Self.rule(keys.optional("first_response_at")),
      resolvedAt: try Self.rule(keys.optional("resolved_at")),
      recordedAt: try Self.rule(keys.optional("recorded_at")),
      resource: try Self.rule(keys.optional("resource")),
      claim: try keys.optional("claim").map(Self.claim))
    try keys.finish()
  }

  /// The plan with the columns of one file; refused where the map names one that is not there.
  func plan(for header: CSVHeader) throws(DocumentError) -> TicketPlan<Int> {
    try plan.mappingColumns { column throws(DocumentError) in try column.index(in: header) }
  }

  private static func rule(
    _ node: DocumentNode?
  ) throws(DocumentError) -> ValueRule<ColumnName>? {
    guard let node else { return nil }
    return try MapParts.rule(node)
  }

  /// `claim: { column: C, values: [oui, yes] }`: a ticket is a claim where its cell is one of them.
  private static func claim(_ node: DocumentNode) throws(DocumentError) -> ClaimRule<ColumnName> {
    var keys = try node.mapping()
    let column = try keys.required("column")
    var values: Set<[UInt8]> = []
    for value in try keys.required("values").list() {
      values.insert(Array(try value.string().utf8))
    }
    try keys.finish()
    return ClaimRule(
      column: ColumnName(name: try column.name(), place: column), values: values)
  }
}

/// Which cells say that a ticket is a claim.
struct ClaimRule<Column: Sendable>: Sendable {
  let column: Column
  let values: Set<[UInt8]>
}

/// How the fields of a ticket are made from a row. `Column` names a column, by name and then by
/// index.
struct TicketPlan<Column: Sendable>: Sendable {
  let conditions: [RowCondition<Column>]
  let id: ValueRule<Column>
  let organisation: ValueRule<Column>
  let component: ValueRule<Column>
  let openedAt: ValueRule<Column>
  let priority: ValueRule<Column>?
  let firstResponseAt: ValueRule<Column>?
  let resolvedAt: ValueRule<Column>?
  let recordedAt: ValueRule<Column>?
  let resource: ValueRule<Column>?
  let claim: ClaimRule<Column>?

  /// The same plan with its columns named in another way.
  func mappingColumns<Other>(
    _ transform: (Column) throws(DocumentError) -> Other
  ) throws(DocumentError) -> TicketPlan<Other> {
    func optional(_ rule: ValueRule<Column>?) throws(DocumentError) -> ValueRule<Other>? {
      guard let rule else { return nil }
      return try rule.mappingColumns(transform)
    }
    var mapped: [RowCondition<Other>] = []
    for condition in conditions { mapped.append(try condition.mappingColumns(transform)) }
    var mappedClaim: ClaimRule<Other>?
    if let claim {
      mappedClaim = ClaimRule(column: try transform(claim.column), values: claim.values)
    }
    return TicketPlan<Other>(
      conditions: mapped, id: try id.mappingColumns(transform),
      organisation: try organisation.mappingColumns(transform),
      component: try component.mappingColumns(transform),
      openedAt: try openedAt.mappingColumns(transform), priority: try optional(priority),
      firstResponseAt: try optional(firstResponseAt), resolvedAt: try optional(resolvedAt),
      recordedAt: try optional(recordedAt), resource: try optional(resource), claim: mappedClaim)
  }
}
