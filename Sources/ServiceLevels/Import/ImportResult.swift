public import Calendars

/// What became of the records of an import. Each is counted once.
public struct ImportResult: Equatable, Sendable {
  /// First versions under their ids.
  public internal(set) var added = 0
  /// Next versions.
  public internal(set) var amended = 0
  /// Next versions that withdraw what was said.
  public internal(set) var retracted = 0
  /// Records that say what is known already.
  public internal(set) var unchanged = 0
  /// Records that are not sound, in the order of the input.
  public internal(set) var refused: [RefusedRecord] = []
  /// What the map leaves out, in the order of the input.
  public internal(set) var skipped: [RefusedRecord] = []
  /// From when on it is known; nil where nothing has changed.
  public internal(set) var knownAt: Instant?

  /// All records.
  public var read: Int { added + amended + retracted + unchanged + refused.count + skipped.count }

  /// Whether there is something to store.
  var isChange: Bool { added + amended + retracted > 0 }
}
