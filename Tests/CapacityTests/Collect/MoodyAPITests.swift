import Foundation
import TestSeeds
import TestSupport
import Testing

@testable import Capacity

/// An API that misbehaves at random: what is read is as it is, or is named as not read.
@Suite(.timeLimit(.minutes(10))) struct MoodyAPITests {
  /// What a request may meet.
  private enum Mood: CaseIterable {
    /// They may pass.
    case busy, broken, cutOff, tooMany, notJSON
    case tokenRefused
    /// They stay.
    case forbidden, gone, redirected

    var behaviour: ConsoleServer.Behaviour {
      switch self {
      case .busy: .status(503)
      case .broken: .status(500, body: "<html>")
      case .cutOff: .cutOff
      case .tooMany: .status(429, headers: ["Retry-After: 3"])
      case .notJSON: .body("[{]")
      case .tokenRefused: .status(401)
      case .forbidden: .status(403)
      case .gone: .status(404)
      case .redirected: .redirect("https://example.com/")
      }
    }
  }

  /// Whether a part is read that meets moods one after the other, and then none: the rules again,
  /// told in the plainest way.
  private func isRead(_ moods: [Mood]) -> Bool {
    var (failedInARow, tokenRefused) = (0, false)
    for mood in moods {
      switch mood {
      case .forbidden, .gone, .redirected: return false
      case .tokenRefused where tokenRefused: return false
      case .tokenRefused: (failedInARow, tokenRefused) = (0, true)
      default:
        failedInARow += 1
        if failedInARow == 5 { return false }
      }
    }
    return true
  }

  @Test func `each part is read whole, or named`() throws {
    let standIn = try StandIn()
    defer { standIn.server.stop() }
    var random = SeededGenerator.seeded(for: "a moody API")
    let parts = InventoryPart.allCases.filter { $0 != .virtualMachineReplications }
    let passing: [Mood] = [.busy, .broken, .cutOff, .tooMany, .notJSON]
    for round in 1...25 {
      var expected: Set<InventoryPart> = []
      for part in parts {
        let moods = (0..<Int.random(in: 0...6, using: &random)).map { _ in
          (Bool.random(using: &random) ? passing : Mood.allCases).randomElement(using: &random)
            ?? .busy
        }
        standIn.server.meet(part.path, moods.map(\.behaviour))
        if isRead(moods) { expected.insert(part) }
      }
      var collection = InventoryCollection(try standIn.client())
      collection.read(parts)
      #expect(Set(collection.answers.keys) == expected, "round \(round)")
      #expect(
        collection.failures.map(\.part) == parts.filter { !expected.contains($0) },
        "round \(round)")
      for (part, bytes) in collection.answers {
        #expect(try bytes == StandIn.sample(part.rawValue), "round \(round), \(part)")
      }
    }
  }
}
