import Foundation
import FuzzTargets
import TestSeeds
import Testing

/// Parsers of untrusted input, on 100 000 inputs each; a million with `scripts/test --soak`.
@Suite struct FuzzTests {
  private static let inputCount =
    ProcessInfo.processInfo.environment["RELEVE_SOAK"] == nil ? 100_000 : 1_000_000

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `whatever is read, its properties hold`(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    var inputs = Mutator(target, SeededGenerator.seeded(for: "fuzzing \(name)"))
    for number in 1...Self.inputCount {
      let input = inputs.next()
      do {
        try input.withUnsafeBytes { try CrashedInput.told($0, target.check) }
      } catch {
        // One is enough: the others are often the same.
        Issue.record("input \(number): \(error)\nlet input: [UInt8] = \(input)\n\(escaped(input))")
        return
      }
    }
  }

  private func escaped(_ input: [UInt8]) -> String {
    String(decoding: input, as: UTF8.self).debugDescription
  }
}
