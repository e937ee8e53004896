/// Writes UN/CEFACT's Cross Industry Invoice, in the order of its schema.
struct CIIWriter {
  let invoice: ElectronicInvoice

  func write(to xml: inout XMLText) {
    xml.element("rsm:CrossIndustryInvoice", Self.namespaces) { xml in
      xml.element("rsm:ExchangedDocumentContext") { xml in
        xml.element("ram:BusinessProcessSpecifiedDocumentContextParameter") {
          $0.element("ram:ID", ElectronicInvoice.billingMode)
        }
        xml.element("ram:GuidelineSpecifiedDocumentContextParameter") {
          $0.element("ram:ID", ElectronicInvoice.specification)
        }
      }
      xml.element("rsm:ExchangedDocument", head)
      xml.element("rsm:SupplyChainTradeTransaction") { xml in
        for line in invoice.lines {
          xml.element("ram:IncludedSupplyChainTradeLineItem") { write(line, to: &$0) }
        }
        xml.element("ram:ApplicableHeaderTradeAgreement", agreement)
        xml.element("ram:ApplicableHeaderTradeDelivery") { _ in }
        xml.element("ram:ApplicableHeaderTradeSettlement", settlement)
      }
    }
  }

  private static var namespaces: KeyValuePairs<StaticString, String> {
    [
      "xmlns:rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
      "xmlns:qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
      "xmlns:ram":
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
      "xmlns:udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    ]
  }

  private func head(_ xml: inout XMLText) {
    xml.element("ram:ID", invoice.number)
    xml.element("ram:TypeCode", invoice.type.rawValue)
    xml.element("ram:IssueDateTime") { write(date: invoice.issuedOn, to: &$0) }
    for note in invoice.notes {
      xml.element("ram:IncludedNote") { xml in
        xml.element("ram:Content", note.text)
        xml.element("ram:SubjectCode", note.subject.rawValue)
      }
    }
  }

  private func agreement(_ xml: inout XMLText) {
    xml.element("ram:SellerTradeParty") { write(invoice.seller, to: &$0) }
    xml.element("ram:BuyerTradeParty") { write(invoice.buyer, to: &$0) }
    if let order = invoice.purchaseOrder {
      xml.element("ram:BuyerOrderReferencedDocument") {
        $0.element("ram:IssuerAssignedID", order)
      }
    }
    xml.element("ram:ContractReferencedDocument") {
      $0.element("ram:IssuerAssignedID", invoice.contract)
    }
  }

  private func write(_ party: ElectronicInvoice.Party, to xml: inout XMLText) {
    xml.element("ram:GlobalID", ["schemeID": "0009"], party.siret)
    xml.element("ram:Name", party.name)
    xml.element("ram:Description", party.legalMention)
    if let siren = party.siren {
      xml.element("ram:SpecifiedLegalOrganization") {
        $0.element("ram:ID", ["schemeID": "0002"], siren)
      }
    }
    let address = party.address
    xml.element("ram:PostalTradeAddress") { xml in
      xml.element("ram:PostcodeCode", address.postcode)
      xml.element("ram:LineOne", address.lines.first)
      xml.element("ram:LineTwo", address.lines.dropFirst().first)
      xml.element("ram:LineThree", address.lines.dropFirst(2).first)
      xml.element("ram:CityName", address.city)
      xml.element("ram:CountryID", address.country)
    }
    xml.element("ram:URIUniversalCommunication") {
      $0.element(
        "ram:URIID", ["schemeID": party.electronicAddress.scheme], party.electronicAddress.value)
    }
    if let vat = party.vat {
      xml.element("ram:SpecifiedTaxRegistration") { $0.element("ram:ID", ["schemeID": "VA"], vat) }
    }
  }

  private func settlement(_ xml: inout XMLText) {
    if !invoice.type.isCreditNote { xml.element("ram:PaymentReference", invoice.number) }
    if invoice.isWithoutVATInEuros { xml.element("ram:TaxCurrencyCode", "EUR") }
    xml.element("ram:InvoiceCurrencyCode", invoice.currency)
    if let account = invoice.account {
      xml.element("ram:SpecifiedTradeSettlementPaymentMeans") { write(account, to: &$0) }
    }
    for group in invoice.vat { xml.element("ram:ApplicableTradeTax") { write(group, to: &$0) } }
    write(invoice.period, to: &xml)
    xml.element("ram:SpecifiedTradePaymentTerms") { xml in
      xml.element("ram:Description", invoice.paymentTerms)
      if let due = invoice.dueOn {
        xml.element("ram:DueDateDateTime") { write(date: due, to: &$0) }
      }
    }
    xml.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation", sums)
    for preceding in invoice.preceding {
      xml.element("ram:InvoiceReferencedDocument") { xml in
        xml.element("ram:IssuerAssignedID", preceding.number)
        if let date = preceding.issuedOn {
          xml.element("ram:FormattedIssueDateTime") {
            $0.element("qdt:DateTimeString", ["format": "102"], Self.digits(of: date))
          }
        }
      }
    }
  }

  private func write(_ account: ElectronicInvoice.Account, to xml: inout XMLText) {
    xml.element("ram:TypeCode", account.meansCode)
    xml.element("ram:PayeePartyCreditorFinancialAccount") { $0.element("ram:IBANID", account.iban) }
    if let bic = account.bic {
      xml.element("ram:PayeeSpecifiedCreditorFinancialInstitution") {
        $0.element("ram:BICID", bic)
      }
    }
  }

  private func write(_ group: ElectronicInvoice.VATGroup, to xml: inout XMLText) {
    xml.element("ram:CalculatedAmount", group.amount)
    xml.element("ram:TypeCode", "VAT")
    xml.element("ram:ExemptionReason", group.exemptionReason)
    xml.element("ram:BasisAmount", group.base)
    xml.element("ram:CategoryCode", group.category)
    xml.element("ram:ExemptionReasonCode", group.exemptionCode)
    // UNTDID 2475: the date of the invoice.
    if invoice.isTaxedOnIssue { xml.element("ram:DueDateTypeCode", "5") }
    xml.element("ram:RateApplicablePercent", group.rate)
  }

  private func sums(_ xml: inout XMLText) {
    xml.element("ram:LineTotalAmount", invoice.net)
    xml.element("ram:TaxBasisTotalAmount", invoice.net)
    xml.element("ram:TaxTotalAmount", ["currencyID": invoice.currency], invoice.tax)
    if invoice.isWithoutVATInEuros {
      xml.element("ram:TaxTotalAmount", ["currencyID": "EUR"], "0.00")
    }
    xml.element("ram:GrandTotalAmount", invoice.gross)
    xml.element("ram:DuePayableAmount", invoice.gross)
  }

  private func write(_ line: ElectronicInvoice.Line, to xml: inout XMLText) {
    xml.element("ram:AssociatedDocumentLineDocument") { xml in
      xml.element("ram:LineID", line.number)
      if let note = line.note {
        xml.element("ram:IncludedNote") { $0.element("ram:Content", note) }
      }
    }
    xml.element("ram:SpecifiedTradeProduct") { xml in
      xml.element("ram:SellerAssignedID", line.sku)
      xml.element("ram:Name", line.name)
      for attribute in line.attributes {
        xml.element("ram:ApplicableProductCharacteristic") { xml in
          xml.element("ram:Description", attribute.name)
          xml.element("ram:Value", attribute.value)
        }
      }
    }
    let unit: KeyValuePairs<StaticString, String> = ["unitCode": line.price.unitCode]
    xml.element("ram:SpecifiedLineTradeAgreement") { xml in
      xml.element("ram:NetPriceProductTradePrice") { xml in
        xml.element("ram:ChargeAmount", line.price.price)
        xml.element("ram:BasisQuantity", unit, line.price.base)
      }
    }
    xml.element("ram:SpecifiedLineTradeDelivery") {
      $0.element("ram:BilledQuantity", unit, line.price.quantity)
    }
    xml.element("ram:SpecifiedLineTradeSettlement") { xml in
      xml.element("ram:ApplicableTradeTax") { xml in
        xml.element("ram:TypeCode", "VAT")
        xml.element("ram:CategoryCode", line.category)
        xml.element("ram:RateApplicablePercent", line.rate)
      }
      write(line.days, to: &xml)
      xml.element("ram:SpecifiedTradeSettlementLineMonetarySummation") {
        $0.element("ram:LineTotalAmount", line.amount)
      }
    }
  }

  private func write(_ days: ElectronicInvoice.Days, to xml: inout XMLText) {
    xml.element("ram:BillingSpecifiedPeriod") { xml in
      xml.element("ram:StartDateTime") { write(date: days.first, to: &$0) }
      xml.element("ram:EndDateTime") { write(date: days.last, to: &$0) }
    }
  }

  /// A date, `YYYY-MM-DD`, as `YYYYMMDD` (format 102 of UNTDID 2379).
  private func write(date: String, to xml: inout XMLText) {
    xml.element("udt:DateTimeString", ["format": "102"], Self.digits(of: date))
  }

  private static func digits(of date: String) -> String { date.replacing("-", with: "") }
}
