import Catalogue
import Documents
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
