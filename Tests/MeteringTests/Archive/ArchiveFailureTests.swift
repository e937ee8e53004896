import Calendars
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Files that are not what they should be, and connections that are lost.
@Suite struct ArchiveFailureTests {
  /// What a file may have become, of lines that each end with a line feed.
  enum Damage: CaseIterable {
    case changed, shorter, longer, swapped, unended, cutOff, flipped, empty

    func applied(to path: String, in world: ArchiveWorld) throws {
      var lines = try world.contents(path).split(separator: "\n").map(String.init)
      let url = URL(fileURLWithPath: path)
      var packed = try Data(contentsOf: url)
      switch self {
      case .changed: lines[30] = lines[30].replacing("\"releveline\":", with: "\"releveline\":1")
      case .shorter: lines.removeLast()
      case .longer: lines.append(lines[0])
      case .swapped: lines.swapAt(10, 11)
      case .unended: break
      case .cutOff: packed.removeLast(9)
      case .flipped: packed[packed.count / 2] ^= 0x10
      case .empty: lines = []
      }
      if ![.cutOff, .flipped].contains(self) {
        let text = lines.map { $0 + "\n" }.joined()
        packed = Data((self == .unended ? text.dropLast() : text[...]).utf8)
      }
      try packed.write(to: url)
    }
  }

  private static let january = Period("2026-01") ?? Period(containing: testNow.utcDate)

  @Test(arguments: Damage.allCases)
  func `a file that is not the one that was archived is refused, and nothing changes`(
    damage: Damage
  ) throws {
    try ArchiveWorld.with { world in
      let month = try #require(try world.archiveAll(before: "2026-02").months.first)
      try world.run("drop table releve_archive.event_2026_01")
      let (events, tables) = (try world.events(), try world.tables())
      let moved = world.folder + "/moved.gz"
      try FileManager.default.copyItem(atPath: month.file, toPath: moved)
      try damage.applied(to: month.file, in: world)
      for path in [nil, month.file] {
        let error = #expect(throws: ArchiveError.self) {
          try world.restore("2026-01", from: path)
        }
        #expect(error?.code == "wrong_archive_file", "\(error.map(\.description) ?? "")")
        #expect(error?.description.contains(month.file) == true)
      }
      #expect(try world.events() == events)
      #expect(try world.tables() == tables)
      #expect(try world.archive.months().map(\.restoredAt) == [nil])
      // The right one, wherever it is.
      #expect(try world.restore("2026-01", from: moved).file == moved)
      #expect(try world.shop.eventCount() == 200)
    }
  }

  @Test func `a file that is gone is told, with what to do`() throws {
    try ArchiveWorld.with { world in
      let month = try #require(try world.archiveAll(before: "2026-02").months.first)
      try world.run("drop table releve_archive.event_2026_01")
      try FileManager.default.removeItem(atPath: month.file)
      let error = #expect(throws: ArchiveError.self) { try world.restore("2026-01") }
      #expect(error?.code == "cannot_open")
      #expect(error?.description.contains("--from") == true)
    }
  }

  /// As a process leaves it that was killed just before its COMMIT.
  @Test func `a file that is there and holds the month is taken as it is`() throws {
    try ArchiveWorld.with { world in
      let month = try #require(try world.archiveAll(before: "2026-02").months.first)
      let other = try ArchiveWorld.with { other in
        try FileManager.default.copyItem(
          atPath: month.file, toPath: other.folder + "/event_2026_01.ndjson.gz")
        return try #require(try other.archiveAll(before: "2026-02").months.first)
      }
      #expect(other.sha256 == month.sha256 && other.events == 50)
    }
  }

  @Test(arguments: Damage.allCases)
  func `a file that is there and holds something else is left alone`(damage: Damage) throws {
    try ArchiveWorld.with { world in
      let month = try #require(try world.archiveAll(before: "2026-02").months.first)
      try ArchiveWorld.with { other in
        let path = other.folder + "/event_2026_01.ndjson.gz"
        try FileManager.default.copyItem(atPath: month.file, toPath: path)
        try damage.applied(to: path, in: world)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: ArchiveError.fileExists(file: path)) {
          try other.archiveAll(before: "2026-02")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(try other.files().count == 1)
        #expect(try other.shop.eventCount() == 200)
        #expect(try other.archive.months().isEmpty)
      }
    }
  }

  @Test func `a folder that cannot be written to is told, and nothing is left`() throws {
    try ArchiveWorld.with { world in
      try Data().write(to: URL(fileURLWithPath: world.folder + "/file"))
      let error = #expect(throws: ArchiveError.self) {
        _ = try world.archive.archive(
          before: Self.january.next, into: world.folder + "/file/archive", now: testNow,
          done: { _ in })
      }
      #expect(error?.code == "cannot_write")
      #expect(try world.shop.eventCount() == 200)
    }
  }

  @Test func `what a killed process left is removed`() throws {
    try ArchiveWorld.with { world in
      let left = world.folder + "/event_2026_01.ndjson.gz.4711.partial"
      try Data("half".utf8).write(to: URL(fileURLWithPath: left))
      try world.archiveAll(before: "2026-02")
      #expect(try world.files() == ["event_2026_01.ndjson.gz"])
    }
  }

  /// The second COMMIT is that which takes the month out; the first one ends the reading.
  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit, .beforeLateCommit])
  func `a COMMIT in doubt archives once, and restores once`(cut: CuttingProxy.Cut) throws {
    try ArchiveWorld.with { world in
      let before = try world.events()
      try CuttingProxy.with([nil, cut]) { proxy in
        let connection = try Connection(
          proxy.conninfo(world.shop.database), role: "releve_app", retry: proxy.policy)
        var months: [ArchivedMonth] = []
        _ = try EventArchive(connection).archive(
          before: Self.january.next, into: world.folder, now: testNow,
          done: { months.append($0) })
        #expect(proxy.remainingCuts == 0 && months.map(\.number) == [1])
      }
      #expect(try world.archive.months().count == 1)
      #expect(try world.files() == ["event_2026_01.ndjson.gz"])
      try world.run("drop table releve_archive.event_2026_01")
      try CuttingProxy.with([cut]) { proxy in
        let connection = try Connection(
          proxy.conninfo(world.shop.database), role: "releve_app", retry: proxy.policy)
        #expect(try EventArchive(connection).restore(Self.january).lateEvents == 0)
        #expect(proxy.remainingCuts == 0)
      }
      #expect(try world.events() == before)
    }
  }
}
