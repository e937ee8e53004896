import BigInt
import Catalogue
import Decimals
import Documents
import Foundation
import PricingModel
import Rating

/// Lines of `quote`: an amount is the model's.
func fuzzQuotes(_ bytes: UnsafeRawBufferPointer) throws {
  try fuzzLines(
    of: Quote.self, bytes, keys: ["id", "amount", "unrounded", "lines"], requireModel)
}

/// Requires the amount to be the model's. Foundation reads numbers as Double: then only the digits
/// are looked at.
private func requireModel(
  _ answer: [String: Any], _ question: [String: Any], _ finding: String
) throws {
  let digits = (answer["amount"] as? String)?.split(separator: ".").dropFirst().first?.count ?? 0
  let asked = question["minor_units"].map { "\($0)" } ?? "2"
  try require(asked == "\(digits)" || asked == "<null>" && digits == 2, "digits: \(finding)")
  guard let written = question["charge"], let node = texts(written),
    let quantity = question["quantity"] as? String
  else { return }
  let charge = try Charge(StoredDocumentReader().document(node, origin: "-"))
  let model = ModelPrice(of: try DecimalNumber(quantity, limits: .quantity), by: charge)
  let amount = (answer["amount"] as? String)?.replacing(".", with: "")
  try require(
    amount.flatMap { BigInt($0) } == model.rounded(to: digits),
    "expected \(model.rounded(to: digits)): \(finding)")
}

/// A charge in which every number is a text, as stored documents have it; nil where one is not.
private func texts(_ charge: Any) -> String? {
  func hasNumbers(_ value: Any) -> Bool {
    switch value {
    case let list as [Any]: list.contains(where: hasNumbers)
    case let object as [String: Any]: object.values.contains(where: hasNumbers)
    case is String, is NSNull: false
    default: true
    }
  }
  guard !hasNumbers(charge), let data = try? JSONSerialization.data(withJSONObject: charge) else {
    return nil
  }
  return String(decoding: data, as: UTF8.self)
}
