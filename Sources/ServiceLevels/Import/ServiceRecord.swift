public import Calendars

/// A record as it was read, sound in itself.
public struct ServiceRecord: Hashable, Sendable {
  /// Its id is its own among the records of this kind.
  public let kind: ServiceFact.Kind
  public let id: String
  /// What it says; nil where it withdraws what was said before and does not repeat it.
  public let fact: ServiceFact?
  /// When its source recorded it, where that is said.
  public let recordedAt: Instant?
  /// Whether it withdraws what was said under its id.
  public let isRetracted: Bool
  /// Whether its source does not say when it said so: it may be older than what is known. An end
  /// that is known then stays, unless this one is later.
  public let mayBeOld: Bool
  /// Where it stands.
  public let place: RecordPlace

  /// A record that says something.
  public init(
    id: String, _ fact: ServiceFact, recordedAt: Instant? = nil, isRetracted: Bool = false,
    mayBeOld: Bool = false, at place: RecordPlace
  ) {
    self.kind = fact.kind
    self.id = id
    self.fact = fact
    self.recordedAt = recordedAt
    self.isRetracted = isRetracted
    self.mayBeOld = mayBeOld
    self.place = place
  }

  /// A withdrawal of what was said last.
  public init(
    withdrawing kind: ServiceFact.Kind, id: String, recordedAt: Instant? = nil,
    at place: RecordPlace
  ) {
    self.kind = kind
    self.id = id
    self.fact = nil
    self.recordedAt = recordedAt
    self.isRetracted = true
    mayBeOld = false
    self.place = place
  }
}

/// Where a record stands in the input.
public struct RecordPlace: Hashable, Sendable {
  /// The file as it was named; `-` is standard input.
  public let file: String
  /// From 1.
  public let line: Int

  /// A place of its parts.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// What became of reading one record.
public enum RecordReading: Hashable, Sendable {
  case record(ServiceRecord)
  /// It is not sound.
  case refused(RefusedRecord)
  /// The map leaves it out.
  case skipped(RefusedRecord)
}
