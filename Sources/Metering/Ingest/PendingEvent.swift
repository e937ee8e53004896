import Calendars

/// An event that is sound and resolved, on its way into the database; its texts are in the batch.
struct PendingEvent: Sendable {
  /// What identifies it; see `Fingerprints`.
  let identity: UInt128
  /// What makes two events the same.
  let content: UInt128
  /// The identity of what it cancels, if it is a void.
  let target: UInt128?
  /// When it happened; nil for a void.
  let time: Instant?
  /// The id of the tenant that used something; nil for a void.
  let tenantID: Int32?
  /// Where it stands in the input.
  let line: Int
  /// Where it stands in the batch: its row, its source and id within the rows, and its bytes.
  let row: Range<Int>
  let source: Range<Int>
  let id: Range<Int>
  let raw: Range<Int>
}
