import Calendars
import Decimals
import PostgreSQL
import SQL

/// The tables in which versions of records are stored, one for each kind.
struct VersionTable {
  private let connection: Connection

  /// The tables of a connection's database.
  init(_ connection: Connection) { self.connection = connection }

  /// All versions of records of a kind by their ids, each in order.
  func histories(
    _ kind: ServiceFact.Kind, of ids: [String]
  ) throws(PostgresError) -> [String: [RecordVersion]] {
    var histories: [String: [RecordVersion]] = [:]
    func add(_ id: String, _ recordedAt: Instant?, _ isRetracted: Bool, _ fact: ServiceFact) {
      histories[id, default: []].append(
        RecordVersion(fact: fact, recordedAt: recordedAt, isRetracted: isRetracted))
    }
    switch kind {
    case .component:
      for row in try spans(.named("component_versions"), ids) {
        add(row.id, row.recordedAt, row.isRetracted, .component(row.span))
      }
    case .unknown:
      for row in try spans(.named("unknown_versions"), ids) {
        add(row.id, row.recordedAt, row.isRetracted, .unknown(row.span))
      }
    case .outage:
      let rows = try connection.query(.named("outage_versions"), ids).decode(
        String.self, Int32.self, Instant?.self, Bool.self, String.self, Instant.self,
        Instant?.self, DecimalNumber.self)
      for (id, _, recordedAt, isRetracted, component, from, to, impact) in rows {
        let span = ComponentSpan(component: component, from: from, to: to)
        add(id, recordedAt, isRetracted, .outage(span, impact: impact))
      }
    case .maintenance:
      let rows = try connection.query(.named("maintenance_versions"), ids).decode(
        String.self, Int32.self, Instant?.self, Bool.self, String.self, Instant.self,
        Instant?.self, Instant?.self)
      for (id, _, recordedAt, isRetracted, component, from, to, announcedAt) in rows {
        let span = ComponentSpan(component: component, from: from, to: to)
        add(id, recordedAt, isRetracted, .maintenance(span, announcedAt: announcedAt))
      }
    case .sample:
      let rows = try connection.query(.named("sample_versions"), ids).decode(
        String.self, Int32.self, Instant?.self, Bool.self, String.self, Instant.self, Bool.self)
      for (id, _, recordedAt, isRetracted, component, at, isUp) in rows {
        add(id, recordedAt, isRetracted, .sample(component: component, at: at, isUp: isUp))
      }
    case .ticket:
      for (id, recordedAt, isRetracted, ticket) in try tickets(ids) {
        add(id, recordedAt, isRetracted, .ticket(ticket))
      }
    }
    return histories
  }

  private func spans(
    _ statement: Statement, _ ids: [String]
  ) throws(PostgresError) -> [(
    id: String, recordedAt: Instant?, isRetracted: Bool, span: ComponentSpan
  )] {
    try connection.query(statement, ids).decode(
      String.self, Int32.self, Instant?.self, Bool.self, String.self, Instant.self, Instant?.self
    ).map { id, _, recordedAt, isRetracted, component, from, to in
      (id, recordedAt, isRetracted, ComponentSpan(component: component, from: from, to: to))
    }
  }

  private func tickets(
    _ ids: [String]
  ) throws(PostgresError) -> [(String, Instant?, Bool, TicketFact)] {
    try connection.query(.named("ticket_versions"), ids).decode(
      String.self, Int32.self, Instant?.self, Bool.self, String.self, String.self, String?.self,
      Instant.self, Instant?.self, Instant?.self, Bool.self, String?.self
    ).map { row in
      let ticket = TicketFact(
        organisation: row.4, component: row.5, priority: row.6, openedAt: row.7,
        firstResponseAt: row.8, resolvedAt: row.9, isClaim: row.10, resource: row.11)
      return (row.0, row.2, row.3, ticket)
    }
  }
}

/// A version that is to be stored.
struct NewVersion {
  let id: String
  /// From 1, without a gap under each id.
  let number: Int32
  let version: RecordVersion
  let place: RecordPlace
}

// Writing: a column of COPY takes exactly its type.
extension VersionTable {
  /// Stores versions of a kind, known from `knownAt` on. `organisations` gives the ids of those
  /// that tickets name.
  func store(
    _ versions: [NewVersion], _ kind: ServiceFact.Kind, knownAt: Instant,
    organisations: [String: Int32]
  ) throws {
    guard !versions.isEmpty else { return }
    try connection.copyIn(Self.copy(of: kind)) { writer in
      var rows = CopyRows()
      for new in versions {
        rows.beginRow()
        try rows.append(new.id)
        try rows.append(new.number)
        try rows.append(knownAt)
        try rows.append(new.version.recordedAt)
        try rows.append(new.version.isRetracted)
        try rows.append(new.place.file)
        try rows.append(Int64(new.place.line))
        try Self.append(new.version.fact, to: &rows, organisations)
        let range = rows.endRow()
        try writer.append(rows, of: [range])
        rows.removeAll()
      }
    }
  }

  private static func append(
    _ fact: ServiceFact, to rows: inout CopyRows, _ organisations: [String: Int32]
  ) throws(PostgresError) {
    func append(_ span: ComponentSpan) throws(PostgresError) {
      try rows.append(span.component)
      try rows.append(span.from)
      try rows.append(span.to)
    }
    switch fact {
    case .component(let span), .unknown(let span): try append(span)
    case .outage(let span, let impact):
      try append(span)
      try rows.append(impact)
    case .maintenance(let span, let announcedAt):
      try append(span)
      try rows.append(announcedAt)
    case .sample(let component, let at, let isUp):
      try rows.append(component)
      try rows.append(at)
      try rows.append(isUp)
    case .ticket(let ticket):
      try rows.append(organisations[ticket.organisation])
      try rows.append(ticket.component)
      try rows.append(ticket.priority)
      try rows.append(ticket.openedAt)
      try rows.append(ticket.firstResponseAt)
      try rows.append(ticket.resolvedAt)
      try rows.append(ticket.isClaim)
      try rows.append(ticket.resource)
    }
  }

  private static func copy(of kind: ServiceFact.Kind) -> Statement {
    switch kind {
    case .component: .named("component_versions_copy")
    case .outage: .named("outage_versions_copy")
    case .maintenance: .named("maintenance_versions_copy")
    case .unknown: .named("unknown_versions_copy")
    case .sample: .named("sample_versions_copy")
    case .ticket: .named("ticket_versions_copy")
    }
  }
}
