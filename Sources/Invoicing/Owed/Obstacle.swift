/// Why something is not billed for a period, such as an organisation: never silently, and never as
/// 0.
public struct Obstacle: Error, Hashable, Sendable {
  public enum Code: String, Sendable {
    case held
    case noPrice = "no_price"
    case archivedMonth = "archived_month"
    case outsideContracts = "outside_contracts"
    case amountOutOfRange = "amount_out_of_range"
    case issueDate = "issue_date"
    case unknownTenant = "unknown_tenant"
  }

  /// nil where it is usage that no organisation is known for.
  public let organisation: String?
  public let code: Code
  /// What stands in the way and what to do, in words.
  public let message: String
}
