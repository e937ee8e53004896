import Catalogue
import Invoicing

/// The fixed words of an invoice.
struct InvoiceLabels {
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  func title(_ kind: InvoiceDocument.Kind) -> String {
    switch kind {
    case .invoice: pick("FACTURE", "INVOICE")
    case .creditNote: pick("AVOIR", "CREDIT NOTE")
    }
  }

  func preview(_ kind: InvoiceDocument.Kind) -> String {
    pick("aperçu, non \(kind == .invoice ? "émise" : "émis")", "preview, not issued")
  }
  var period: String { pick("Période", "Period") }
  func issued(_ kind: InvoiceDocument.Kind) -> String {
    pick(kind == .invoice ? "Émise le" : "Émis le", "Issued")
  }
  var due: String { pick("Échéance", "Due") }
  var contract: String { pick("Contrat", "Contract") }
  var purchaseOrder: String { pick("Commande", "Purchase order") }
  var corrects: String { pick("Rectifie", "Corrects") }
  var seller: String { pick("Vendeur", "From") }
  var customer: String { pick("Client", "To") }
  var designation: String { pick("Désignation", "Description") }
  var quantity: String { pick("Quantité", "Quantity") }
  var unit: String { pick("Unité", "Unit") }
  var unitPrice: String { pick("P.U. HT", "Unit price") }
  var rate: String { pick("TVA", "VAT") }
  var amount: String { pick("Montant HT", "Amount") }
  var net: String { pick("Total HT", "Total excl. VAT") }
  var gross: String { pick("Total TTC", "Total incl. VAT") }
  func payment(to account: String) -> String {
    pick("Règlement : \(account)", "Payment: \(account)")
  }
  func form(_ form: String, capital: String) -> String {
    pick("\(form) au capital de \(capital)", "\(form), share capital \(capital)")
  }
  func digest(_ digest: String) -> String { pick("Empreinte : \(digest)", "Digest: \(digest)") }
  var vatOnDebits: String {
    pick("Option pour le paiement de la taxe d'après les débits", "VAT due on invoicing")
  }

  /// Why no VAT is due in a category, where the contract gives no reason.
  func untaxed(_ category: String) -> String {
    switch category {
    case "Z": pick("TVA au taux zéro", "Zero-rated")
    case "E": pick("Exonéré de TVA", "Exempt from VAT")
    case "AE": pick("Autoliquidation", "Reverse charge")
    case "G": pick("Exportation, exonérée de TVA", "Export, exempt from VAT")
    default: pick("Hors du champ de la TVA", "Outside the scope of VAT")
    }
  }

  var noDiscount: String {
    pick("Pas d'escompte pour paiement anticipé", "No discount for early payment")
  }
  var services: String {
    pick("Catégorie de l'opération : prestation de services", "Category: supply of services")
  }

  var creditSigns: String {
    pick(
      "Les montants sont à votre crédit ; ceux qui portent un signe moins, à votre débit",
      "Amounts are to your credit; those with a minus sign are charged")
  }

  func percent(_ rate: String) -> String { pick("\(rate)\u{A0}%", "\(rate)%") }

  func vat(rate: String, base: String) -> String {
    pick("TVA \(percent(rate)) sur \(base)", "VAT \(percent(rate)) on \(base)")
  }

  func commitment(_ committed: String, used: String) -> String {
    pick(
      "Engagement de \(committed), dont \(used) consommés",
      "\(committed) committed, \(used) of it used")
  }

  func part(_ percent: String, of base: String) -> String {
    pick("\(percent) de \(base)", "\(percent) of \(base)")
  }

  func availability(_ availability: String, target: String) -> String {
    pick(
      "Disponibilité\(colon)\(availability), objectif\(colon)\(target)",
      "Availability: \(availability), target: \(target)")
  }

  func minimum(_ amount: String, days: Int, of all: Int) -> String {
    let month = pick("\(amount) par mois", "\(amount) a month")
    return days == all
      ? month : pick("\(month), \(days) jours sur \(all)", "\(month), \(days) of \(all) days")
  }

  func difference(owed: String, billed: String) -> String {
    pick(
      "Dû désormais\(colon)\(owed) ; facturé\(colon)\(billed)",
      "Owed now: \(owed); billed before: \(billed)")
  }

  var colon: String { pick("\u{A0}: ", ": ") }

  /// What several lines, or one, are the price of.
  func whole(_ quantity: String, _ amount: String, isShared: Bool) -> String {
    let share = pick(", répartis selon les quantités", ", divided by quantity")
    return pick("Prix de \(quantity)", "Price of \(quantity)") + colon + amount
      + (isShared ? share : "")
  }

  func days(from: String, to: String) -> String {
    from == to ? from : pick("du \(from) au \(to)", "\(from) to \(to)")
  }

  func latePenalty(_ rate: String) -> String {
    pick("Pénalités de retard : \(rate)", "Late payment interest: \(rate)")
  }

  func recoveryFee(_ amount: String) -> String {
    pick(
      "Indemnité forfaitaire pour frais de recouvrement : \(amount)",
      "Flat recovery fee: \(amount)")
  }

  func adjustment(of period: String, document: String?) -> String {
    let subject = document.map { pick(" (document \($0))", " (document \($0))") } ?? ""
    return pick("Régularisation \(period)\(subject)", "Adjustment for \(period)\(subject)")
  }
}
