import Calendars
import Catalogue
import Documents
import Foundation
import Testing

@testable import Capacity

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
      tenant: "val-prod", takenAt: takenAt, inventory: try Self.inventory("snapshot"),
      map: directory.inventoryMaps["cloud-temple"], products: directory.products)
    #expect(estate.inventory.parts == Set(InventoryPart.allCases))
  }

  /// With forecasts from the history, and costs.
  func report() throws -> CapacityReport {
    var report = CapacityReport(estate)
    report.forecasts = try histories().map { FillForecast($0) }
    report.reserved = try ReservedUse(estate, directory: directory)
    return report
  }

  /// What the snapshots of the history and the last one have measured.
  private func histories() throws -> [FillHistory] {
    let history = Self.root.appending(path: "demo/estate/history").path
    let folders = try FileManager.default.contentsOfDirectory(atPath: history).sorted()
    var days: [String: [FillHistory.Day]] = [:]
    var last: [CapacityMeasure] = []
    for folder in folders + ["2026-11-26"] {
      let date = try #require(LocalDate(folder))
      let read = folder == "2026-11-26" ? estate.inventory : try Self.inventory("history/\(folder)")
      last = CapacityMeasure.all(of: read, incomplete: [])
      for measure in last {
        days[measure.id, default: []].append(
          FillHistory.Day(date: date, used: measure.used, size: measure.size))
      }
    }
    return last.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }.map {
      FillHistory($0.kind, id: $0.id, name: $0.name, days: days[$0.id] ?? [])
    }
  }

  var organisation: Organisation? { directory.organisations["cooperative-du-val"] }

  private static func inventory(_ folder: String) throws -> Inventory {
    var work = InventoryImport()
    let files = try InventoryFiles([root.appending(path: "demo/estate/\(folder)").path])
    try files.read(into: &work)
    #expect(files.ignored == [] && work.refused == [])
    return work.inventory
  }
}
