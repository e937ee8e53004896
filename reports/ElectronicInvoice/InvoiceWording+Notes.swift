import Catalogue
import Invoicing

/// What electronic invoices say in words, in the customer's language.
extension InvoiceWording {
  /// BG-1. France wants recovery fee, late penalties and discounts on every document, also where
  /// the seller names none: the law's own stand there then (Code de commerce, L441-10, D441-5).
  var notes: [ElectronicInvoice.Note] {
    let payment = document.parties.payment
    let fee =
      payment.recoveryFee.map(amount) ?? style.amount(Self.legalRecoveryFee, currency: "EUR")
    var notes: [ElectronicInvoice.Note] = [
      .init(subject: .recoveryFee, text: labels.recoveryFee(fee)),
      .init(
        subject: .latePenalty, text: labels.latePenalty(payment.latePenalty ?? legalLatePenalty)),
      .init(subject: .discount, text: labels.noDiscount),
    ]
    // Groups that are taxed, if at 0 %, have no reason of their own.
    for vat in document.totals.vat {
      let reason = vat.category == "Z" ? vat.reason ?? labels.untaxed("Z") : vat.reason
      if ["S", "Z"].contains(vat.category), let reason {
        notes.append(.init(subject: .general, text: reason))
      }
    }
    if payment.vatOnDebits { notes.append(.init(subject: .general, text: labels.vatOnDebits)) }
    return notes
  }

  private static let legalRecoveryFee = "40.00"

  private var legalLatePenalty: String {
    labels.language == .french
      ? "taux de refinancement de la BCE majoré de 10 points"
      : "refinancing rate of the ECB plus 10 points"
  }

  /// BT-20.
  var paymentTerms: String {
    guard !isCreditNote else { return labels.creditSigns }
    guard let due = document.dueOn else { return labels.noDiscount }
    return labels.due + labels.colon + style.date(due)
  }

  /// BT-33; nil where nothing is known of it.
  var legalMention: String? {
    let seller = document.parties.seller
    let form = seller.form.map { form in
      seller.capital.map { labels.form(form, capital: style.amount($0, currency: "EUR")) } ?? form
    }
    let mention = [form, seller.rcs.map { "RCS \($0)" }].compactMap(\.self)
      .joined(separator: ", ")
    return mention.isEmpty ? nil : mention
  }

  /// BG-32: whose usage it is, and what is counted, where the unit has no code that says it.
  func attributes(
    of line: InvoiceDocument.Line, _ price: BilledPrice
  ) -> [(name: String, value: String)] {
    let isUnnamed = line.product != nil && price.isAsBilled && price.unitCode == UnitCode.one
    return [("Tenant", line.tenant), (labels.unit, isUnnamed ? line.unit : nil)]
      .compactMap { name, value in value.map { (name, $0) } }
  }

  /// BT-127: what was counted, where quantity and price cannot say it, and how the line came about.
  /// A price that lines share is told by the last of them.
  func note(ofLineAt index: Int, _ price: BilledPrice) -> String? {
    let line = document.lines[index]
    var texts: [String] = []
    if !price.isAsBilled {
      let product = line.unitPrice.map { " × \(style.text($0)) = \(amount(line.amount))" }
      texts.append("\(style.text(line.quantity)) \(line.unit)\(product ?? "")")
    }
    texts += adjustment(of: line) + derivation(of: line)
    if let pricing = line.pricing, document.lines.dropFirst(index + 1).first?.pricing != pricing {
      texts += self.pricing(of: line)
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }
}
