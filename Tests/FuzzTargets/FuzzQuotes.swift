import BigInt
import Catalogue
import Decimals
import Documents
import Foundation
import Metering
import PricingModel
import Rating

/// Lines of `quote`: each that is not blank gives one line of valid JSON, alike whatever stands
/// behind it; an amount is the model's, and an error has a code and a place.
func fuzzQuotes(_ bytes: UnsafeRawBufferPointer) throws {
  let lines = ModelText(bytes).lines().filter { !$0.isBlank }
  var quoter = try Quoter(file: "-")
  var twin = try Quoter(file: "-")
  for line in lines {
    let isAmount = answer(line, to: &quoter, behind: UInt8(ascii: "\n"))
    let isSame = answer(line, to: &twin, behind: UInt8(ascii: "1")) == isAmount
    try require(isSame, "line \(line.line): what stands behind it is read")
  }
  try require(quoter.answers == twin.answers, "what stands behind a line changes an answer")
  var answers = quoter.answers.split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  try require(answers.popLast()?.isEmpty ?? false, "the last answer is no line")
  try require(answers.count == lines.count, "\(lines.count) lines, \(answers.count) answers")
  for (line, answer) in zip(lines, answers) { try require(Data(answer), answers: line) }
}

private func answer(
  _ line: ModelText.Piece, to quoter: inout Quoter, behind byte: UInt8
) -> Bool {
  let padding = [byte] + [UInt8](repeating: byte, count: JSONLineReader.paddingBytes)
  return (line.bytes + padding).withUnsafeBufferPointer { bytes in
    quoter.answer(UnsafeBufferPointer(rebasing: bytes[..<line.bytes.count]), number: line.line)
  }
}

/// Requires an answer to be what the line asks for.
private func require(_ answer: Data, answers line: ModelText.Piece) throws {
  let text = String(decoding: answer, as: UTF8.self)
  let place = "line \(line.line): "
  guard let object = try? JSONSerialization.jsonObject(with: answer) as? [String: Any] else {
    // Foundation refuses numbers that no Double holds, such as an id that is given back.
    if text.contains(/^{"id":-?[0-9.]*([0-9][eE]|[0-9]{100})/) { return }
    throw Finding(place + "the answer is no JSON object: \(text)")
  }
  let question =
    try? JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any]
  if let problem = object["error"] as? [String: Any] {
    try require(Set(object.keys) == ["id", "error"], place + "an answer like \(text)")
    let (code, message) = (problem["code"] as? String, problem["message"] as? String)
    try require(code?.isEmpty == false, place + "an error without a code: \(text)")
    try require(message?.hasPrefix("-:\(line.line): ") == true, place + "no place: \(text)")
    return
  }
  try require(
    Set(object.keys) == ["id", "amount", "unrounded", "lines"], place + "an answer like \(text)")
  guard let question else { throw Finding(place + "no JSON was priced: \(text)") }
  // Foundation loses byte-order marks at the start of texts, and behind escapes within them.
  let ids = [question, object].map {
    ($0["id"] as? String)?.unicodeScalars.filter { $0 != "\u{FEFF}" }
  }
  try require(
    ids[0].map(String.init) == ids[1].map(String.init), place + "the id changed: \(text)")
  try requireModel(object, question, place + text)
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
