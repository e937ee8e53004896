import Calendars
import Catalogue
import Decimals
import Invoicing
import Rating

/// What products cost the organisation that holds a tenant.
struct ReservationCosts {
  private(set) var currency: Currency?
  private(set) var notes: [String] = []
  private let directory: Directory
  private let organisation: String?
  private let day: LocalDate
  private var known: [Asked: DecimalNumber?] = [:]

  private struct Asked: Hashable {
    let product: String
    let quantity: DecimalNumber
  }

  init(_ estate: Estate, directory: Directory) {
    self.directory = directory
    organisation = Tenancies(directory).organisation(of: estate.tenant, at: estate.takenAt)
    let zone = organisation.flatMap { directory.contracts(of: $0).first?.zone } ?? .default
    day = zone.date(of: estate.takenAt)
    if organisation == nil {
      notes = ["no organisation holds the tenant `\(estate.tenant)` on \(day)"]
    }
  }

  /// What a quantity costs a month, net; nil, with a note, where there is no price.
  mutating func monthly(
    _ product: Product, _ quantity: DecimalNumber
  ) throws -> DecimalNumber? {
    guard let organisation else { return nil }
    let asked = Asked(product: product.name, quantity: quantity)
    if let cost = known[asked] { return cost }
    let cost = try price(product, quantity, of: organisation)
    known[asked] = .some(cost)
    return cost
  }

  private mutating func price(
    _ product: Product, _ quantity: DecimalNumber, of organisation: String
  ) throws -> DecimalNumber? {
    do {
      let units = try product.billedUnits(of: quantity)
      let simulation = try directory.priceSimulation(
        of: units, product: product.name, by: .contract(of: organisation, priceList: nil), on: day)
      currency = simulation.currency
      return simulation.net
    } catch let error as TermsError {
      let note = "\(error)"
      if !notes.contains(note) { notes.append(note) }
      return nil
    }
  }
}
