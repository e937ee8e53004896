import Calendars
import Decimals
import PostgreSQL
import SQL

/// What documents have billed for a month of a contract, up to one of them and after it.
struct LineLedger {
  /// In the order in which they were issued.
  let upTo: [BilledLine]
  let after: [BilledLine]

  var all: [BilledLine] { upTo + after }

  init(_ connection: Connection, contract: String, _ month: Period, upTo invoiceID: Int64) throws {
    var (before, after): ([BilledLine], [BilledLine]) = ([], [])
    let rows = try connection.query(
      .named("explain_ledger"), contract, month.firstDay, invoiceID
    ).decode(
      String.self, LocalDate.self, Int32.self, String.self, String?.self, String?.self,
      String?.self, String?.self, String.self, String.self, DecimalNumber?.self,
      DecimalNumber.self, String?.self, String?.self, Bool.self)
    for row in rows {
      guard let kind = LineKind(rawValue: row.3) else { continue }
      let line = BilledLine(
        number: row.0, issuedOn: row.1, line: Int(row.2), kind: kind, product: row.4,
        tenant: row.5, sku: row.6, priceVersion: row.7, vatCategory: row.8, vatRate: row.9,
        quantity: row.10 ?? .zero, amount: row.11, label: row.12 ?? row.4 ?? "",
        service: row.13)
      if row.14 { before.append(line) } else { after.append(line) }
    }
    (upTo, self.after) = (before, after)
  }
}

extension BilledLine {
  /// Whether it is for the same as a line of a document, whatever it cost: of what no product is
  /// named, the price version says what it is for.
  func concernsSame(as line: InvoiceDocument.Line) -> Bool {
    guard kind == line.adjusts ?? line.kind, product.isSame(as: line.product) else { return false }
    guard product == nil else {
      return tenant.isSame(as: line.tenant) && sku.isSame(as: line.sku)
    }
    return priceVersion.isSame(as: line.priceVersion)
  }

  /// Whether it has the key of a line of a document.
  func hasKey(of line: InvoiceDocument.Line) -> Bool {
    concernsSame(as: line) && isPriced(as: line)
  }

  /// Whether it is priced and taxed as a line of a document is.
  func isPriced(as line: InvoiceDocument.Line) -> Bool {
    priceVersion.isSame(as: line.priceVersion) && isTaxed(as: line)
  }

  func isTaxed(as line: InvoiceDocument.Line) -> Bool {
    let rates = [vatRate, line.vatRate].map { try? DecimalNumber($0, limits: .price) }
    return vatCategory == line.vatCategory && rates[0] == rates[1]
  }
}

extension String? {
  /// Compared by bytes, as the database does.
  fileprivate func isSame(as other: String?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let one?, let other?): one.utf8.elementsEqual(other.utf8)
    default: false
    }
  }
}

extension Collection where Element == BilledLine {
  func quantitySum() throws(DecimalError) -> DecimalNumber {
    var sum = DecimalNumber.zero
    for line in self { sum = try sum + line.quantity }
    return sum
  }

  func amountSum() throws(DecimalError) -> DecimalNumber {
    var sum = DecimalNumber.zero
    for line in self { sum = try sum + line.amount }
    return sum
  }
}
