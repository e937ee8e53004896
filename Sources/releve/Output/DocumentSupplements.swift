import Calendars
import Catalogue
import Crypto
import Documents
import Foundation
import Invoicing
import Metering
import PostgreSQL
import Reports

/// What stands on pages besides documents, as the database has it.
struct DocumentSupplements: Sendable {
  /// nil where there are no pages.
  private let directory: Directory?
  private let hasAnnex: Bool
  private let now: Instant

  init(_ connection: Connection, for format: InvoiceFormat, annex: Bool, now: Instant) throws {
    directory = format.hasPages ? try DocumentStore(connection).directory() : nil
    hasAnnex = annex
    self.now = now
  }

  /// What tells it from others, for the names of renderings: sellers may have other logos later.
  var name: String {
    let logos = (directory?.sellers ?? [:]).values.sorted { $0.name < $1.name }
      .compactMap(\.logo)
    guard !logos.isEmpty else { return hasAnnex ? " with annex" : "" }
    var hash = SHA256()
    for logo in logos { hash.update(data: Data(logo.png)) }
    return (hasAnnex ? " with annex" : "") + ", logos "
      + hash.finalize().prefix(8).hexadecimal
  }

  func supplement(
    of document: InvoiceDocument, _ connection: Connection
  ) throws -> InvoiceRenderer.Supplement {
    var supplement = InvoiceRenderer.Supplement()
    guard let directory else { return supplement }
    supplement.logo = directory.sellers[document.seller]?.logo?.png
    guard hasAnnex, let period = Period(document.period),
      let firstMonth = CostHistory.firstMonth(of: document)
    else { return supplement }
    let documents = try InvoiceArchive(connection).documents(from: firstMonth, upTo: document)
    supplement.history = try CostHistory(of: document, documents)
    let usage = try UsageReport(
      connection, directory: directory, period: period, organisations: [document.organisation],
      by: [.tenant, .product, .sku, .resource, .day], now: now)
    supplement.annex = InvoiceAnnex(
      of: document, usage.lines, products: directory.products)
    return supplement
  }
}
