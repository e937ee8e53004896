public import Decimals

/// A component's time in a period, divided into the five classes of contract.md, section 5, step 7:
/// exact seconds that add up to the period. Of time that was down in part, `impact` × length is
/// down and the rest is up.
public struct ClassedTime: Hashable, Sendable {
  public let up: DecimalNumber
  public let down: DecimalNumber
  public let maintenanceDown: DecimalNumber
  public let maintenanceUp: DecimalNumber
  public let unknown: DecimalNumber

  public init(
    up: DecimalNumber, down: DecimalNumber, maintenanceDown: DecimalNumber,
    maintenanceUp: DecimalNumber, unknown: DecimalNumber
  ) {
    self.up = up
    self.down = down
    self.maintenanceDown = maintenanceDown
    self.maintenanceUp = maintenanceUp
    self.unknown = unknown
  }
}
