import Documents

/// The accounts of the general ledger that a contract's revenue is booked on. Invoices do not name
/// them: they may change at any time, and the next journal has the new ones.
public struct RevenueAccounts: Hashable, Sendable {
  /// For all that no service has an account for; nil where products keep their own.
  public let account: String?
  /// By service.
  public let byService: [String: String]

  /// For what no document names an account for: services rendered, in the French chart of accounts.
  public static let standard = "706000"
}

extension RevenueAccounts {
  /// Reads `account: "706000"` and `accounts: { SERVICE: "706100" }`.
  init(_ spec: inout MappingReader) throws(DocumentError) {
    account = try spec.optional("account")?.account()
    var byService: [String: String] = [:]
    let node = spec.optional("accounts")
    if let node {
      guard case .mapping(let entries) = node.content else {
        throw node.invalid("a mapping of services to accounts")
      }
      for entry in entries { byService[entry.key] = try entry.value.account() }
    }
    self.byService = byService
  }
}

extension DocumentNode {
  /// The number or name of an account.
  func account() throws(DocumentError) -> String {
    let text = try string()
    guard text.wholeMatch(of: /[A-Za-z0-9][-A-Za-z0-9._]{0,31}/) != nil else {
      throw invalid("an account of at most 32 letters, digits, dots and hyphens, such as 706000")
    }
    return text
  }
}
