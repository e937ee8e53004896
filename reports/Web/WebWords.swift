import Catalogue

/// The fixed words that only pages have.
struct WebWords {
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  var lines: String { pick("Lignes", "Lines") }
  var totals: String { pick("Totaux", "Totals") }
  var components: String { pick("Composants", "Components") }
  var outages: String { pick("Arrêts", "Outages") }

  var usage: String { pick("Consommation", "Usage") }
  var organisation: String { pick("Organisation", "Organisation") }
  var tenant: String { pick("Tenant", "Tenant") }
  var resource: String { pick("Ressource", "Resource") }
  var day: String { pick("Jour", "Day") }
  var noUsage: String { pick("Aucune consommation.", "No usage.") }
  var share: String {
    pick("Par rapport au jour le plus fort", "Compared with the largest day")
  }

  /// Of one letter or more, from Monday on.
  var weekdays: [String] {
    language == .french
      ? ["Lun", "Mar", "Mer", "Jeu", "Ven", "Sam", "Dim"]
      : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  }

  var calendar: String {
    pick(
      "Arrêts et maintenances annoncées par jour, sur l'ensemble des composants",
      "Downtime and announced maintenance by day, of any component")
  }
  func maintenance(_ duration: String) -> String {
    pick("\(duration) de maintenance", "\(duration) of maintenance")
  }

  func budget(spent: String, allowed: String, left: String, isOverspent: Bool) -> String {
    isOverspent
      ? pick(
        "Indisponibilité : \(spent) pour \(allowed) admis, dépassement de \(left)",
        "Downtime: \(spent) where \(allowed) are allowed, \(left) too much")
      : pick(
        "Indisponibilité : \(spent) sur \(allowed) admis, reste \(left)",
        "Downtime: \(spent) of \(allowed) allowed, \(left) left")
  }
}

extension String {
  /// A title in capitals as a sentence begins: `CREDIT NOTE` is `Credit note`.
  var sentenceCased: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
