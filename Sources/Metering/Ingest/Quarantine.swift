public import Calendars
public import PostgreSQL
import SQL

/// The events that could not be accepted.
///
/// An entry is resolved where its event, by source and id, is accepted, from wherever it came and
/// whichever came first; else open, until a person drops it. A conflict is never resolved: the
/// first event stands, so a person drops it.
public struct Quarantine {
  /// What has become of an entry.
  public enum Status: String, Sendable { case open, resolved, dropped }

  /// An event that is kept aside.
  public struct Entry: Sendable {
    public let id: Int64
    /// A code of `RejectionReason`, or `conflict`.
    public let reason: String
    /// The reason in words.
    public let detail: String
    /// How often it was seen.
    public let count: Int64
    /// As far as they could be read.
    public let source: String?
    public let event: String?
    /// Where it was seen first.
    public let file: String
    public let line: Int64
    public let status: Status
  }

  /// Everything that is known of an entry.
  public struct Details: Sendable {
    public let entry: Entry
    /// The bytes as they came; of an event that is too large, the first 64 KiB of `rawLength`.
    public let raw: [UInt8]
    public let rawLength: Int64
    /// When it was seen first.
    public let recordedAt: Instant
    /// The inputs in which it was seen, and how often, in their order.
    public let sightings: [(file: String, at: Instant, times: Int64)]
    /// Why and when a person dropped it; nil where nobody did.
    public let dropped: (reason: String, at: Instant)?
  }

  let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// The open entries, or all, in the order in which they were first seen.
  public func entries(includingClosed: Bool = false) throws -> [Entry] {
    try list(includingClosed: includingClosed, id: nil)
  }

  /// An entry with its bytes. Throws `QuarantineError.unknownEntry`.
  public func details(of id: Int64) throws -> Details {
    let entry = try self.entry(id)
    let bytes = try connection.query(.named("quarantine_bytes"), id)
      .decode(Bytes.self, Int64.self, Instant.self, String?.self, Instant?.self)
    let sightings = try connection.query(.named("quarantine_sightings"), id)
      .decode(String.self, Instant.self, Int64.self)
    guard let row = bytes.first else { throw QuarantineError.unknownEntry(id) }
    return Details(
      entry: entry, raw: row.0.bytes, rawLength: row.1, recordedAt: row.2,
      sightings: sightings.map { ($0.0, $0.1, $0.2) },
      dropped: row.3.flatMap { reason in row.4.map { (reason, $0) } })
  }

  /// Drops an entry for a reason, and tells what it is then: one that is resolved stays so. Dropped
  /// again, the first reason stands. Throws `QuarantineError.unknownEntry`.
  public func drop(_ id: Int64, reason: String) throws -> Status {
    let status = try entry(id).status
    guard status == .open else { return status }
    try connection.execute(.named("quarantine_drop"), id, reason)
    return .dropped
  }

  /// An entry, open or closed. Throws `QuarantineError.unknownEntry`.
  public func entry(_ id: Int64) throws -> Entry {
    guard let entry = try list(includingClosed: true, id: id).first else {
      throw QuarantineError.unknownEntry(id)
    }
    return entry
  }

  private func list(includingClosed: Bool, id: Int64?) throws -> [Entry] {
    try connection.query(.named("quarantine_list"), includingClosed, id).decode(
      Int64.self, String.self, String.self, Int64.self, String?.self, String?.self, String.self,
      Int64.self, String.self
    ).map { row in
      Entry(
        id: row.0, reason: row.1, detail: row.2, count: row.3, source: row.4, event: row.5,
        file: row.6, line: row.7, status: Status(rawValue: row.8) ?? .open)
    }
  }
}

/// Why something cannot be done with the quarantine.
public enum QuarantineError: Error, Hashable, Sendable {
  case unknownEntry(Int64)

  /// A stable, machine-readable name.
  public var code: String { "unknown_entry" }
}

extension QuarantineError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownEntry(let id):
      "there is no quarantine entry \(id); `releve quarantine list --all` shows those there are"
    }
  }
}
