import Calendars
import Capacity
import Catalogue
import Documents
import Foundation
import Testing

/// The demonstration's estate: two zones, three pools, 40 machines, of which demo/estate/README.md
/// tells the story.
struct EstateFixture {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let directory: Directory
  let estate: Estate

  init() throws {
    var directory = Directory()
    for file in ["documents/catalogue.yaml", "documents/price-list.yaml", "estate/documents.yaml"] {
      let path = Self.root.appending(path: "demo/\(file)").path
      for node in try DocumentNode.documents(ofFile: path) {
        directory.put(try Document(node).content)
      }
    }
    self.directory = directory
    let takenAt = try #require(Instant(rfc3339: "2026-11-26T05:00:00Z"))
    estate = Estate(
      tenant: "val-prod", takenAt: takenAt, inventory: try Self.inventory(),
      map: directory.inventoryMaps["cloud-temple"], products: directory.products)
  }

  var report: CapacityReport { CapacityReport(estate) }

  var organisation: Organisation? { directory.organisations["cooperative-du-val"] }

  private static func inventory() throws -> Inventory {
    var work = InventoryImport()
    let files = try InventoryFiles([root.appending(path: "demo/estate/snapshot").path])
    try files.read(into: &work)
    #expect(files.ignored == [] && work.refused == [])
    #expect(work.inventory.parts == Set(InventoryPart.allCases))
    return work.inventory
  }
}
