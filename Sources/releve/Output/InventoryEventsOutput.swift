import Capacity
import Crypto
import Documents
import Foundation
import Operations
import PostgreSQL

extension DatabaseCommanding {
  /// Makes usage events of inventories, and hands on all that were not ingested yet: to standard
  /// output, or as a file of the inbox. Tells what is not billed.
  ///
  /// - Parameters:
  ///   - tenant: whose; nil for all.
  ///   - inbox: whether they go into the inbox.
  ///   - connection: where inventories are stored.
  /// - Returns: whether a person should look.
  /// - Throws: why events cannot be made or written; those that were recorded are given next time.
  func handOnEvents(
    of tenant: String?, toInbox inbox: Bool, _ connection: Connection
  ) throws -> Bool {
    let outcome = try InventoryEvents(connection).derive(of: tenant)
    let pending = try PendingEvents(of: tenant, connection)
    let told = "\(pending.usage) usage events and \(pending.voids) voids are to be ingested"
    if inbox, !pending.isEmpty {
      console.info("\(told): \(try writeToInbox(pending.ndjson))")
    } else {
      console.info(told)
      if !inbox { Console.output(bytes: pending.ndjson) }
    }
    for message in UnbilledMessages(outcome).all {
      console.warning(message.code, message.text)
    }
    return outcome.needsPerson
  }

  /// Writes a file that has its name once it is whole; the same events are the same file.
  private func writeToInbox(_ ndjson: [UInt8]) throws -> String {
    let folder = database.home + "/inbox"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let digest = SHA256.hash(data: ndjson).prefix(8).hexadecimal
    let path = "\(folder)/inventory-\(digest).ndjson"
    try WholeFile.write(ndjson, to: path)
    return path
  }
}
