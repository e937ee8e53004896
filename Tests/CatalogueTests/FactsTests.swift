import Calendars
import Catalogue
import Decimals
import Documents
import Foundation
import TestSupport
import Testing

/// The provider's whole catalogue and the demo price list apply.
@Suite struct FactsTests {
  private func documents(_ name: String) throws -> [DocumentNode] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try DocumentNode.documents(ofFile: root.path + "/demo/documents/" + name)
  }

  @Test func `catalogue, prices and customers of the demo apply`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    let nodes = try ["catalogue", "price-list", "service-levels", "customers"]
      .flatMap { try documents($0 + ".yaml") }
    let results = try Application(connection, now: Instant(seconds: 1_790_000_000)).apply(nodes)
    #expect(results.count == 13)
    let directory = try DocumentStore(connection).directory()
    #expect(directory.products.count == 105)
    #expect(directory.priceLists["demo"]?.versions.first?.charges.count == 105)
    // D3: bandwidth is a 95th percentile of five-minute windows, in started steps of 100 Mbps.
    let bandwidth = try #require(directory.products["network-trafic-internet-v1"])
    #expect(bandwidth.meter == .percentile(percent: 95, windowSeconds: 300, missing: .skip))
    #expect(bandwidth.startedUnits)
    #expect(bandwidth.unitSize.plain == "100")
    // G18: hands and eyes, every started hour of each act.
    #expect(directory.products["hosting-ho-std-v1"]?.meter == .sum(roundEachUp: true))
    // G17: VM Instances are billed on a month of 730 hours.
    let cpu = try #require(directory.products["vminstance-gp-vcpu-v1"])
    #expect(cpu.meter == .timeWeighted(step: .hour, result: .unitHours))
    #expect(cpu.unitSize.plain == "730")
  }

  @Test func `the provider's service levels apply, also before its catalogue`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    let now = Instant(seconds: 1_790_000_000)
    let nodes = try documents("service-levels.yaml")
    #expect(
      try Application(connection, now: now).apply(nodes).map(\.outcome.rawValue)
        == ["created", "created", "created", "created"])
    _ = try Application(connection, now: now).apply(documents("catalogue.yaml") + nodes)
    let directory = try DocumentStore(connection).directory()
    let levels = try #require(directory.serviceLevels["secnumcloud-2026"])
    #expect(levels.commitments.count == 7)
    #expect(levels.responseTimes.map(\.minutes) == [30, 120, 240, 1440, 2880, 240])
    let instance = try #require(directory.serviceLevels["vm-instances-2026"]?.commitments.first)
    #expect(instance.maintenance == .excluded)
    #expect(instance.minimumOutageSeconds == 240)
    guard case .bands(let bands) = instance.credits else { throw TestFailure.noBands }
    #expect(bands.map(\.percent.description) == ["10", "25", "100"])
  }

  private enum TestFailure: Error { case noBands }

  @Test func `the documents that the contract prints apply`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOfFile: root.path + "/docs/contract.md", encoding: .utf8)
    let section = try #require(page.components(separatedBy: "## 2. Documents").last)
    let printed = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
      .components(separatedBy: "```")[0]
    // What the page leaves out: the seller's particulars, and two products that it only names.
    let text = printed.replacing("address: { … }", with: Self.address)
      .replacing("siren: …, siret: …", with: "siren: \"123456782\", siret: \"12345678200010\"")
    let rest = ["internet-bandwidth", "interaz-epl-1g"].map { product in
      """
          - { product: \(product), sku: "csp:\(product)", label: { fr: a, en: a }, service: Network,
              unit: Mbps, meter: { aggregation: max } }
      """
    }
    let other = "kind: Catalogue\nname: rest\nspec:\n  products:\n"
    let nodes =
      try DocumentNode.documents(of: text, file: "contract.md")
      + DocumentNode.documents(of: other + rest.joined(separator: "\n"), file: "rest")
    let connection = try MigratedDatabase.make().connectAsProgram()
    let application = Application(connection, now: Instant(seconds: 1_790_000_000))
    #expect(
      try application.apply(nodes).map(\.outcome.rawValue)
        == Array(repeating: "created", count: 8))
    #expect(try application.apply(nodes).allSatisfy { $0.outcome == .unchanged })
    let contract = try #require(try DocumentStore(connection).directory().contracts["acme-2026"])
    #expect(contract.discounts.versions.count == 1)
    #expect(contract.components.map(\.match.text) == ["fr1/az05/compute/clu-001"])
  }

  private static let address =
    "address: { line1: 1 rue A, postcode: \"75001\", city: Paris, country: FR }"

  @Test func `what was applied is shown, and applied again is unchanged`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    let application = Application(connection, now: Instant(seconds: 1_790_000_000))
    for file in ["catalogue", "price-list", "service-levels", "customers"] {
      _ = try application.apply(documents(file + ".yaml"))
    }
    let map = """
      kind: InventoryMap
      name: m
      spec:
        region: fr1
        tenants: [ { id: 00000000-0000-4000-8000-000000009004, tenant: lumiere-prod } ]
        blades: [ { match: "host*", product: iaas-openiaas-standard-v3 } ]
      """
    _ = try application.apply(DocumentNode.documents(of: map, file: "map"))
    let store = DocumentStore(connection)
    for kind in DocumentKind.allCases {
      let shown = try store.yaml(kind, name: nil)
      #expect(!shown.isEmpty)
      let text = shown.joined(separator: "---\n")
      let again = try application.apply(DocumentNode.documents(of: text, file: "get"))
      #expect(again.count == shown.count)
      #expect(again.allSatisfy { $0.outcome == .unchanged })
      #expect(try store.yaml(kind, name: nil) == shown)
    }
    let seller = try store.yaml(.seller, name: "default")[0]
    #expect(seller.hasPrefix("kind: Seller\nname: default\nspec:\n  legal_name: Nuage"))
    #expect(seller.contains("  capital: \"1000000\"\n  rcs: Nanterre\n  identifiers:\n"))
  }
}
