import Crypto

/// One numbered step of the schema. Steps are only ever added: one that was released never changes.
public struct Migration: Sendable {
  /// From 1, without a gap.
  public let number: Int
  /// The file's name.
  public let name: String
  let script: String

  /// All steps in order.
  public static let all: [Migration] = [
    ("m0001_documents", PackageResources.m0001_documents_sql),
    ("m0002_events", PackageResources.m0002_events_sql),
    ("m0003_ledger", PackageResources.m0003_ledger_sql),
    ("m0004_corrections", PackageResources.m0004_corrections_sql),
    ("m0005_quarantine", PackageResources.m0005_quarantine_sql),
    ("m0006_metering", PackageResources.m0006_metering_sql),
    ("m0007_archive", PackageResources.m0007_archive_sql),
    ("m0008_lines", PackageResources.m0008_lines_sql),
    ("m0009_issuing", PackageResources.m0009_issuing_sql),
    ("m0010_service_levels", PackageResources.m0010_service_levels_sql),
    ("m0011_operations", PackageResources.m0011_operations_sql),
    ("m0012_capacity", PackageResources.m0012_capacity_sql),
  ].enumerated().map { index, file in
    Migration(
      number: index + 1, name: file.0, script: String(decoding: file.1, as: UTF8.self))
  }

  /// What all steps rest on: roles, the schema, the table of migrations. Runs each time.
  static let bootstrap = String(decoding: PackageResources.bootstrap_sql, as: UTF8.self)

  /// SHA-256 of the script, in hex: how an edited step is recognised.
  var checksum: String {
    SHA256.hash(data: Array(script.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
