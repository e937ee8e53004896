import Documents
import Foundation

/// Lines of questions: each that is not blank gives one line of valid JSON, alike whatever stands
/// behind it; an answer has these keys and what is required of it, an error a code and a place.
func fuzzLines<Question: LineQuestion>(
  of type: Question.Type, _ bytes: UnsafeRawBufferPointer, keys: Set<String>,
  _ requireAnswer: (
    _ answer: [String: Any], _ question: [String: Any], _ finding: String
  ) throws -> Void
) throws {
  let lines = ModelText(bytes).lines().filter { !$0.isBlank }
  var answerer = try LineAnswerer<Question>(file: "-")
  var twin = try LineAnswerer<Question>(file: "-")
  for line in lines {
    let isAnswered = answer(line, by: &answerer, behind: UInt8(ascii: "\n"))
    let isSame = answer(line, by: &twin, behind: UInt8(ascii: "1")) == isAnswered
    try require(isSame, "line \(line.line): what stands behind it is read")
  }
  try require(answerer.answers == twin.answers, "what stands behind a line changes an answer")
  var answers = answerer.answers.split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  try require(answers.popLast()?.isEmpty ?? false, "the last answer is no line")
  try require(answers.count == lines.count, "\(lines.count) lines, \(answers.count) answers")
  for (line, answer) in zip(lines, answers) {
    guard let (answer, question) = try answered(Data(answer), line, keys: keys) else { continue }
    try requireAnswer(
      answer, question, "line \(line.line): \(String(decoding: line.bytes, as: UTF8.self))")
  }
}

private func answer<Question>(
  _ line: ModelText.Piece, by answerer: inout LineAnswerer<Question>, behind byte: UInt8
) -> Bool {
  let padding = [byte] + [UInt8](repeating: byte, count: JSONLineReader.paddingBytes)
  return (line.bytes + padding).withUnsafeBufferPointer { bytes in
    answerer.answer(UnsafeBufferPointer(rebasing: bytes[..<line.bytes.count]), number: line.line)
  }
}

/// Requires an answer to be of a line; returns both, where it is no error.
private func answered(
  _ answer: Data, _ line: ModelText.Piece, keys: Set<String>
) throws -> (answer: [String: Any], question: [String: Any])? {
  let text = String(decoding: answer, as: UTF8.self)
  let place = "line \(line.line): "
  guard let object = try? JSONSerialization.jsonObject(with: answer) as? [String: Any] else {
    // Foundation refuses numbers that no Double holds, such as an id that is given back.
    if text.contains(/^{"id":-?[0-9.]*([0-9][eE]|[0-9]{100})/) { return nil }
    throw Finding(place + "the answer is no JSON object: \(text)")
  }
  let question =
    try? JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any]
  if let problem = object["error"] as? [String: Any] {
    try require(Set(object.keys) == ["id", "error"], place + "an answer like \(text)")
    let (code, message) = (problem["code"] as? String, problem["message"] as? String)
    try require(code?.isEmpty == false, place + "an error without a code: \(text)")
    try require(message?.hasPrefix("-:\(line.line): ") == true, place + "no place: \(text)")
    return nil
  }
  try require(Set(object.keys) == keys, place + "an answer like \(text)")
  guard let question else { throw Finding(place + "no JSON was answered: \(text)") }
  // Foundation loses byte-order marks at the start of texts, and behind escapes within them.
  let ids = [question, object].map {
    ($0["id"] as? String)?.unicodeScalars.filter { $0 != "\u{FEFF}" }
  }
  try require(
    ids[0].map(String.init) == ids[1].map(String.init), place + "the id changed: \(text)")
  return (object, question)
}
