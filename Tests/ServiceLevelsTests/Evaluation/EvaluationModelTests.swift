import Foundation
import TestSeeds
import Testing

@testable import TestModel

/// Random cases, judged by `ModelAvailability`: step by step of time.
@Suite struct EvaluationModelTests {
  private static let caseCount =
    ProcessInfo.processInfo.environment["RELEVE_SOAK"] == nil ? 2_000 : 50_000

  @Test func `every case is evaluated as the model does`() throws {
    var random = SeededGenerator.seeded(for: "availability")
    var seen = Seen()
    for _ in 0..<Self.caseCount {
      let question = RandomCase(&random)
      let model = ModelAvailability(of: question.history, policy: question.policy)
      let answer = try EvaluationAnswer(question.line)
      let comment = Comment(rawValue: "\(question.line)\n\(answer)")
      try #require(answer.error == nil, comment)
      let classes = model.classes
      try #require(
        answer.classes
          == [
            classes.up, classes.down, classes.maintenanceDown, classes.maintenanceUp,
            classes.unknown,
          ].map(\.plainText), comment)
      try #require(answer.measurable == (model.figure != nil), comment)
      try #require(answer.met == model.isMet, comment)
      try #require(answer.availability == printed(model.figure), comment)
      try #require(
        answer.availabilityIncludingMaintenance == printed(model.includingMaintenance), comment)
      try #require(
        answer.availabilityExcludingMaintenance == printed(model.excludingMaintenance), comment)
      try #require(answer.creditPercent == printed(model.creditPercent), comment)
      seen.add(question, model)
    }
    #expect(seen.isEverything, "\(seen)")
  }

  private func printed(_ percent: ExactFraction?) -> String? { percent?.truncatedText(digits: 5) }

  /// What must have come up, for the test to mean anything.
  private struct Seen {
    var unmeasurable = 0
    var atTarget = 0
    var missed = 0
    var credited = 0
    var differing = 0
    var tooShort = 0

    mutating func add(_ question: RandomCase, _ model: ModelAvailability) {
      if model.figure == nil { unmeasurable += 1 }
      if model.figure == question.policy.target { atTarget += 1 }
      if model.isMet == false { missed += 1 }
      if ExactFraction.zero < model.creditPercent { credited += 1 }
      if model.included != model.excluded { differing += 1 }
      if question.policy.minimumOutageSeconds > 0, model.included.down.isZero,
        !question.history.outages.isEmpty
      {
        tooShort += 1
      }
    }

    var isEverything: Bool {
      [unmeasurable, atTarget, missed, credited, differing, tooShort].allSatisfy { $0 > 20 }
    }
  }
}
