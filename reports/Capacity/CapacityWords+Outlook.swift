import Calendars
import Capacity
import Catalogue
import Decimals

extension CapacityWords {
  var forecastTitle: String { pick("Prévision", "Forecast") }
  var growth: String { pick("Par jour", "A day") }
  var fullTitle: String { pick("Plein", "Full") }
  var range: String { pick("Fourchette", "Range") }
  var data: String { pick("Jours mesurés", "Days measured") }
  var reservedTitle: String { pick("Réservé et utilisé", "Reserved and used") }
  var wasteTitle: String { pick("Payé et inutilisé", "Paid for and not used") }
  var reservation: String { pick("Réservation", "Reservation") }
  var product: String { pick("Produit", "Product") }
  var quantity: String { pick("Quantité", "Quantity") }
  var useTitle: String { pick("Utilisé", "Used") }
  var monthly: String { pick("Par mois, HT", "A month, net") }
  var unused: String { pick("dont inutilisé", "of it unused") }
  var total: String { pick("Total", "Total") }
  var sizeTitle: String { pick("Taille", "Size") }

  /// How forecasts come about.
  var forecastMethod: String {
    let (least, most) = (FillForecast.daysMin, FillForecast.daysMax)
    let horizon = FillForecast.horizonDays
    return pick(
      "Médiane des pentes entre tous les jours mesurés (Theil-Sen), sur \(most) jours au plus ;"
        + " fourchette à 90\u{A0}% (Sen 1968). Rien sous \(least) jours de mesures, ni au-delà de"
        + " \(horizon) jours.",
      "Median of the slopes between all days measured (Theil-Sen), of at most \(most) days; range"
        + " at 90% (Sen 1968). Nothing below \(least) days of data, nor beyond \(horizon) days.")
  }

  /// How costs come about.
  var costMethod: String {
    pick(
      "Coût d'un mois entier au contrat en vigueur, remises déduites, chaque réservation pour"
        + " elle-même ; disques et instantanés à leur part du dépôt.",
      "Cost of a whole month by the contract in force, less discounts, each reservation by itself;"
        + " disks and snapshots by their share of the repository.")
  }

  func kind(_ kind: CapacityMeasure.Kind) -> String {
    switch kind {
    case .pool: pick("mémoire du pool", "memory of the pool")
    case .repository: self.kind(Finding.Subject.Kind.repository)
    }
  }

  /// A growth, with its sign.
  func growth(_ size: DataSize) -> String {
    (size > .zero ? "+" : size < .zero ? "−" : "") + self.size(size < .zero ? .zero - size : size)
  }

  func outcome(of forecast: FillForecast) -> String {
    switch forecast.outcome {
    case .tooLittleData(let days):
      pick("trop peu de mesures (\(days) jours)", "too little data (\(days) days)")
    case .full: pick("plein", "full")
    case .notForeseen: pick("pas en vue", "not in sight")
    case .days(let range):
      pick("dans \(days(range.likely))", "in \(days(range.likely))")
        + (forecast.date(in: range.likely).map { " (\(style.date($0.description)))" } ?? "")
    }
  }

  func range(of forecast: FillForecast) -> String {
    guard case .days(let range) = forecast.outcome else { return "" }
    guard let latest = range.latest else {
      return pick("\(range.earliest) jours ou plus", "\(range.earliest) days or more")
    }
    return range.earliest == latest
      ? days(latest)
      : pick("\(range.earliest) à \(days(latest))", "\(range.earliest) to \(days(latest))")
  }

  func kind(_ kind: BillableResource.Kind) -> String {
    switch kind {
    case .blade: host
    case .storage: self.repository
    case .backup: backupTitle
    case .replication: replicationTitle
    case .vlan: "VLAN"
    case .publicIP: pick("Adresse IP publique", "Public IP")
    case .availabilityZone: pick("Zone de disponibilité", "Availability zone")
    case .tenant: "Tenant"
    }
  }

  func name(of item: ReservationSum) -> String { item.only?.resource.name ?? kind(item.kind) }

  func use(of item: ReservationSum) -> String {
    if let only = item.only {
      guard case .size(let used, let whole) = only.use else { return none }
      return used.percent(of: whole).map { "\(size(used)), \(percent($0))" } ?? size(used)
    }
    guard let unused = item.unusedCount else { return none }
    return unused == 0
      ? pick("toutes utilisées", "all used")
      : pick("\(count(unused)) sans usage", "\(count(unused)) without use")
  }

  func kind(_ kind: Waste.Kind) -> String {
    switch kind {
    case .idleRepository: pick("dépôt sans disque", "repository without a disk")
    case .unattachedDisk: pick("disque sans machine", "disk without a machine")
    case .oldSnapshot: pick("ancien instantané", "old snapshot")
    case .hostInMaintenance: pick("lame en maintenance", "host in maintenance")
    case .idleNetwork: pick("VLAN sans adaptateur", "VLAN without an adapter")
    }
  }

  /// The quantity with its unit.
  func quantity(of item: ReservationSum) -> String {
    let unit = item.product.billedUnit.text(in: language)
    return "\(style.text(item.quantity.plain)) \(unit)"
  }

  func cost(_ amount: DecimalNumber?, in reserved: ReservedUse) -> String {
    guard let amount, let currency = reserved.currency else { return none }
    return style.amount(amount.description, currency: currency.code)
  }
}
