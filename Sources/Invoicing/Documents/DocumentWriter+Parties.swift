import Catalogue
import Decimals

extension DocumentWriter {
  /// Seller and customer as they are known now: an issued document keeps them.
  func parties() -> InvoiceDocument.Parties {
    InvoiceDocument.Parties(
      seller: InvoiceDocument.Party(
        name: seller.legalName, form: seller.legalForm, capital: seller.capital?.description,
        address: seller.address.printed,
        siren: seller.identifiers.siren, siret: seller.identifiers.siret,
        vat: seller.identifiers.vat, rcs: seller.rcs),
      customer: InvoiceDocument.Party(
        name: organisation.legalName, form: nil, capital: nil,
        address: organisation.address.printed, siren: organisation.identifiers.siren,
        siret: organisation.identifiers.siret,
        vat: organisation.identifiers.vat, rcs: nil),
      payment: InvoiceDocument.Payment(
        iban: seller.iban, bic: seller.bic, latePenalty: seller.latePenalty,
        recoveryFee: seller.recoveryFee?.description, vatOnDebits: seller.vatOnDebits),
      language: organisation.language.rawValue,
      purchaseOrder: draft.contract.purchaseOrder)
  }
}

extension Address {
  fileprivate var printed: [String] {
    [line1, line2, "\(postcode) \(city)", country].compactMap(\.self)
  }
}
