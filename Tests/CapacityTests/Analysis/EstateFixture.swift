import Calendars
import Capacity
import Catalogue
import Documents
import Foundation
import Reports
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
    let folder = root.appending(path: "demo/estate/snapshot")
    var reader = InventoryReader()
    for part in InventoryPart.allCases where part != .virtualMachineReplications {
      let bytes = try Data(contentsOf: folder.appending(path: "\(part.rawValue).json"))
      try reader.read(Array(bytes), as: part, file: part.rawValue)
    }
    let lists = folder.appending(path: "virtual_machine_replications")
    let names = try FileManager.default.contentsOfDirectory(atPath: lists.path).sorted()
    let members = try names.map { name in
      let list = try String(contentsOf: lists.appending(path: name), encoding: .utf8)
      return "\"\(name.prefix { $0 != "." })\": \(list)"
    }
    try reader.read(
      Array("{\(members.joined(separator: ","))}".utf8), as: .virtualMachineReplications,
      file: "virtual_machine_replications")
    #expect(reader.refused == [])
    return reader.inventory
  }
}
