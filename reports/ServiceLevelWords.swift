import Catalogue
import Decimals
import ServiceLevels

/// The fixed words of a report on service levels.
struct ServiceLevelWords {
  let language: Language

  var style: NumberStyle { NumberStyle(language) }

  func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  var title: String { pick("NIVEAUX DE SERVICE", "SERVICE LEVELS") }
  var target: String { pick("Objectif", "Target") }
  var availability: String { pick("Disponibilité", "Availability") }
  var worst: String { pick("Composant déterminant", "Worst component") }
  var downtime: String { pick("Indisponibilité", "Downtime") }
  var left: String { pick("Marge restante", "Left of the month's budget") }
  var zones: String { pick("Zones", "Zones") }
  var credit: String { pick("Avoir", "Credit") }
  var claims: String { pick("Demandes", "Claims") }
  var due: String { pick("Dû", "Due now") }
  var component: String { pick("Composant", "Component") }
  var including: String { pick("maintenance incluse", "maintenance included") }
  var excluding: String { pick("maintenance exclue", "maintenance excluded") }
  var down: String { pick("Arrêt", "Down") }
  var maintenanceDown: String { pick("En maintenance", "In maintenance") }
  var unknown: String { pick("Inconnu", "Unknown") }
  var from: String { pick("Début", "From") }
  var to: String { pick("Fin", "To") }
  var open: String { pick("en cours", "open") }
  var counted: String { pick("Compté", "Counted") }
  var reason: String { pick("Pourquoi pas le reste", "Why not the rest") }
  var tickets: String { pick("Tickets", "Tickets") }
  var notMeasurable: String { pick("non mesurable", "not measurable") }
  var colon: String { pick("\u{A0}: ", ": ") }
  var nothing: String {
    pick("Aucun engagement ne porte sur un composant.", "No commitment is about any component.")
  }

  /// The first are named, and all are counted.
  func without(_ names: [String]) -> String {
    let more = names.count - Self.namesMax
    return pick("Sans composant déclaré", "Without a declared component") + colon
      + names.prefix(Self.namesMax).joined(separator: ", ")
      + (more > 0 ? pick(" et \(more) de plus", " and \(more) more") : "")
  }

  private static let namesMax = 12

  func percent(_ percent: DecimalNumber?) -> String {
    percent.map { style.text($0.plain) + pick("\u{A0}%", "%") } ?? notMeasurable
  }

  func result(isMet: Bool?) -> String {
    switch isMet {
    case true?: pick("tenu", "met")
    case false?: pick("MANQUÉ", "MISSED")
    case nil: pick("rien n'a pu être mesuré", "nothing could be measured")
    }
  }

  /// How many of a commitment's components were up the month long; where others are listed before
  /// them, as the rest.
  func quiet(_ count: Int, of all: Int) -> String {
    let plural = count == 1 ? "" : "s"
    let other = count == all ? "" : pick("autre\(plural) ", "other ")
    return "\(count) \(other)"
      + pick("composant\(plural) sans arrêt", "component\(plural) never down")
      + colon + percent(DecimalNumber(100))
  }

  func enough(_ found: Int, of wanted: Int, isEnough: Bool) -> String {
    let count = pick("\(found) pour \(wanted) exigées", "\(found) where \(wanted) are asked for")
    return isEnough ? count : count + pick(", donc sans avoir", ", so nothing is credited")
  }

  func credited(_ percent: DecimalNumber, until deadline: String?) -> String {
    let until = deadline.map { pick("à demander jusqu'au \($0)", "to be claimed until \($0)") }
    return [self.percent(percent), until].compactMap(\.self).joined(separator: ", ")
  }

  func reason(_ reason: DecidedOutage.Reason) -> String {
    switch reason {
    case .overlap: pick("compté avec un autre", "counts with another")
    case .maintenance: pick("maintenance annoncée", "announced maintenance")
    case .tooShort: pick("trop court", "too short")
    case .outside: pick("hors de la période", "outside the period")
    case .partial: pick("arrêt partiel", "partial")
    }
  }

  /// Seconds in days, hours, minutes and seconds; below 0 with a sign.
  func duration(_ seconds: DecimalNumber) -> String {
    let magnitude = seconds.isNegative ? seconds.negated : seconds
    let parts = magnitude.plain.split(separator: ".", maxSplits: 1).map(String.init)
    guard let whole = Int(parts[0]) else { return style.text(seconds.plain) + " s" }
    let fraction = parts.count > 1 ? "\(style.decimalMark)\(parts[1].prefix(6))" : ""
    var words: [String] = []
    for (amount, unit) in [
      (whole / 86_400, pick("j", "d")), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min"),
    ] where amount > 0 {
      words.append("\(amount) \(unit)")
    }
    if whole % 60 > 0 || !fraction.isEmpty || words.isEmpty {
      words.append("\(whole % 60)\(fraction) s")
    }
    return (seconds.isNegative ? "-" : "") + words.joined(separator: " ")
  }
}
