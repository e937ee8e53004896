public import Catalogue
public import Decimals

/// Reservations that people look at together: of blades and storage each by itself, of everything
/// else those of a product.
public struct ReservationSum: Hashable, Sendable {
  public let kind: BillableResource.Kind
  public let product: Product
  /// nil where they are several that are counted.
  public let only: Reservation?
  public let count: Int
  /// How many nothing uses; nil where use is not known.
  public let unusedCount: Int?
  public let quantity: DecimalNumber
  public let monthlyCost: DecimalNumber?
  public let unusedCost: DecimalNumber?
}

extension ReservationSum {
  /// In the order of the reservations.
  static func all(of reservations: [Reservation]) throws(DecimalError) -> [ReservationSum] {
    var sums: [ReservationSum] = []
    var taken: Set<String> = []
    for item in reservations {
      switch item.resource.kind {
      case .blade, .storage: sums.append(try ReservationSum([item], isAlone: true))
      case .backup, .replication, .vlan, .publicIP, .availabilityZone, .tenant:
        let key = "\(item.resource.kind.rawValue)/\(item.product.name)"
        guard taken.insert(key).inserted else { continue }
        let others = reservations.filter {
          $0.resource.kind == item.resource.kind && $0.product.name == item.product.name
        }
        sums.append(try ReservationSum(others, isAlone: false))
      }
    }
    return sums
  }

  /// Of what is known; nil where nothing is.
  static func sum(_ amounts: [DecimalNumber?]) throws(DecimalError) -> DecimalNumber? {
    var sum: DecimalNumber?
    for amount in amounts {
      guard let amount else { continue }
      sum = try sum.map { one throws(DecimalError) in try one + amount } ?? amount
    }
    return sum
  }

  /// - Precondition: there is one at least; all are of one kind and product.
  fileprivate init(_ items: [Reservation], isAlone: Bool) throws(DecimalError) {
    let uses = items.compactMap(\.use)
    kind = items[0].resource.kind
    product = items[0].product
    only = isAlone ? items[0] : nil
    count = items.count
    unusedCount = uses.isEmpty ? nil : uses.count(where: \.isNothing)
    quantity = try Self.sum(items.map(\.quantity)) ?? .zero
    monthlyCost = try Self.sum(items.map(\.monthlyCost))
    unusedCost = try Self.sum(items.map(\.unusedCost))
  }
}

extension Reservation.Use {
  /// Whether nothing is used.
  var isNothing: Bool {
    switch self {
    case .size(let used, _): used == .zero
    case .backups(let count), .adapters(let count): count == 0
    }
  }
}
