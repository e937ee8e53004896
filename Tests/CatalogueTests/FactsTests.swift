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
    let nodes =
      try documents("catalogue.yaml") + documents("price-list.yaml") + documents("customers.yaml")
    let results = try Application(connection, now: Instant(seconds: 1_790_000_000)).apply(nodes)
    #expect(results.count == 9)
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
}
