import Invoicing
import Reports

extension Validators {
  /// What a document breaks as CII and as UBL: official rules, and its amounts recomputed.
  func failures(_ name: String, _ document: InvoiceDocument) throws -> [String] {
    let invoice = try ElectronicInvoice(document)
    let (cii, ubl) = (try invoice.cii(), try invoice.ubl())
    return try [(Check.cii, cii), (.amounts, cii), (.ubl, ubl), (.amounts, ubl)]
      .flatMap { check, bytes in
        try failures(check, bytes).map { "\(name), \(check): \($0)" }
      }
  }
}
