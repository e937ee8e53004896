import BigInt
import Calendars

extension ModelBilling {
  /// What the contracts of an organisation owe for all their months up to the world's, as lines of
  /// text by contract and key, in the form of `BilledBalance`; without what is 0.
  func balance(of organisation: World.Organisation) throws -> [String] {
    try organisation.contracts.flatMap { contract -> [String] in
      let begin = Period(containing: contract.from)
      let months = sequence(first: begin) { $0 < world.period ? $0.next : nil }
      let digits = world.priceList(of: contract).minorDigits
      return try months.filter { $0 <= world.period }.flatMap { month in
        try owed(contract, organisation, month)
      }.filter { $0.quantity != 0 || $0.amount != 0 }.map { line in
        let key = line.key
        return [
          contract.name, "\(key.period)", key.kind.rawValue, key.product ?? "-",
          key.tenant ?? "-", key.sku ?? "-", key.priceVersion, key.vat.text,
          line.quantity.plainMillionths, line.amount.text(scale: digits),
        ].joined(separator: " ")
      }
    }.sorted()
  }
}
