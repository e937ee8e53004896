import Catalogue
import Decimals
import Invoicing

/// The fixed words of a statement of account.
struct StatementWords {
  let language: Language

  var style: NumberStyle { NumberStyle(language) }

  private func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  var title: String { pick("RELEVÉ DE COMPTE", "STATEMENT OF ACCOUNT") }
  var customer: String { pick("Client", "Customer") }
  var months: String { pick("Mois", "Months") }
  var date: String { pick("Date", "Date") }
  var number: String { pick("Numéro", "Number") }
  var document: String { pick("Document", "Document") }
  var month: String { pick("Mois", "Month") }
  var net: String { pick("HT", "Excl. VAT") }
  var vat: String { pick("TVA", "VAT") }
  var gross: String { pick("TTC", "Incl. VAT") }
  var balance: String { pick("Cumul TTC", "Billed so far") }
  var total: String { pick("Total", "Total") }
  var colon: String { pick("\u{A0}: ", ": ") }
  var none: String { pick("Aucun document pour ces mois.", "No document for these months.") }
  var later: String {
    pick("Corrigé depuis par les documents de mois suivants", "Corrected by later documents")
  }

  func documents(_ currency: String) -> String {
    pick("Documents en \(currency)", "Documents in \(currency)")
  }
  func totals(_ currency: String) -> String {
    pick("Totaux en \(currency)", "Totals in \(currency)")
  }
  func costs(_ currency: String) -> String {
    pick("Par mois, corrigé, \(currency) HT", "By month, as corrected, \(currency) excl. VAT")
  }

  func months(_ from: String, _ to: String) -> String {
    from == to
      ? style.period(from)
      : pick(
        "de \(style.period(from)) à \(style.period(to))",
        "\(style.period(from)) to \(style.period(to))")
  }

  func kind(_ kind: InvoiceDocument.Kind) -> String {
    switch kind {
    case .invoice: pick("Facture", "Invoice")
    case .creditNote: pick("Avoir", "Credit note")
    }
  }

  func corrects(month: String, document: String?) -> String {
    pick("Régularise \(month)", "Corrects \(month)") + (document.map { " (\($0))" } ?? "")
  }

  func tax(_ category: String, rate: String) -> String {
    pick("TVA \(category) à \(style.text(rate))\u{A0}%", "VAT \(category) at \(style.text(rate))%")
  }

  func count(_ documents: Int) -> String {
    documents == 1 ? pick("1 document", "1 document") : "\(documents) documents"
  }

  /// Short, for a column: `03/10/2024`, `2024-10-03`.
  func date(_ date: String) -> String { pick(style.date(date), date) }

  func amount(_ amount: DecimalNumber) -> String { style.text(amount.description) }

  /// That of numbers.
  var alignment: TextTable.Alignment { .decimal(mark: style.decimalMark) }
}
