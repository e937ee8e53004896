import Catalogue
import Invoicing

/// The fixed words of pages, beside those that every rendering has.
struct PageWords {
  let language: Language

  func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  /// The title as it is set: capitals are for terminals.
  func title(_ kind: InvoiceDocument.Kind) -> String {
    switch kind {
    case .invoice: pick("Facture", "Invoice")
    case .creditNote: pick("Avoir", "Credit note")
    }
  }

  func page(_ page: Int, of count: Int) -> String { "page \(page) / \(count)" }

  func continued(_ title: String) -> String { title + pick(" (suite)", " (continued)") }
  func subtotal(_ title: String) -> String {
    pick("Sous-total \(title)", "Subtotal \(title)")
  }

  var agreed: String { pick("Contrat", "Contract") }
  var serviceCredits: String { pick("Avoirs de niveau de service", "Service credits") }
  var adjustments: String { pick("Régularisations", "Adjustments") }

  var summary: String { pick("Récapitulatif de la TVA", "VAT summary") }
  var category: String { pick("Catégorie", "Category") }
  var rate: String { pick("Taux", "Rate") }
  var base: String { pick("Base HT", "Net base") }
  var tax: String { pick("Montant de TVA", "VAT amount") }
  func category(_ code: String) -> String {
    switch code {
    case "S": pick("Taux normal ou réduit", "Standard rate")
    case "Z": pick("Taux zéro", "Zero rate")
    case "E": pick("Exonération", "Exempt")
    case "AE": pick("Autoliquidation", "Reverse charge")
    case "G": pick("Exportation", "Export")
    case "K": pick("Livraison intracommunautaire", "Intra-community supply")
    default: pick("Hors champ", "Out of scope")
    }
  }

  var totals: String { pick("Totaux", "Totals") }
  var vat: String { pick("TVA", "VAT") }
  func toPay(_ kind: InvoiceDocument.Kind) -> String {
    switch kind {
    case .invoice: pick("À payer", "Amount due")
    case .creditNote: pick("À votre crédit", "In your favour")
    }
  }
  var mentions: String { pick("Mentions", "Terms") }
  var electronicInvoice: String {
    pick("Facture électronique (Factur-X, EN 16931)", "Electronic invoice (Factur-X, EN 16931)")
  }
  func sharedPrice(line: Int) -> String {
    pick("Prix expliqué à la ligne \(line)", "See line \(line) for the price")
  }

  var annex: String { pick("Annexe : quantités par jour", "Annex: daily quantities") }
  var resource: String { pick("Ressource", "Resource") }
  var days: String { pick("Jours", "Days") }
  var dayCount: String { pick("Nombre", "Count") }
  var dailyQuantity: String { pick("Quantité par jour", "Quantity a day") }
  var history: String { pick("Les derniers mois, hors taxes", "The last months, excl. VAT") }
  var service: String { pick("Service", "Service") }

  var serviceLevels: String { pick("Niveaux de service", "Service levels") }
  var calendar: String { pick("Calendrier du mois", "Calendar of the month") }
  var legend: String {
    pick(
      "Chaque jour, sa durée d'arrêt : un composant au moins arrêté ; la barre va de 0 h à 24 h.",
      "Of each day how long any component was down; the bar is the day from 0:00 to 24:00.")
  }
  var up: String { pick("sans arrêt", "up") }
  var components: String { pick("Composants", "Components") }
  var outages: String { pick("Arrêts", "Outages") }
  var maintenance: String { pick("maintenance", "maintenance") }
  var budget: String { pick("Budget d'indisponibilité", "Downtime budget") }
  func spent(_ spent: String, of allowed: String) -> String {
    pick("\(spent) consommés sur \(allowed)", "\(spent) used of \(allowed)")
  }
  var weekdays: [String] {
    language == .french
      ? ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
      : ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  }
}
