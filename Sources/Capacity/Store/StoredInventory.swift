public import Calendars
public import Documents

/// A snapshot as it was stored.
public struct StoredInventory: Sendable {
  /// Ours.
  public let tenant: String
  public let takenAt: Instant
  /// Parts that it lacks, and that are taken from an earlier one: when.
  public let earlierParts: [InventoryPart: Instant]
  /// What it lists. `parts` are those that were read.
  public let inventory: Inventory
  /// Objects that could not be read, each with its part and line.
  public let refused: [DocumentError]
}
