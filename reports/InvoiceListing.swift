public import Invoicing

/// A document as rows, one for each line, for spreadsheets and programs: every figure as the
/// document prints it, also on a credit note, whose amounts are to the customer's credit.
public enum InvoiceListing {
  public static func listing(_ document: InvoiceDocument) -> Listing {
    var listing = Listing([
      "document", "kind", "issued_on", "due_on", "organisation", "contract", "currency",
      "document_period", "line", "line_kind", "adjusts", "corrects", "period", "from", "to",
      "tenant", "product", "service", "sku", "label", "quantity", "unit", "unit_price",
      "price_version", "amount", "vat_category", "vat_rate",
    ])
    for line in document.lines {
      listing.add([
        text(document.number), .text(document.kind.rawValue), text(document.issuedOn),
        text(document.dueOn), .text(document.organisation), .text(document.contract),
        .text(document.currency), .text(document.period), .integer(line.line),
        .text(line.kind.rawValue), text(line.adjusts?.rawValue), text(line.corrects?.number),
        .text(line.period), .text(line.from), .text(line.to), text(line.tenant),
        text(line.product), text(line.service), text(line.sku), .text(line.label),
        .decimal(line.quantity), .text(line.unit), decimal(line.unitPrice),
        text(line.priceVersion), .decimal(line.amount), .text(line.vatCategory),
        .decimal(line.vatRate),
      ])
    }
    return listing
  }

  private static func text(_ text: String?) -> Listing.Cell {
    text.map(Listing.Cell.text) ?? .absent
  }

  private static func decimal(_ number: String?) -> Listing.Cell {
    number.map(Listing.Cell.decimal) ?? .absent
  }
}
