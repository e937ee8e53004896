/// A record that was not stored, and why.
public struct RefusedRecord: Hashable, Sendable {
  /// Why; the raw values are stable.
  public enum Reason: String, CaseIterable, Sendable {
    /// Not one valid JSON object or row, or a field of the wrong type.
    case malformed
    case unknownKind = "unknown_kind"
    case missingField = "missing_field"
    /// A field that no record of its kind has: a slip in `retracted` must not go unnoticed.
    case unknownField = "unknown_field"
    /// An id that is empty, has several lines or is longer than 512 bytes.
    case badID = "bad_id"
    /// No path of segments of ASCII letters, digits, `.`, `_` and `-`.
    case badComponent = "bad_component"
    case badTime = "bad_time"
    case endsBeforeStart = "ends_before_start"
    /// No number above 0 and at most 1 with at most 6 decimals.
    case badImpact = "bad_impact"
    /// No component record declares the path, or, for a maintenance, anything below it.
    case undeclaredComponent = "undeclared_component"
    case unknownOrganisation = "unknown_organisation"
    /// What is to be withdrawn was never said.
    case unknownRecord = "unknown_record"

    // Of what a map leaves out.

    /// The incident or alert names no component.
    case noComponent = "no_component"
    /// The map has no component for it, or null.
    case unmappedComponent = "unmapped_component"
    /// The map has no impact for it, or null.
    case unmappedImpact = "unmapped_impact"
  }

  /// As it was written; nil where it could not be read.
  public let kind: String?
  /// As it was written; nil where it could not be read.
  public let id: String?
  public let place: RecordPlace
  public let reason: Reason
  /// In words: which field, what was found, what is expected.
  public let message: String

  /// A refusal of its parts.
  public init(
    kind: String?, id: String?, at place: RecordPlace, _ reason: Reason, _ message: String
  ) {
    self.kind = kind
    self.id = id
    self.place = place
    self.reason = reason
    self.message = message
  }

  init(_ record: ServiceRecord, _ reason: Reason, _ message: String) {
    self.init(
      kind: record.kind.rawValue, id: record.id, at: record.place, reason, message)
  }

  init(kind: String?, id: String?, at place: RecordPlace, _ defect: RecordDefect) {
    self.init(kind: kind, id: id, at: place, defect.reason, defect.message)
  }
}

/// What is wrong with a record, while it is read.
struct RecordDefect: Error {
  let reason: RefusedRecord.Reason
  let message: String

  init(_ reason: RefusedRecord.Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }
}
