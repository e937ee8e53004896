import Calendars
import Decimals
import TestSeeds
import Testing

@testable import ServiceLevels

/// What becomes of records under one id, after what is stored of it.
@Suite struct SettlementTests {
  private let place = RecordPlace(file: "f", line: 1)

  /// Records by letters: each letter is a content, `-` before it withdraws it, `-` alone withdraws
  /// whatever was said.
  private func records(_ words: String) -> [ServiceRecord] {
    words.split(separator: " ").map { word in
      guard word != "-" else { return ServiceRecord(withdrawing: .unknown, id: "i", at: place) }
      let span = ComponentSpan(
        component: String(word.drop { $0 == "-" }), from: Instant(seconds: 0), to: nil)
      return ServiceRecord(
        id: "i", .unknown(span), isRetracted: word.hasPrefix("-"), at: place)
    }
  }

  private func history(_ words: String) -> [RecordVersion] {
    records(words).map {
      RecordVersion(
        fact: $0.fact ?? .sample(component: "", at: Instant(seconds: 0), isUp: true),
        recordedAt: nil, isRetracted: $0.isRetracted)
    }
  }

  /// The outcomes as words: `=`, `+a`, `~a`, `-a`, `?`.
  private func outcomes(_ words: String, after stored: [RecordVersion]) -> (String, [RecordVersion])
  {
    var stored = stored
    let outcomes = Settlement.outcomes(of: records(words), after: stored).map { outcome in
      switch outcome {
      case .unchanged: return "="
      case .unknown: return "?"
      case .added(let version):
        stored.append(version)
        return "+\(version.fact.component)"
      case .amended(let version):
        stored.append(version)
        return "~\(version.fact.component)"
      case .retracted(let version):
        stored.append(version)
        return "-\(version.fact.component)"
      }
    }
    return (outcomes.joined(separator: " "), stored)
  }

  @Test(arguments: [
    ("", "a", "+a"), ("", "a a b", "+a = ~b"), ("a", "a", "="), ("a", "b", "~b"),
    ("a b", "a", "~a"), ("a b", "b", "="), ("a", "-", "-a"), ("a -a", "-", "="),
    ("a", "-b", "-b"), ("a -a", "a", "~a"), ("a -a", "-b", "-b"), ("", "-", "?"),
    ("", "-a", "?"), ("", "- a -", "? +a -a"), ("a", "- a", "= ="), ("a b", "- a b", "= = ="),
    ("a", "- -", "-a ="),
    // What was told before, in versions, is told again.
    ("a b", "a b", "= ="), ("a b", "a b c", "= = ~c"), ("a b -b", "a b -", "= = ="),
    ("c a b", "a b", "= ="), ("a b a b", "a b a b", "= = = ="), ("a b c", "a b", "~a ~b"),
    ("a -a b", "- b", "= ="), ("a -a b", "a - -a b", "= = = ="),
  ])
  func `records are settled in their order`(stored: String, said: String, expected: String) {
    #expect(outcomes(said, after: history(stored)).0 == expected)
  }

  @Test func `the time of recording is content, and a withdrawal's own`() {
    let (early, late) = (Instant(seconds: 1), Instant(seconds: 2))
    let span = ComponentSpan(component: "a", from: early, to: nil)
    func record(_ time: Instant?) -> ServiceRecord {
      ServiceRecord(id: "i", .unknown(span), recordedAt: time, at: place)
    }
    func withdrawal(_ time: Instant?) -> ServiceRecord {
      ServiceRecord(withdrawing: .unknown, id: "i", recordedAt: time, at: place)
    }
    func version(_ time: Instant?, _ isRetracted: Bool) -> RecordVersion {
      RecordVersion(fact: .unknown(span), recordedAt: time, isRetracted: isRetracted)
    }
    #expect(
      Settlement.outcomes(
        of: [record(early), record(late), withdrawal(nil), withdrawal(late)], after: [])
        == [
          .added(version(early, false)), .amended(version(late, false)),
          .retracted(version(nil, true)), .retracted(version(late, true)),
        ])
    #expect(
      Settlement.outcomes(
        of: [withdrawal(nil)], after: [version(early, false), version(late, true)])
        == [.unchanged])
  }

  @Test func `whatever is said, the last word holds, and saying it again changes nothing`() {
    var random = SeededGenerator.seeded(for: "settlement")
    func words(_ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in
        ["a", "b", "c", "-a", "-"].randomElement(using: &random) ?? "a"
      }.joined(separator: " ")
    }
    for _ in 0..<5000 {
      let (first, said) = (words(0...4), words(1...6))
      let (_, before) = outcomes(first, after: [])
      let (told, after) = outcomes(said, after: before)
      if let last = records(said).last, after.last != nil {
        #expect(after.last?.says(last) == true, "\(first) | \(said): \(told)")
      }
      #expect(after.starts(with: before))
      let (again, same) = outcomes(said, after: after)
      #expect(same == after, "\(first) | \(said): \(told), then \(again)")
      // Told in two parts, the same holds in the end.
      let cut = Int.random(in: 0...records(said).count, using: &random)
      let parts = said.split(separator: " ")
      let (_, half) = outcomes(parts[..<cut].joined(separator: " "), after: before)
      let (_, whole) = outcomes(parts[cut...].joined(separator: " "), after: half)
      // What was withdrawn last is no matter.
      let inForce = [whole, after].map { $0.last.flatMap { $0.isRetracted ? nil : $0 } }
      #expect(inForce[0] == inForce[1], "\(first) | \(said) cut at \(cut)")
    }
  }
}
