import Catalogue
import Decimals
import Documents
import Foundation
import Rating
import Testing

/// A charge as a document has it.
func charge(_ yaml: String) throws -> Charge {
  let text = """
    kind: PriceList
    name: l
    spec: { currency: EUR, from: 2026-01-01, prices: [ { product: p, charge: \(yaml) } ] }
    """
  return try #require(try priceList(text).versions[0].charges["p"])
}

/// A price list as it is written.
func priceList(_ text: String) throws -> PriceList {
  let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
  guard case .priceList(let list) = try Document(node).content else {
    throw RatingTestFailure.notAPriceList
  }
  return list
}

enum RatingTestFailure: Error { case notAPriceList, notAContract }

/// What a quantity costs by a charge, and its parts as `QUANTITY × PRICE + FLAT`.
struct Priced: Equatable {
  let amount: String
  let parts: [String]

  /// Prices a quantity by a charge as a document has it.
  init(_ quantity: String, by yaml: String) throws {
    let pricing = try charge(yaml).pricing(of: DecimalNumber(quantity, limits: .quantity))
    amount = pricing.unrounded.description
    parts = pricing.parts.map { part in
      let priced = part.quantity.flatMap { quantity in
        part.unitPrice.map { "\(quantity.plain) × \($0)" }
      }
      return [priced, part.flat?.description].compactMap(\.self).joined(separator: " + ")
    }
  }
}

/// The answer of `quote` to a line.
struct Answer: Decodable {
  struct Line: Decodable {
    let quantity: String?
    let unitPrice: String?
    let flat: String?
    let amount: String

    private enum CodingKeys: String, CodingKey {
      case quantity, flat, amount
      case unitPrice = "unit_price"
    }
  }

  struct Problem: Decodable {
    let code: String
    let message: String
  }

  let id: String?
  let amount: String?
  let unrounded: String?
  let lines: [Line]?
  let error: Problem?

  /// Asks for the price of one line.
  init(_ line: String) throws {
    self = try JSONDecoder().decode(Answer.self, from: Data(try Self.text(line).utf8))
  }

  /// The answer as it is written; it must be one line, and be said to be what it is.
  static func text(_ line: String) throws -> String {
    var quoter = try Quoter(file: "-")
    let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: JSONLineReader.paddingBytes)
    let bytes = Array(line.utf8) + padding
    let isAmount = bytes.withUnsafeBufferPointer { bytes in
      quoter.answer(UnsafeBufferPointer(rebasing: bytes[..<line.utf8.count]), number: 7)
    }
    let text = String(decoding: quoter.answers, as: UTF8.self)
    try #require(text.hasSuffix("\n") && text.count { $0.isNewline } == 1)
    try #require(isAmount == !text.contains(#","error":{"#))
    return text
  }
}
