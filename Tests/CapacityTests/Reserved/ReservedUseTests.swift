import Calendars
import Capacity
import Catalogue
import Decimals
import Documents
import Foundation
import Reports
import Testing

/// What reservations cost and what is used of them, on the demonstration's estate and on changes of
/// it. Prices are those of demo/documents.
struct ReservedUseTests {
  private let fixture: EstateFixture
  private let reserved: ReservedUse

  init() throws {
    fixture = try EstateFixture()
    reserved = try ReservedUse(fixture.estate, directory: fixture.directory)
  }

  private func reservation(_ name: String, _ kind: BillableResource.Kind) throws -> Reservation {
    try #require(
      reserved.reservations.first { $0.resource.name == name && $0.resource.kind == kind })
  }

  @Test func `each thing that is billed has what it costs, and what is used of it`() throws {
    // 8192 GiB at 0.09; 7360 GiB are taken.
    let storage = try reservation("sr001-clu001-t0001-az05-r-flh1-data13", .storage)
    #expect(storage.quantity == DecimalNumber(8192))
    #expect(storage.use == .size(DataSize(7360, GiB.self), of: DataSize(8192, GiB.self)))
    let price = try price(of: storage.product.name)
    let cost = try DecimalNumber(8192).multiplied(by: price, roundedTo: 2)
    #expect(storage.monthlyCost == cost)
    // 832 of 8192 GiB.
    #expect(try storage.unusedCost == DecimalNumber(832).multiplied(by: price, roundedTo: 2))

    let blade = try reservation("host001-clu001-t0001-az05", .blade)
    #expect(blade.quantity == .one)
    #expect(blade.use == .size(DataSize(340, GiB.self), of: DataSize(384, GiB.self)))
    #expect(try blade.monthlyCost == self.price(of: blade.product.name).rounded(to: 2))
    #expect(reserved.reservations.count { $0.resource.kind == .blade } == 9)
    #expect(try reserved.monthlyCost == sum(reserved.reservations.map(\.monthlyCost)))
    #expect(reserved.currency?.code == "EUR")
  }

  @Test func `C5, C7, G3: what is paid in vain is told with what it costs`() throws {
    let kinds = reserved.waste.map(\.kind)
    #expect(kinds == kinds.sorted { $0.place < $1.place })
    #expect(
      Set(kinds).isSuperset(of: [
        .idleRepository, .unattachedDisk, .oldSnapshot, .hostInMaintenance,
      ]))
    let disk = try #require(reserved.waste.first { $0.kind == .unattachedDisk })
    let price = try price(of: "iaas-storage-bloc-medium-v1")
    #expect(disk.name == "old-erp-data")
    #expect(try disk.monthlyCost == DecimalNumber(500).multiplied(by: price, roundedTo: 2))
    let host = try #require(reserved.waste.first { $0.kind == .hostInMaintenance })
    #expect(try host.monthlyCost == self.price(of: "iaas-openiaas-advance-v3").rounded(to: 2))
    #expect(try reserved.wastedCost == sum(reserved.waste.map(\.monthlyCost)))
  }

  @Test func `what has no price, or nobody who pays, is told and costs nothing that is known`()
    throws
  {
    var directory = fixture.directory
    for node in try DocumentNode.documents(
      of: """
        kind: Organisation
        name: cooperative-du-val
        spec:
          legal_name: X
          address: { line1: a, postcode: "1", city: b, country: FR }
        """, file: "no tenants")
    {
      directory.put(try Document(node).content)
    }
    let unpaid = try ReservedUse(fixture.estate, directory: directory)
    #expect(unpaid.reservations.count == reserved.reservations.count)
    #expect(unpaid.reservations.allSatisfy { $0.monthlyCost == nil && $0.unusedCost == nil })
    #expect(unpaid.monthlyCost == nil)
    #expect(unpaid.notes == ["no organisation holds the tenant `val-prod` on 2026-11-26"])
  }

  @Test func `rows add up to the total, with what is paid in vain as parts of them`() throws {
    let listing = OutlookListing.reservations([("val-prod", reserved)])
    let rows = try listing.text(.csv).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let costs = try rows.map(\.[11]).filter { !$0.isEmpty }
      .map { try DecimalNumber($0, limits: .price) }
    #expect(try sum(costs) == reserved.monthlyCost)
    #expect(rows.count == reserved.reservations.count + reserved.waste.count)
    let table = try listing.text(.table).split(separator: "\n").last ?? ""
    #expect(table.contains("total") && table.contains("29353.04") && table.contains("3664.32"))
  }

  @Test func `what the map does not mention is no reservation`() throws {
    #expect(!reserved.reservations.contains { $0.resource.name.hasPrefix("sr013") })
    let waste = try #require(reserved.waste.first { $0.name.hasPrefix("sr013") })
    #expect(waste.monthlyCost == nil)
  }

  private func price(of product: String) throws -> DecimalNumber {
    let list = try #require(fixture.directory.priceLists["demo"])
    guard case .perUnit(let price) = try #require(list.versions.first?.charges[product]?.model)
    else {
      Issue.record("\(product) is not priced per unit")
      return .zero
    }
    return price
  }

  private func sum(_ amounts: [DecimalNumber?]) throws -> DecimalNumber {
    try amounts.compactMap(\.self).reduce(.zero) { try $0 + $1 }
  }
}

extension Waste.Kind {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
