import Calendars
import Foundation
import TestSupport
import Testing

@testable import Operations

/// Which files of the inbox are taken, and where they go.
@Suite struct InboxTests {
  private struct Report: Encodable {
    let text: String
  }

  /// An inbox in which a file is taken once it has not changed for a fifth of a second.
  private func withInbox(_ body: (Inbox) throws -> Void) throws {
    try TemporaryFolder.with { home in
      try body(Inbox(home: home, settledAfter: 0.2, patience: 2))
    }
  }

  private func write(_ name: String, _ text: String = "x", in inbox: Inbox) throws {
    try text.write(toFile: "\(inbox.folder)/\(name)", atomically: false, encoding: .utf8)
  }

  @Test func `files are taken by name, and those with a passing name left alone`() throws {
    try withInbox { inbox in
      let left = [".hidden", "a.part", "b.partial", "c.tmp", "d.ndjson~", "map.yaml"]
      for name in left + ["z.csv", "a.ndjson.gz"] { try write(name, in: inbox) }
      let (ready, unsettled) = try inbox.settledFiles { _ in }
      #expect(ready.map(\.name) == ["a.ndjson.gz", "z.csv"] && unsettled == [])
      #expect(inbox.map == inbox.folder + "/map.yaml")
    }
  }

  @Test func `folders, links and pipes are no files`() throws {
    try withInbox { inbox in
      try write("real", in: inbox)
      try FileManager.default.createSymbolicLink(
        atPath: inbox.folder + "/link", withDestinationPath: inbox.folder + "/real")
      #expect(mkfifo(inbox.folder + "/pipe", 0o600) == 0)
      #expect(try inbox.settledFiles { _ in }.ready.map(\.name) == ["real"])
    }
  }

  @Test func `a file that is written to is taken once that has ended`() throws {
    try withInbox { inbox in
      try write("grows", in: inbox)
      let file = try #require(FileHandle(forWritingAtPath: inbox.folder + "/grows"))
      let written = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        for _ in 0..<20 {
          try? file.write(contentsOf: Data("yy".utf8))
          Thread.sleep(forTimeInterval: 0.02)
        }
        written.signal()
      }
      var waits = 0
      let ready = try inbox.settledFiles { _ in waits += 1 }.ready
      written.wait()
      #expect(ready.map(\.look.size) == [40] && waits > 0)
      #expect(ready.allSatisfy { $0.isUnchanged })
    }
  }

  @Test func `a file that goes on growing is left for later`() throws {
    try TemporaryFolder.with { home in
      let inbox = try Inbox(home: home, settledAfter: 5, patience: 0.3)
      try write("fresh", in: inbox)
      let (ready, unsettled) = try inbox.settledFiles { _ in }
      #expect(ready.isEmpty && unsettled == ["fresh"])
    }
  }

  @Test func `a file from the future is looked at until it stays as it is`() throws {
    try withInbox { inbox in
      try write("future", in: inbox)
      try FileManager.default.setAttributes(
        [.modificationDate: Date() + 3600], ofItemAtPath: inbox.folder + "/future")
      #expect(try inbox.settledFiles { _ in }.ready.map(\.name) == ["future"])
    }
  }

  @Test func `what was moved has a report beside it, and replaces nothing`() throws {
    try withInbox { inbox in
      for text in ["first", "second"] {
        try write("a.ndjson.gz", text, in: inbox)
        let file = try #require(InboxFile(folder: inbox.folder, name: "a.ndjson.gz"))
        try inbox.move(file, to: inbox.done, report: Report(text: text))
      }
      for (name, text) in [("a.ndjson.gz", "first"), ("a-2.ndjson.gz", "second")] {
        let path = "\(inbox.done)/\(name)"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(
          try String(contentsOfFile: path + ".report.json", encoding: .utf8)
            == "{\n  \"text\" : \"\(text)\"\n}\n")
      }
    }
  }

  @Test func `what a run that was killed has left of a report is replaced`() throws {
    try withInbox { inbox in
      try write("a.ndjson", "text", in: inbox)
      // As the kill of a run leaves it: not whole, and not yet under its name.
      let leftover = inbox.done + "/.a.ndjson.report.json"
      try "{\n  \"te".write(toFile: leftover, atomically: false, encoding: .utf8)
      let file = try #require(InboxFile(folder: inbox.folder, name: "a.ndjson"))
      try inbox.move(file, to: inbox.done, report: Report(text: "text"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: inbox.done).sorted()
          == ["a.ndjson", "a.ndjson.report.json"])
    }
  }

  @Test func `a night that is pinned to a day is at its end, whatever hours the day has`() {
    let expected = [
      ("2026-10-25", "2026-10-25T22:59:59.999999Z"), ("2026-03-29", "2026-03-29T21:59:59.999999Z"),
    ]
    for (day, now) in expected {
      #expect(LocalDate(day).map { Night(pinnedTo: $0).now.description } == now)
      #expect(LocalDate(day).map { Night(now: Night(pinnedTo: $0).now).date.description } == day)
    }
  }
}
