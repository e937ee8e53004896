import Decimals
import Invoicing

/// Lines of an invoice that stand together on its pages, with their sum: usage by tenant and
/// service, then what the contract adds, credits, and adjustments. Lines keep their numbers.
struct InvoiceGroup {
  let title: String
  let isTenant: Bool
  private(set) var lines: [InvoiceDocument.Line] = []
  /// In the currency's minor digits.
  private(set) var sum: DecimalNumber?

  /// In the order in which their first lines stand; one tenant's services stand together.
  static func all(of document: InvoiceDocument, _ words: PageWords) throws(DecimalError)
    -> [InvoiceGroup]
  {
    var places: [Key: Int] = [:]
    var keys: [Key] = []
    var groups: [InvoiceGroup] = []
    for line in document.lines {
      let key = Key(line)
      if places[key] == nil {
        places[key] = groups.count
        keys.append(key)
        groups.append(InvoiceGroup(title: key.title(words), isTenant: line.tenant != nil))
      }
      if let place = places[key] { try groups[place].add(line) }
    }
    var tenants: [String: Int] = [:]
    for key in keys { tenants[key.tenant ?? ""] = tenants[key.tenant ?? ""] ?? tenants.count }
    return keys.indices.sorted { left, right in
      let ranks = [left, right].map { index in
        (keys[index].section, tenants[keys[index].tenant ?? ""] ?? 0, index)
      }
      return ranks[0] < ranks[1]
    }.map { groups[$0] }
  }

  private mutating func add(_ line: InvoiceDocument.Line) throws(DecimalError) {
    lines.append(line)
    let amount = try DecimalNumber(line.amount, limits: .quantity)
    sum = try sum.map { sum throws(DecimalError) in try sum + amount } ?? amount
  }

  private struct Key: Hashable {
    let section: Int
    let tenant: String?
    let service: String?

    init(_ line: InvoiceDocument.Line) {
      switch line.kind {
      case .usage: (section, tenant, service) = (0, line.tenant, line.service)
      case .commitment, .oneOff, .discount, .minimum: (section, tenant, service) = (1, nil, nil)
      case .serviceCredit: (section, tenant, service) = (2, nil, nil)
      case .adjustment: (section, tenant, service) = (3, nil, nil)
      }
    }

    func title(_ words: PageWords) -> String {
      switch section {
      case 0: [tenant, service].compactMap(\.self).joined(separator: " · ")
      case 1: words.agreed
      case 2: words.serviceCredits
      default: words.adjustments
      }
    }
  }
}
