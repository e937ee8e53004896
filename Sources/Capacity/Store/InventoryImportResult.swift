public import Calendars
public import Documents

/// What an import found, and what it changed.
public struct InventoryImportResult: Equatable, Sendable {
  /// A part that was read.
  public struct Part: Equatable, Sendable {
    public let part: InventoryPart
    /// How many objects were read.
    public let objects: Int
    /// How many could not be.
    public let refused: Int
    /// Whether the same answer was stored before.
    public internal(set) var isKnown = false
  }

  /// Ours.
  public let tenant: String
  public let takenAt: Instant
  /// Whether this very snapshot was stored before: nothing has changed then.
  public internal(set) var isUnchanged = false
  /// In the order of `InventoryPart`.
  public internal(set) var parts: [Part]
  /// Objects that could not be read, each with its place. What a part with such objects does not
  /// list is not taken for gone.
  public let refused: [DocumentError]
  /// Resources that were not there before.
  public internal(set) var new = 0
  /// Resources with another name or size.
  public internal(set) var changed = 0
  /// Resources that are gone.
  public internal(set) var released = 0
  /// Of which kinds nothing is listed any more, and how many there were: they are not taken for
  /// gone (rule A2), unless that was said to be so.
  public internal(set) var held: [Held] = []

  /// Whether a person should look.
  public var needsPerson: Bool { !refused.isEmpty || !held.isEmpty }

  /// A kind of resources of which a snapshot lists none.
  public struct Held: Equatable, Sendable {
    public let kind: BillableResource.Kind
    /// How many there were before.
    public let count: Int
  }
}
