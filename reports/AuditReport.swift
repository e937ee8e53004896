import Calendars
public import Invoicing

/// What an audit has found, for programs.
public struct AuditReport: Encodable {
  struct Check: Encodable {
    let name: String
    let examined: Int
    let ok: Bool
    let broken: Nullable<Row>
  }

  struct Row: Encodable {
    let document: Nullable<String>
    let line: Nullable<Int>
    let contract: Nullable<String>
    let ingestion: Nullable<Int>
    let column: String
    let expected: String
    let found: String
  }

  struct Void: Encodable {
    let source: String
    let id: String
    let event: String
    let reason: Nullable<String>
    let file: String
    let line: Int64
  }

  struct Hindrance: Encodable {
    let organisation: Nullable<String>
    let code: String
    let message: String
  }

  let period: Nullable<String>
  let checks: [Check]
  let waitingVoids: [Void]
  let obstacles: [Hindrance]

  public init(_ result: AuditResult) {
    period = Nullable(result.period?.description)
    checks = result.checks.map { check in
      Check(
        name: check.name, examined: check.examined, ok: check.broken == nil,
        broken: Nullable(check.broken.map(Row.init)))
    }
    waitingVoids = result.waitingVoids.map { void in
      Void(
        source: void.source, id: void.id, event: void.event, reason: Nullable(void.reason),
        file: void.file, line: void.line)
    }
    obstacles = result.obstacles.map { obstacle in
      Hindrance(
        organisation: Nullable(obstacle.organisation), code: obstacle.code.rawValue,
        message: obstacle.message)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case period, checks, obstacles
    case waitingVoids = "waiting_voids"
  }

  /// The checks as rows for people and spreadsheets.
  public static func listing(_ result: AuditResult) -> Listing {
    var listing = Listing(["check", "examined", "result"])
    for check in result.checks {
      listing.add([
        .text(check.name), .integer(check.examined), .text(check.broken.map { "\($0)" } ?? "ok"),
      ])
    }
    return listing
  }
}

extension AuditReport.Row {
  fileprivate init(_ row: BrokenRow) {
    self.init(
      document: Nullable(row.document), line: Nullable(row.line),
      contract: Nullable(row.contract), ingestion: Nullable(row.ingestion), column: row.column,
      expected: row.expected, found: row.found)
  }
}
