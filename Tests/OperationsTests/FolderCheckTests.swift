import Foundation
import TestSupport
import Testing

@testable import Operations

/// Room, and who may write to a folder.
@Suite struct FolderCheckTests {
  struct Room: Sendable {
    let free: UInt64
    let size: UInt64
    let outcome: DoctorCheck.Outcome
  }

  private static let gibibyte: UInt64 = 1 << 30

  private static let rooms = [
    Room(free: gibibyte, size: 8 * gibibyte, outcome: .ok),
    Room(free: gibibyte - 1, size: 8 * gibibyte, outcome: .failure),
    Room(free: 19 * gibibyte, size: 200 * gibibyte, outcome: .warning),
    Room(free: 21 * gibibyte, size: 200 * gibibyte, outcome: .ok),
    Room(free: 0, size: 0, outcome: .failure),
  ]

  @Test(arguments: rooms) func `room is judged in bytes and as a part`(room: Room) {
    let check = FolderCheck.space("x", "/data", free: room.free, size: room.size)
    #expect(check.outcome == room.outcome, "\(check.found)")
    #expect((check.advice == nil) == (room.outcome == .ok))
  }

  @Test func `a folder that is not there yet has the room of the one above`() throws {
    try TemporaryFolder.with { folder in
      #expect(FolderCheck.space("x", folder + "/a/b").outcome != .unknown)
      #expect(FolderCheck.space("x", "not/there").outcome != .unknown)
      #expect(FolderCheck.permissions("x", folder + "/a").outcome == .ok)
    }
  }

  @Test(arguments: [0o755, 0o770, 0o777])
  func `what anyone can write to is a failure`(mode: Int) throws {
    try TemporaryFolder.with { folder in
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
      #expect(FolderCheck.permissions("x", folder).outcome == (mode == 0o777 ? .failure : .ok))
    }
  }
}
