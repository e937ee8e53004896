import Calendars
public import PostgreSQL
import SQL

/// Stores what records say: new versions beside the old ones, all files of one import in one
/// transaction. Killed anywhere, all of it is there or nothing; run again, all is unchanged.
public struct ServiceImport {
  private let connection: Connection

  private struct Entry {
    let index: Int
    let record: ServiceRecord
  }

  private var entries: [Entry] = []
  private var refused: [(index: Int, RefusedRecord)] = []
  private var skipped: [RefusedRecord] = []
  private var count = 0

  /// An import into a connection's database.
  public init(_ connection: Connection) { self.connection = connection }

  /// Adds the next record that was read.
  public mutating func add(_ reading: RecordReading) {
    switch reading {
    case .record(let record): entries.append(Entry(index: count, record: record))
    case .refused(let record): refused.append((count, record))
    case .skipped(let record): skipped.append(record)
    }
    count += 1
  }

  /// Stores everything that was added, under one `known_at`.
  ///
  /// - Parameters:
  ///   - format: how the records were written, for the list of imports.
  ///   - file: where they stood, for the list of imports.
  /// - Returns: what became of each record.
  /// - Throws: `PostgresError`; nothing is stored then.
  public func store(format: String, file: String) throws -> ImportResult {
    var written: ImportResult?
    return try connection.transaction(
      askingAfterLoss: {
        guard let written, let knownAt = written.knownAt else { return written }
        let isThere = try connection.query(.named("service_import_exists"), knownAt)
          .single(Bool.self)
        return isThere ? written : nil
      }
    ) {
      let result = try write(format: format, file: file)
      written = result
      return result
    }
  }

  private func write(format: String, file: String) throws -> ImportResult {
    var work = ImportWork(connection, knownAt: try KnownTime.next(connection))
    work.refused = refused
    work.result.skipped = skipped
    let byKind = Dictionary(grouping: entries, by: \.record.kind)
    // Components first: what they declare counts wherever it stands in the import.
    for kind in ServiceFact.Kind.allCases {
      guard let entries = byKind[kind] else { continue }
      try work.settle(entries.map { ($0.index, $0.record) }, of: kind)
    }
    var result = work.result
    result.refused = work.refused.sorted { $0.index < $1.index }.map(\.1)
    if result.isChange {
      try connection.execute(.named("service_import_record"), work.knownAt, format, file)
      result.knownAt = work.knownAt
    }
    return result
  }
}

/// One import while it is written.
private struct ImportWork {
  typealias Numbered = (index: Int, record: ServiceRecord)

  let knownAt: Instant
  var result = ImportResult()
  var refused: [(index: Int, RefusedRecord)] = []
  private let connection: Connection
  private let table: VersionTable

  init(_ connection: Connection, knownAt: Instant) {
    self.connection = connection
    self.knownAt = knownAt
    table = VersionTable(connection)
  }

  /// Stores what the records of a kind change.
  mutating func settle(_ records: [Numbered], of kind: ServiceFact.Kind) throws {
    let sound = try refusingUnknown(records, of: kind)
    let histories = try table.histories(kind, of: Array(Set(sound.map(\.record.id))))
    var new: [NewVersion] = []
    var places: [String: Int] = [:]
    var groups: [[Numbered]] = []
    for numbered in sound {
      if let place = places[numbered.record.id] {
        groups[place].append(numbered)
      } else {
        places[numbered.record.id] = groups.count
        groups.append([numbered])
      }
    }
    for group in groups {
      let history = histories[group[0].record.id] ?? []
      let outcomes = Settlement.outcomes(
        of: group.map(\.record).keepingEnds(after: history.last), after: history)
      var number = Int32(history.count)
      for (numbered, outcome) in zip(group, outcomes) {
        guard let version = count(outcome, of: numbered) else { continue }
        number += 1
        new.append(
          NewVersion(
            id: numbered.record.id, number: number, version: version, place: numbered.record.place))
      }
    }
    try table.store(
      new, kind, knownAt: knownAt, organisations: organisations(of: new.map(\.version.fact)))
  }

  /// Counts an outcome; gives the version that it stores.
  private mutating func count(
    _ outcome: RecordOutcome, of numbered: Numbered
  ) -> RecordVersion? {
    switch outcome {
    case .unchanged:
      result.unchanged += 1
      return nil
    case .added(let version):
      result.added += 1
      return version
    case .amended(let version):
      result.amended += 1
      return version
    case .retracted(let version):
      result.retracted += 1
      return version
    case .unknown:
      refuse(
        numbered, .unknownRecord,
        "there is no \(numbered.record.kind.rawValue) with this id to be withdrawn")
      return nil
    }
  }

  private mutating func refuse(
    _ numbered: Numbered, _ reason: RefusedRecord.Reason, _ message: String
  ) {
    refused.append((numbered.index, RefusedRecord(numbered.record, reason, message)))
  }

  /// The records whose component is declared and whose organisation is known. What is withdrawn
  /// need not be so any more.
  private mutating func refusingUnknown(
    _ records: [Numbered], of kind: ServiceFact.Kind
  ) throws -> [Numbered] {
    guard kind != .component else { return records }
    let organisations = try organisations(of: records.compactMap(\.record.fact))
    let paths = Array(Set(records.compactMap { $0.record.fact?.component }))
    var declared = Set<String>()
    declared.formUnion(
      try connection.query(.named("components_declared"), paths).decode(String.self))
    if kind == .maintenance {
      declared.formUnion(
        try connection.query(.named("components_declared_below"), paths).decode(String.self))
    }
    var sound: [Numbered] = []
    for numbered in records {
      let fact = numbered.record.fact
      if let path = fact?.component, !numbered.record.isRetracted, !declared.contains(path) {
        refuse(
          numbered, .undeclaredComponent,
          "no component record declares \"\(path)\""
            + (kind == .maintenance ? " or anything below it" : ""))
      } else if case .ticket(let ticket) = fact, organisations[ticket.organisation] == nil {
        refuse(
          numbered, .unknownOrganisation,
          "there is no organisation \"\(ticket.organisation)\": apply its document first")
      } else {
        sound.append(numbered)
      }
    }
    return sound
  }

  /// The ids of the organisations whose tickets these are, by name.
  private func organisations(of facts: [ServiceFact]) throws -> [String: Int32] {
    var names: Set<String> = []
    for case .ticket(let ticket) in facts { names.insert(ticket.organisation) }
    guard !names.isEmpty else { return [:] }
    let rows = try connection.query(.named("service_organisations"), Array(names))
      .decode(String.self, Int32.self)
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }
}
