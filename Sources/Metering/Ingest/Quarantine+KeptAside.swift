public import Calendars
public import Catalogue
import Foundation
import PostgreSQL
import SQL

extension Quarantine {
  /// Events of one SKU and local day, in the default zone, that are kept aside and wait for a
  /// person.
  public struct KeptAside: Hashable, Sendable {
    /// As it is canonically spelt where a product has it, else as it was written.
    public let sku: String
    public let day: LocalDate
    public fileprivate(set) var conflicts = 0
    public fileprivate(set) var rejected = 0
  }

  /// What of a month is kept aside, by SKU and day, as far as both can be read: rows of CSV do not
  /// say them by themselves, nor lines that are no JSON. Entries are counted, not how often each
  /// was seen.
  public func keptAside(in period: Period, directory: Directory) throws -> [KeptAside] {
    let products = ProductResolver(directory.products.values)
    var found: [String: [LocalDate: KeptAside]] = [:]
    try connection.stream(.named("quarantine_open_lines")) { row in
      let (reason, raw) = try row.single(String.self, Bytes.self)
      guard let line = try? JSONDecoder().decode(KeptLine.self, from: Data(raw.bytes)),
        let day = Instant(rfc3339: line.time).map({ Zone.default.date(of: $0) }),
        Period(containing: day) == period
      else { return }
      let known = try? products.resolve(sku: line.data.sku, unit: nil).get()
      let sku = known?.sku ?? line.data.sku
      var entry = found[sku]?[day] ?? KeptAside(sku: sku, day: day)
      if reason == "conflict" { entry.conflicts += 1 } else { entry.rejected += 1 }
      found[sku, default: [:]][day] = entry
    }
    return found.values.flatMap(\.values).sorted { ($0.sku, $0.day) < ($1.sku, $1.day) }
  }
}

/// What is asked of a line that was not accepted.
private struct KeptLine: Decodable {
  struct Fields: Decodable { let sku: String }

  let time: String
  let data: Fields
}
