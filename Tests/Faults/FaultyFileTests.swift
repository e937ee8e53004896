import Foundation
import TestSeeds
import TestSupport
import Testing

/// Files that come twice, halved, shuffled or altered: what is billed is what the whole file gives.
@Suite struct FaultyFileTests {
  /// Nights before and after the grace days.
  private static let nights = ["2026-11-02", EstateMonths.autumn.night]

  /// Runs two nights, with files of the second month put into the inbox before each.
  private static func bills(_ files: [(Inbox) throws -> Void]) throws -> Substring {
    try Estate.autumn.get().withCopy { copy in
      let inbox = try Inbox(home: copy.home)
      for name in ["a-second.ndjson.gz", "d-wrong.ndjson", "e-again.ndjson.gz"] {
        try FileManager.default.removeItem(atPath: "\(inbox.folder)/\(name)")
      }
      for (put, date) in zip(files, nights) {
        try put(inbox)
        try copy.run(date: date)
      }
      return try copy.exports().bills
    }
  }

  private static let events = EstateEvents(months: .autumn)
  private static let whole = Result { try Inbox.compressed(events.secondMonth) }
  private static let expected = Result {
    try bills([{ try $0.put("a.ndjson.gz", whole.get()) }, { _ in }])
  }

  private func expectSame(
    _ first: @escaping (Inbox) throws -> Void, then second: @escaping (Inbox) throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (found, expected) = try (Self.bills([first, second]), Self.expected.get())
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  @Test func `twice, under other names and in another form`() throws {
    try expectSame {
      try $0.put("a.ndjson.gz", Self.whole.get())
      try $0.put("b.ndjson", Self.events.secondMonth)
    } then: {
      try $0.put("a.ndjson.gz", Self.whole.get())
      try $0.put("c.ndjson.gz", Self.whole.get())
    }
  }

  @Test func `halved within a line, then whole`() throws {
    let text = Self.events.secondMonth.joined()
    try expectSame {
      try $0.put("a.ndjson", [String(text.prefix(text.count / 2))])
    } then: {
      try $0.put("a.ndjson", [text])
    }
  }

  @Test(arguments: [1, 2, 3])
  func `cut off while it was compressed, then whole`(quarters: Int) throws {
    try expectSame {
      let whole = try Self.whole.get()
      try $0.put("a.ndjson.gz", whole.prefix(whole.count * quarters / 4))
    } then: {
      try $0.put("a.ndjson.gz", Self.whole.get())
    }
  }

  @Test func `in any order`() throws {
    var random = SeededGenerator.seeded(for: "orders of a file's lines")
    let orders = (0..<2).map { _ in Self.events.secondMonth.shuffled(using: &random) }
    try expectSame {
      try $0.put("a.ndjson", orders[0])
    } then: {
      try $0.put("a.ndjson", orders[1])
    }
  }

  @Test func `with the same identities and other contents`() throws {
    try expectSame {
      try $0.put("a.ndjson.gz", Self.whole.get())
      try $0.put("b.ndjson", Self.events.altered)
    } then: {
      try $0.put("c.ndjson", Self.events.altered.reversed())
    }
    try Estate.autumn.get().withCopy { copy in
      try Inbox(home: copy.home).put("z.ndjson", Self.events.altered)
      let run = try copy.run()
      #expect(run.status == 3)
      #expect(run.errors.contains("z.ndjson: \(Self.events.altered.count) events were kept aside"))
      let list = try copy.program()("quarantine", "list", "--format", "csv").output
      #expect(list.split(separator: "\n").count { $0.contains(",conflict,") } == 8, "\(list)")
    }
  }
}
