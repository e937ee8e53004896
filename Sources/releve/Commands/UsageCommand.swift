import ArgumentParser
import Calendars
import Catalogue
import Decimals
import Invoicing
import Metering
import Reports

/// `releve usage`
struct UsageCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "usage",
    abstract: "Shows metered quantities, in billed units.",
    discussion: """
      Products and SKUs are always told apart; --by names what else: any of organisation, tenant, \
      product, sku, resource, day. html shows days as bars.

      Examples:
        releve usage --period 2026-10
        releve usage --period 2026-10 --organisation acme --by tenant,resource,day
        releve usage --period 2026-10 --by day --format html --output usage.html

      What has changed since the last time is metered first (see `releve meter`).
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: ReportFormatOption
  @OptionGroup var output: OutputOption
  @Option(help: .month) var period: Period
  @Option(help: "Only this organisation.") var organisation: String?
  @Option(help: "Only this tenant.") var tenant: String?
  @Option(help: "Only this SKU, as it is canonically spelt.") var sku: String?
  @Option(
    help: ArgumentHelp(
      "What is told apart, separated by commas; default tenant,sku.", valueName: "keys"),
    completion: .list(UsageKey.allCases.map(\.rawValue)),
    transform: { text in
      let names = text.split(separator: ",", omittingEmptySubsequences: false)
      return try names.map { name in
        guard let key = UsageKey(rawValue: String(name)) else {
          throw ValidationError(
            "--by takes \(UsageKey.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return key
      }
    })
  var by: [UsageKey] = [.tenant, .sku]
  @Option(help: "fr or en, of html; default the organisation's, else English.")
  var language: Language?

  func run() throws {
    let connection = try database.connect()
    let directory = try DocumentStore(connection).directory()
    if let organisation { _ = try directory.organisation(named: organisation) }
    if let tenant, !Tenancies(directory).all.contains(where: { $0.tenant == tenant }) {
      throw InvoicingError.unknownTenant(tenant)
    }
    let keys = Set(by + (tenant == nil ? [] : [.tenant]))
    let progress = MeteringProgress(console)
    defer { progress.finish() }
    let report = try UsageReport(
      connection, directory: directory, period: period,
      organisations: organisation.map { [$0] } ?? directory.organisations.keys.sorted(), by: keys,
      now: Clock.now, progress: progress.show)
    progress.finish()
    if Zone.default.date(of: Clock.now) < period.firstDayAfter {
      console.info("\(period) has not ended: levels are taken to hold to its end")
    }
    try output.write(try text(report.lines.filter(isWanted), directory))
    if !report.heldMonths.isEmpty {
      console.warning(
        "archived_month",
        "not up to date: events came, or were voided, in months that are archived; restore them:"
          + " \(report.heldMonths.joined(separator: ", "))")
    }
    if !report.outOfRange.isEmpty {
      console.warning(
        "amount_out_of_range",
        "left out, for a quantity is too large to be held:"
          + " \(report.outOfRange.joined(separator: ", "))")
    }
    guard report.heldMonths.isEmpty, report.outOfRange.isEmpty else {
      throw ExitStatus.needsPerson
    }
  }

  /// What is told apart besides products and SKUs.
  private var columns: [UsageKey] {
    var columns: [UsageKey] = []
    for key in by where ![.product, .sku].contains(key) && !columns.contains(key) {
      columns.append(key)
    }
    return columns
  }

  private func text(_ lines: [UsageLine], _ directory: Directory) throws -> String {
    guard let format = format.resolved.listing else {
      let customer = organisation.flatMap { directory.organisations[$0] }
      return try UsagePage(
        lines, in: period, by: columns, of: customer?.legalName, products: directory.products,
        language: language ?? customer?.language ?? .english
      ).html()
    }
    return try listing(lines, directory.products).text(format)
  }

  private func listing(_ lines: [UsageLine], _ products: [String: Product]) -> Listing {
    let columns = columns
    var listing = Listing(columns.map(\.rawValue) + ["product", "sku", "unit", "quantity"])
    for line in lines {
      let unit = products[line.product]?.billedUnit.english ?? ""
      listing.add(
        columns.map { line.cell($0) } + [
          .text(line.product), .text(line.sku), .text(unit), .decimal(line.quantity.plain),
        ])
    }
    return listing
  }

  private func isWanted(_ line: UsageLine) -> Bool {
    (tenant == nil || line.tenant == tenant) && (sku == nil || line.sku == sku)
  }
}

extension UsageLine {
  fileprivate func cell(_ key: UsageKey) -> Listing.Cell {
    let text: String? =
      switch key {
      case .organisation: organisation
      case .tenant: tenant
      case .product: product
      case .sku: sku
      case .resource: resource
      case .day: day?.description
      }
    return text.map(Listing.Cell.text) ?? .absent
  }
}
