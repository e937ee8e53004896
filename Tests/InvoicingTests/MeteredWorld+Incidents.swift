import ServiceLevels
import Testing

@testable import TestModel

extension MeteredWorld {
  /// Imports what was said about components and decides about claims; without what had been said
  /// and decided before.
  func tell(_ incidents: World.Incidents, since before: World.Incidents? = nil) throws {
    let records = before?.records.count ?? 0
    let text =
      (before == nil ? World.Incidents.declarations : "") + incidents.ndjson(from: records)
    var work = ServiceImport(connection)
    try ImportFormat.records.reader(map: nil)
      .read(ImportFile(name: "r", bytes: Array(text.utf8))) { work.add($0) }
    let refused = try work.store(format: "records", file: "r").refused
    #expect(refused.isEmpty, "\(refused)")
    for decision in incidents.decisions[(before?.decisions.count ?? 0)...] {
      _ = try ClaimDecisions(connection).decide(
        decision.ticket, accepted: decision.isAccepted, reason: "seen")
    }
  }
}
