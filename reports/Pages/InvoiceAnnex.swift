public import Calendars
public import Catalogue
public import Decimals
public import Invoicing
public import Metering

/// The quantities of each day, resource by resource, as an annex to an invoice.
public struct InvoiceAnnex: Sendable {
  /// What one tenant used of one product and SKU.
  public struct Group: Sendable {
    public let tenant: String
    public let label: String
    public let sku: String
    /// The billed unit.
    public let unit: String
    public let resources: [Resource]

    public init(
      tenant: String, label: String, sku: String, unit: String, resources: [Resource]
    ) {
      self.tenant = tenant
      self.label = label
      self.sku = sku
      self.unit = unit
      self.resources = resources
    }
  }

  public struct Resource: Sendable {
    public let name: String
    /// In the order of the days; days without usage may be left out.
    public let days: [Day]

    public init(name: String, days: [Day]) {
      self.name = name
      self.days = days
    }
  }

  /// What counts on a local day, in billed units.
  public struct Day: Sendable {
    public let date: LocalDate
    public let quantity: DecimalNumber

    public init(date: LocalDate, quantity: DecimalNumber) {
      self.date = date
      self.quantity = quantity
    }
  }

  public let groups: [Group]

  public init(groups: [Group]) { self.groups = groups }
}

extension InvoiceAnnex.Resource {
  /// Days that follow each other with one quantity.
  struct Stretch {
    let first: LocalDate
    var last: LocalDate
    let quantity: DecimalNumber

    var dayCount: Int { last.daysSinceEpoch - first.daysSinceEpoch + 1 }
  }

  var stretches: [Stretch] {
    var stretches: [Stretch] = []
    for day in days {
      if let last = stretches.last, last.quantity == day.quantity,
        last.last.adding(days: 1) == day.date
      {
        stretches[stretches.count - 1].last = day.date
      } else {
        stretches.append(Stretch(first: day.date, last: day.date, quantity: day.quantity))
      }
    }
    return stretches
  }
}

extension InvoiceAnnex {
  /// Of what was used, told apart by tenant, resource and day, in the order of the usage report:
  /// what lines for usage of a document are for.
  public init(
    of document: InvoiceDocument, _ usage: [UsageLine], products: [String: Product]
  ) {
    let language = Language(rawValue: document.parties.language) ?? .french
    let billed = Set(
      document.lines.filter { $0.kind == .usage || $0.kind == .commitment }
        .map { [$0.product, $0.sku] })
    var groups: [Group] = []
    var resources: [Resource] = []
    var days: [Day] = []
    for (index, line) in usage.enumerated() where billed.contains([line.product, line.sku]) {
      guard let date = line.day, let tenant = line.tenant, let resource = line.resource else {
        continue
      }
      if !line.quantity.isZero { days.append(Day(date: date, quantity: line.quantity)) }
      let next = usage.dropFirst(index + 1).first
      let isSameGroup =
        next?.tenant == tenant && next?.product == line.product && next?.sku == line.sku
      if isSameGroup, next?.resource == resource { continue }
      if !days.isEmpty { resources.append(Resource(name: resource, days: days)) }
      days = []
      if isSameGroup { continue }
      if !resources.isEmpty {
        let product = products[line.product]
        groups.append(
          Group(
            tenant: tenant, label: product?.label.text(in: language) ?? line.product, sku: line.sku,
            unit: product?.billedUnit.text(in: language) ?? "", resources: resources))
      }
      resources = []
    }
    self.init(groups: groups)
  }
}
