import Catalogue
import Decimals

extension DocumentWriter {
  /// Seller and customer as they are known now: an issued document keeps them.
  func parties() -> InvoiceDocument.Parties {
    InvoiceDocument.Parties(
      seller: party(
        seller.legalName, form: seller.legalForm, capital: seller.capital?.description,
        seller.address, seller.identifiers, rcs: seller.rcs, email: nil),
      customer: party(
        organisation.legalName, organisation.address, organisation.identifiers,
        email: organisation.email),
      payment: InvoiceDocument.Payment(
        iban: seller.iban, bic: seller.bic, latePenalty: seller.latePenalty,
        recoveryFee: seller.recoveryFee?.description, vatOnDebits: seller.vatOnDebits),
      language: organisation.language.rawValue,
      purchaseOrder: draft.contract.purchaseOrder)
  }

  private func party(
    _ name: String, form: String? = nil, capital: String? = nil, _ address: Address,
    _ identifiers: Identifiers, rcs: String? = nil, email: String?
  ) -> InvoiceDocument.Party {
    InvoiceDocument.Party(
      name: name, form: form, capital: capital, address: address.printed,
      postcode: address.postcode, city: address.city, country: address.country,
      electronicAddress: identifiers.electronicAddress(orEmail: email),
      siren: identifiers.siren, siret: identifiers.siret, vat: identifiers.vat, rcs: rcs)
  }
}

extension Address {
  fileprivate var printed: [String] {
    [line1, line2, "\(postcode) \(city)", country].compactMap(\.self)
  }
}

extension Identifiers {
  /// Where electronic invoices go. Without an address of its own a company with a SIREN is found in
  /// the French directory by that, and others have e-mail (scheme EM of the European list).
  fileprivate func electronicAddress(orEmail email: String?) -> String? {
    if let electronicAddress { return electronicAddress }
    return siren.map { "0225:\($0)" } ?? email.map { "EM:\($0)" }
  }
}
