import Calendars
import Foundation
import Metering
import TestSupport

@testable import TestModel

/// Documents for ingestion: products of one SKU and two units, an alias, tenants with a beginning.
let shopYAML = """
  kind: Catalogue
  name: all
  spec:
    products:
      - { product: vm, sku: "csp:(region):vm:v1", aliases: ["vm-(region)"], unit: VM,
          label: { fr: VM, en: VM }, service: Cloud, meter: { aggregation: sum } }
      - { product: disk-gb, sku: "csp:disk", unit: GB, label: { fr: D, en: D }, service: Cloud,
          meter: { aggregation: sum } }
      - { product: disk-io, sku: "csp:disk", unit: IO, label: { fr: D, en: D }, service: Cloud,
          meter: { aggregation: sum } }
      - { product: disk-old, sku: "csp:disk:old", aliases: ["csp:disk"], unit: Go,
          label: { fr: D, en: D }, service: Cloud, meter: { aggregation: sum } }
  ---
  kind: Organisation
  name: acme
  spec:
    legal_name: ACME
    address: { line1: 1 rue de la Paix, postcode: "75002", city: Paris, country: FR }
    tenants: [acme-prod, { name: acme-dev, from: 2026-03-01 }]
  ---
  kind: Organisation
  name: other
  spec:
    legal_name: Other
    address: { line1: 1 rue de la Paix, postcode: "75002", city: Paris, country: FR }
    tenants: [other-prod]
  """

/// A sound event of the shop. Fields are raw JSON and can be replaced, or left out with nil.
func shopLine(
  _ id: String, _ envelope: [String: String?] = [:], data: [String: String?] = [:]
) -> String {
  let defaults: [String: String?] = [
    "sku": #""csp:fr1:vm:v1""#, "resource": #""vm-1""#, "quantity": #""1""#, "unit": nil,
  ]
  return usageLine(
    ["id": "\"\(id)\"", "time": #""2026-10-05T22:00:00Z""#].merging(envelope) { $1 },
    data: defaults.merging(data) { $1 })
}

/// The sums of the stored batches, and of what the quarantine has seen.
extension MeteredWorld {
  func storedCounts() throws -> [Int64] {
    try ["accepted", "duplicate", "conflict", "rejected"].map { column in
      try count("select coalesce(sum(\(column)), 0)::bigint from releve.ingestion_batch")
    }
  }

  func eventCount() throws -> Int64 { try count("select count(*) from releve.event") }
}

extension IngestCounts {
  /// Accepted, duplicate, conflict, rejected.
  var outcomes: [Int] { [accepted, duplicate, conflict, rejected] }
}

/// The program, begun on a file of events; it stands beside the tests.
func ingestion(of file: String, into database: TestDatabase) throws -> Process {
  let process = Process()
  process.executableURL = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "releve")
  process.arguments = ["ingest", "--database", database.connectionURL, "--as", "ndjson", file]
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  return process
}
