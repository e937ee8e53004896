import Calendars
public import Catalogue
public import Decimals
import Invoicing

/// A tenant's reservations next to what is used of them, and what is paid for in vain.
///
/// Costs are those of a whole month by the contract that holds when the inventory was read: net,
/// each reservation priced by itself, so that tiers of a price count from the first unit for each.
public struct ReservedUse: Sendable {
  /// By kind, then name and id.
  public let reservations: [Reservation]
  /// The reservations as people look at them.
  public let sums: [ReservationSum]
  /// By kind, the dearest first, then by name and id.
  public let waste: [Waste]
  /// The sum of what is known of the reservations.
  public let monthlyCost: DecimalNumber?
  /// The sum of what is known to be paid in vain.
  public let wastedCost: DecimalNumber?
  /// Of all costs; nil where none is known.
  public let currency: Currency?
  /// Why costs are missing, in words, each once.
  public let notes: [String]

  /// - Throws: `InventoryError` where the map cannot be used, `DecimalError`.
  public init(_ estate: Estate, directory: Directory) throws {
    guard let map = estate.map else {
      (reservations, sums, waste, monthlyCost, wastedCost) = ([], [], [], nil, nil)
      (currency, notes) = (nil, [])
      return
    }
    var costs = ReservationCosts(estate, directory: directory)
    let billed = try BilledResources(map, products: directory.products)
    let uses = ReservationUses(estate)
    var reservations: [Reservation] = []
    for resource in Self.resources(estate) {
      guard case .billed(let item) = billed.target(of: resource, at: estate.takenAt),
        let product = directory.products[item.product]
      else { continue }
      let quantity = try billed.quantity(of: resource, as: item)
      reservations.append(
        try Reservation(
          resource, product, quantity: quantity, use: uses.use(of: resource),
          monthlyCost: costs.monthly(product, quantity)))
    }
    self.reservations = reservations
    sums = try ReservationSum.all(of: reservations)
    waste = try UnusedReservations(estate, reservations, uses).waste
    monthlyCost = try ReservationSum.sum(reservations.map(\.monthlyCost))
    wastedCost = try ReservationSum.sum(waste.map(\.monthlyCost))
    currency = costs.currency
    notes = costs.notes
  }

  /// By kind, then name and id.
  private static func resources(_ estate: Estate) -> [BillableResource] {
    let found = BillableResources(estate.inventory, tenant: estate.tenant, incomplete: []).found
    return BillableResource.Kind.allCases.flatMap { kind in
      (found[kind] ?? [:]).values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
  }
}
