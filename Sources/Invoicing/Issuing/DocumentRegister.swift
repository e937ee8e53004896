import Calendars
import Catalogue
import Decimals
import PostgreSQL
import SQL

/// Gives documents their numbers, and stores them.
///
/// One process at a time numbers documents: what it bills rests on what was issued before. The
/// constraints of the ledger would make it right without the lock: one document a period, no number
/// twice, no fork of the chain.
struct DocumentRegister {
  struct Outcome {
    var documents: [IssuedDocument] = []
    var obstacles: [Obstacle] = []
  }

  private let connection: Connection
  /// The date of issue.
  let date: LocalDate
  /// Whether nothing was issued yet in this run: an impossible date is wrong for all of it then.
  private let isFirst: Bool

  init(_ connection: Connection, date: LocalDate, isFirst: Bool) {
    self.connection = connection
    self.date = date
    self.isFirst = isFirst
  }

  /// Issues what was read, in one transaction; nil where it rests on what is no more so: another
  /// process issued one of the contracts, or an organisation was put on hold.
  func issue(_ reading: BatchReading) throws -> Outcome? {
    var made = Outcome()
    return try connection.transaction(
      askingAfterLoss: { try isStored(made.documents) ? made : nil },
      {
        made = Outcome()
        _ = try connection.query(.named("issue_lock"))
        guard try isCurrent(reading) else { return nil }
        var heads = SeriesHeads(connection)
        var records: [DocumentRecord] = []
        for customer in reading.customers {
          switch try customer.admitted(
            on: date, after: &heads, isFirst: isFirst && records.isEmpty)
          {
          case .success(let writers): records += try writers.map { try number($0, after: &heads) }
          case .failure(let obstacle): made.obstacles.append(obstacle)
          }
        }
        made.obstacles += reading.onHold.values.sorted {
          ($0.organisation ?? "") < ($1.organisation ?? "")
        }
        try store(records)
        made.documents = records.map(\.issued)
        return made
      })
  }

  /// Whether the first document of a transaction is stored whose COMMIT was not answered; all of
  /// them are then. The digest tells it from one that another run issued meanwhile.
  private func isStored(_ documents: [IssuedDocument]) throws -> Bool {
    guard let first = documents.first?.document, let number = first.number else { return false }
    let digests = try connection.query(.named("invoice_document"), number)
      .decode(String.self, String.self).map(\.1)
    return digests == [first.digest]
  }

  private func isCurrent(_ reading: BatchReading) throws -> Bool {
    let issued = try Ledger.lastIssuedPeriods(of: reading.contracts, from: connection)
    let onHold = try Holds(connection).obstacles(of: reading.organisations)
    return issued == reading.lastIssued && onHold.keys == reading.onHold.keys
  }

  /// A document with its number and digest.
  private func number(
    _ writer: DocumentWriter, after heads: inout SeriesHeads
  ) throws -> DocumentRecord {
    let (series, year) = (writer.series, date.year)
    let place = try heads.next(in: series, year: year)
    var document = writer.document()
    document.number = writer.seller.numbering.number(
      series: series, year: year, sequence: place.sequence)
    document.issuedOn = date.description
    document.dueOn = date.adding(days: writer.draft.contract.paymentTermsDays).description
    document.previousDigest = place.previousDigest
    let json = document.canonicalJSON()
    let digest = InvoiceDocument.digest(after: place.previousDigest, canonicalJSON: json)
    document.digest = digest
    heads.append(
      .init(year: year, sequence: place.sequence, issuedOn: date, digest: digest), to: series)
    return DocumentRecord(
      writer: writer, issued: IssuedDocument(document: document, canonicalJSON: json),
      series: series, sequence: place.sequence, previousDigest: place.previousDigest,
      digest: digest)
  }

  private func store(_ records: [DocumentRecord]) throws {
    guard !records.isEmpty else { return }
    let ids = try connection.query(
      .named("invoice_ids"), records.map(\.document.organisation),
      records.map(\.document.contract)
    ).decode(Int64.self, Int32.self, Int32.self)
    try connection.copyIn(.named("invoices_record")) { rows in
      for (record, ids) in zip(records, ids) { try record.append(to: &rows, ids, date) }
    }
    try connection.copyIn(.named("invoice_lines_record")) { rows in
      for (record, ids) in zip(records, ids) { try record.appendLines(to: &rows, ids) }
    }
  }
}

/// A document as it is stored.
struct DocumentRecord {
  let writer: DocumentWriter
  let issued: IssuedDocument
  let series: String
  let sequence: Int
  let previousDigest: String
  let digest: String

  var document: InvoiceDocument { issued.document }

  /// What it is stored under.
  fileprivate typealias IDs = (invoice: Int64, organisation: Int32, contract: Int32)

  /// Adds the document, in the order of the columns of the statement `invoices_record`.
  fileprivate func append(
    to rows: inout CopyWriter, _ ids: IDs, _ date: LocalDate
  ) throws(PostgresError) {
    try rows.row(
      ids.invoice, ids.organisation, ids.contract, document.number, series, Int32(date.year),
      Int32(sequence), document.kind.rawValue, writer.draft.period.firstDay, document.currency,
      date, writer.totals.net, writer.totals.gross, issued.canonicalJSON, previousDigest, digest)
  }

  /// Adds its lines, as owed, in the order of the columns of the statement `invoice_lines_record`.
  fileprivate func appendLines(
    to rows: inout CopyWriter, _ ids: IDs
  ) throws(PostgresError) {
    for (line, written) in zip(writer.draft.lines, document.lines) {
      let key = line.key
      try rows.row { (row) throws(PostgresError) in
        try row.append(ids.invoice)
        try row.append(Int32(written.line))
        try row.append(ids.organisation)
        try row.append(ids.contract)
        try row.append(key.period.firstDay)
        try row.append(key.kind.rawValue)
        try row.append(key.product)
        try row.append(key.tenant)
        try row.append(key.sku)
        try row.append(key.priceVersion)
        try row.append(key.vatCategory)
        try row.append(key.vatRate)
        try row.append(key.currency)
        try row.append(line.quantity)
        try row.append(line.amount)
        try row.append(written.unitPrice)
        try row.append(written.label)
        try row.append(written.unit)
        try row.append(written.service)
        try row.append(line.span.from)
        try row.append(line.span.to)
      }
    }
  }
}
