import Decimals
import Documents

// Values that several kinds of documents have.
extension DocumentNode {
  /// A percentage from 0 to 100.
  func percent() throws(DocumentError) -> DecimalNumber {
    let value = try decimal(.price)
    guard !value.isNegative, value <= DecimalNumber(100) else {
      throw invalid("a percentage from 0 to 100")
    }
    return value
  }

  /// A price, an amount or a bound of 0 or more.
  func notNegative() throws(DocumentError) -> DecimalNumber {
    let value = try decimal(.price)
    guard !value.isNegative else { throw invalid("a number of 0 or more") }
    return value
  }

  /// A list of different names.
  func names(atLeast count: Int = 0) throws(DocumentError) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    for item in try list() {
      let name = try item.normalisedName()
      guard known.insert(name).inserted else {
        throw item.error(.duplicateName, "`\(name)` stands twice")
      }
      names.append(name)
    }
    guard names.count >= count else { throw invalid("at least \(count), or no such key") }
    return names
  }

  /// The part of a document that says what it is about.
  var spec: DocumentNode { self["spec"] ?? self }
}
