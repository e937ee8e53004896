public import Calendars

/// How much of a pool's memory, or of a repository, was used, day after day.
public struct FillHistory: Hashable, Sendable {
  /// What was measured on a day.
  public struct Day: Hashable, Sendable {
    public let date: LocalDate
    public let used: DataSize
    public let size: DataSize

    public init(date: LocalDate, used: DataSize, size: DataSize) {
      self.date = date
      self.used = used
      self.size = size
    }
  }

  public let kind: CapacityMeasure.Kind
  /// The provider's id.
  public let id: String
  public let name: String
  /// In the order of time, at most one a day.
  public let days: [Day]

  /// - Precondition: `days` are in the order of time, and differ.
  public init(_ kind: CapacityMeasure.Kind, id: String, name: String, days: [Day]) {
    self.kind = kind
    self.id = id
    self.name = name
    self.days = days
  }
}
