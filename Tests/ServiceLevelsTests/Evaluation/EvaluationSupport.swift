import Documents
import Foundation
import ServiceLevels
import Testing

/// The answer of `sla evaluate` to a line.
struct EvaluationAnswer: Decodable {
  struct Problem: Decodable {
    let code: String
    let message: String
  }

  let id: String?
  let measurable: Bool?
  let availability: String?
  let availabilityIncludingMaintenance: String?
  let availabilityExcludingMaintenance: String?
  let upSeconds: String?
  let downSeconds: String?
  let maintenanceDownSeconds: String?
  let maintenanceUpSeconds: String?
  let unknownSeconds: String?
  let met: Bool?
  let creditPercent: String?
  let error: Problem?

  /// up, down, maintenance down, maintenance up, unknown.
  var classes: [String] {
    [upSeconds, downSeconds, maintenanceDownSeconds, maintenanceUpSeconds, unknownSeconds]
      .compactMap(\.self)
  }

  /// Evaluates one line.
  init(_ line: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(try Self.text(line).utf8))
  }

  /// Evaluates a case with an id and a policy's keys.
  init(_ facts: String, policy: String) throws {
    try self.init(#"{"id":"c",\#(facts),"policy":{\#(policy)}}"#)
  }

  /// The answer as it is written; it must be one line, and be said to be what it is.
  static func text(_ line: String) throws -> String {
    var evaluator = try Evaluator(file: "-")
    let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: JSONLineReader.paddingBytes)
    let bytes = Array(line.utf8) + padding
    let isAnswered = bytes.withUnsafeBufferPointer { bytes in
      evaluator.answer(UnsafeBufferPointer(rebasing: bytes[..<line.utf8.count]), number: 7)
    }
    let text = String(decoding: evaluator.answers, as: UTF8.self)
    try #require(text.hasSuffix("\n") && text.count { $0.isNewline } == 1)
    try #require(isAnswered == !text.contains(#","error":{"#))
    return text
  }
}
