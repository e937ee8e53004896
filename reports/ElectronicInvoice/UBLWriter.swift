/// Writes OASIS UBL 2.1, in the order of its schemas. Invoice and CreditNote differ in the names of
/// some elements, and in where a due date stands: a credit note has none here.
struct UBLWriter {
  let invoice: ElectronicInvoice

  private var isCreditNote: Bool { invoice.type.isCreditNote }

  func write(to xml: inout XMLText) {
    let root = (isCreditNote ? "CreditNote" : "Invoice") as StaticString
    xml.element(root, namespaces) { xml in
      head(&xml)
      references(&xml)
      xml.element("cac:AccountingSupplierParty") { xml in
        xml.element("cac:Party") { write(invoice.seller, to: &$0) }
      }
      xml.element("cac:AccountingCustomerParty") { xml in
        xml.element("cac:Party") { write(invoice.buyer, to: &$0) }
      }
      if let account = invoice.account {
        xml.element("cac:PaymentMeans") { write(account, to: &$0) }
      }
      xml.element("cac:PaymentTerms") { $0.element("cbc:Note", invoice.paymentTerms) }
      xml.element("cac:TaxTotal", taxes)
      if invoice.isWithoutVATInEuros {
        xml.element("cac:TaxTotal") { $0.element("cbc:TaxAmount", ["currencyID": "EUR"], "0.00") }
      }
      xml.element("cac:LegalMonetaryTotal", sums)
      for line in invoice.lines {
        xml.element(isCreditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine") {
          write(line, to: &$0)
        }
      }
    }
  }

  private var namespaces: KeyValuePairs<StaticString, String> {
    let schema = "urn:oasis:names:specification:ubl:schema:xsd:"
    return [
      "xmlns": schema + (isCreditNote ? "CreditNote-2" : "Invoice-2"),
      "xmlns:cac": schema + "CommonAggregateComponents-2",
      "xmlns:cbc": schema + "CommonBasicComponents-2",
    ]
  }

  private func head(_ xml: inout XMLText) {
    xml.element("cbc:CustomizationID", ElectronicInvoice.specification)
    xml.element("cbc:ProfileID", ElectronicInvoice.billingMode)
    xml.element("cbc:ID", invoice.number)
    xml.element("cbc:IssueDate", invoice.issuedOn)
    xml.element("cbc:DueDate", invoice.dueOn)
    xml.element(
      isCreditNote ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", invoice.type.rawValue)
    for note in invoice.notes {
      // The standard's binding to UBL puts a note's subject between number signs.
      xml.element("cbc:Note", "#\(note.subject.rawValue)#\(note.text)")
    }
    xml.element("cbc:DocumentCurrencyCode", invoice.currency)
    if invoice.isWithoutVATInEuros { xml.element("cbc:TaxCurrencyCode", "EUR") }
  }

  private func references(_ xml: inout XMLText) {
    xml.element("cac:InvoicePeriod") { xml in
      write(invoice.period, to: &xml)
      // UNTDID 2005: the date of the invoice.
      if invoice.isTaxedOnIssue { xml.element("cbc:DescriptionCode", "3") }
    }
    if let order = invoice.purchaseOrder {
      xml.element("cac:OrderReference") { $0.element("cbc:ID", order) }
    }
    for preceding in invoice.preceding {
      xml.element("cac:BillingReference") { xml in
        xml.element("cac:InvoiceDocumentReference") { xml in
          xml.element("cbc:ID", preceding.number)
          xml.element("cbc:IssueDate", preceding.issuedOn)
        }
      }
    }
    xml.element("cac:ContractDocumentReference") { $0.element("cbc:ID", invoice.contract) }
  }

  private func write(_ party: ElectronicInvoice.Party, to xml: inout XMLText) {
    xml.element(
      "cbc:EndpointID", ["schemeID": party.electronicAddress.scheme],
      party.electronicAddress.value)
    if let siret = party.siret {
      xml.element("cac:PartyIdentification") { $0.element("cbc:ID", ["schemeID": "0009"], siret) }
    }
    let address = party.address
    xml.element("cac:PostalAddress") { xml in
      xml.element("cbc:StreetName", address.lines.first)
      xml.element("cbc:AdditionalStreetName", address.lines.dropFirst().first)
      xml.element("cbc:CityName", address.city)
      xml.element("cbc:PostalZone", address.postcode)
      if let third = address.lines.dropFirst(2).first {
        xml.element("cac:AddressLine") { $0.element("cbc:Line", third) }
      }
      xml.element("cac:Country") { $0.element("cbc:IdentificationCode", address.country) }
    }
    if let vat = party.vat {
      xml.element("cac:PartyTaxScheme") { xml in
        xml.element("cbc:CompanyID", vat)
        xml.element("cac:TaxScheme") { $0.element("cbc:ID", "VAT") }
      }
    }
    xml.element("cac:PartyLegalEntity") { xml in
      xml.element("cbc:RegistrationName", party.name)
      xml.element("cbc:CompanyID", ["schemeID": "0002"], party.siren)
      xml.element("cbc:CompanyLegalForm", party.legalMention)
    }
  }

  private func write(_ account: ElectronicInvoice.Account, to xml: inout XMLText) {
    xml.element("cbc:PaymentMeansCode", account.meansCode)
    xml.element("cbc:PaymentID", invoice.number)
    xml.element("cac:PayeeFinancialAccount") { xml in
      xml.element("cbc:ID", account.iban)
      if let bic = account.bic {
        xml.element("cac:FinancialInstitutionBranch") { $0.element("cbc:ID", bic) }
      }
    }
  }

  private func taxes(_ xml: inout XMLText) {
    write(invoice.tax, as: "cbc:TaxAmount", to: &xml)
    for group in invoice.vat {
      xml.element("cac:TaxSubtotal") { xml in
        write(group.base, as: "cbc:TaxableAmount", to: &xml)
        write(group.amount, as: "cbc:TaxAmount", to: &xml)
        xml.element("cac:TaxCategory") { xml in
          xml.element("cbc:ID", group.category)
          xml.element("cbc:Percent", group.rate)
          xml.element("cbc:TaxExemptionReasonCode", group.exemptionCode)
          xml.element("cbc:TaxExemptionReason", group.exemptionReason)
          xml.element("cac:TaxScheme") { $0.element("cbc:ID", "VAT") }
        }
      }
    }
  }

  private func sums(_ xml: inout XMLText) {
    write(invoice.net, as: "cbc:LineExtensionAmount", to: &xml)
    write(invoice.net, as: "cbc:TaxExclusiveAmount", to: &xml)
    write(invoice.gross, as: "cbc:TaxInclusiveAmount", to: &xml)
    write(invoice.gross, as: "cbc:PayableAmount", to: &xml)
  }

  private func write(_ line: ElectronicInvoice.Line, to xml: inout XMLText) {
    let unit: KeyValuePairs<StaticString, String> = ["unitCode": line.price.unitCode]
    xml.element("cbc:ID", line.number)
    xml.element("cbc:Note", line.note)
    xml.element(
      isCreditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", unit, line.price.quantity)
    write(line.amount, as: "cbc:LineExtensionAmount", to: &xml)
    xml.element("cac:InvoicePeriod") { write(line.days, to: &$0) }
    xml.element("cac:Item") { xml in
      xml.element("cbc:Name", line.name)
      if let sku = line.sku {
        xml.element("cac:SellersItemIdentification") { $0.element("cbc:ID", sku) }
      }
      xml.element("cac:ClassifiedTaxCategory") { xml in
        xml.element("cbc:ID", line.category)
        xml.element("cbc:Percent", line.rate)
        xml.element("cac:TaxScheme") { $0.element("cbc:ID", "VAT") }
      }
      for attribute in line.attributes {
        xml.element("cac:AdditionalItemProperty") { xml in
          xml.element("cbc:Name", attribute.name)
          xml.element("cbc:Value", attribute.value)
        }
      }
    }
    xml.element("cac:Price") { xml in
      write(line.price.price, as: "cbc:PriceAmount", to: &xml)
      xml.element("cbc:BaseQuantity", unit, line.price.base)
    }
  }

  private func write(_ amount: String, as name: StaticString, to xml: inout XMLText) {
    xml.element(name, ["currencyID": invoice.currency], amount)
  }

  private func write(_ days: ElectronicInvoice.Days, to xml: inout XMLText) {
    xml.element("cbc:StartDate", days.first)
    xml.element("cbc:EndDate", days.last)
  }
}
