import Catalogue
import Documents
import Testing

/// The accounts that revenue is booked on.
@Suite struct RevenueAccountTests {
  private static let keys =
    "account: 706000\n  accounts: { OpenIaaS: \"706100\", Training: 706-A.1 }"

  private func directory(_ world: ApplyWorld) throws -> Directory {
    try DocumentStore(world.connection).directory()
  }

  @Test func `a product and a contract may name them`() throws {
    let world = try ApplyWorld(
      applying: ApplyWorld.base.replacing("sku: s,", with: "sku: s, account: 707000,")
        + "\n---\n" + ApplyWorld.contract("k", Self.keys))
    let directory = try directory(world)
    #expect(directory.products["p"]?.account == "707000")
    #expect(directory.products["q"]?.account == nil)
    let accounts = try #require(directory.contracts["k"]?.accounts)
    #expect(accounts.account == "706000")
    #expect(accounts.byService == ["OpenIaaS": "706100", "Training": "706-A.1"])
    let yaml = try DocumentStore(world.connection).yaml(.contract, name: "k").joined()
    #expect(
      yaml.contains("accounts:\n    OpenIaaS: \"706100\"\n    Training: 706-A.1\n"), "\(yaml)")
    #expect(try world.apply(yaml) == ["unchanged Contract k"])
  }

  @Test func `they may change at any time: invoices do not name them`() throws {
    let world = try ApplyWorld(
      applying: ApplyWorld.base + "\n---\n" + ApplyWorld.contract("k", Self.keys))
    #expect(
      try world.apply(
        ApplyWorld.base.replacing("sku: s,", with: "sku: s, account: \"1\",") + "\n---\n"
          + ApplyWorld.contract("k")
      ).filter { !$0.hasPrefix("unchanged") } == ["changed Catalogue c", "changed Contract k"])
    let directory = try directory(world)
    #expect(directory.products["p"]?.account == "1")
    #expect(directory.contracts["k"]?.accounts.byService == [:])
  }

  @Test(arguments: [
    ("account: \"=1+1\"", "spec.account", DocumentError.Code.invalidValue),
    ("account: [706000]", "spec.account", .invalidValue),
    ("account: 7060000000000000000000000000000000", "spec.account", .invalidValue),
    ("accounts: 706000", "spec.accounts", .invalidValue),
    ("accounts: { OpenIaaS: \"70 6\" }", "spec.accounts.OpenIaaS", .invalidValue),
    ("accounts: { openiaas: 706000 }", "spec.accounts.openiaas", .unknownName),
  ])
  func `what is none is refused at its place`(
    keys: String, key: String, code: DocumentError.Code
  ) throws {
    let fault = try #require(try ApplyWorld().fault(ApplyWorld.contract("k", keys)))
    #expect(fault.key == key)
    #expect(fault.code == code)
  }
}
