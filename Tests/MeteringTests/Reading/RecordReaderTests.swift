import Crypto
import Documents
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

@Suite struct RecordReaderTests {
  @Test func `blank lines are skipped and lines are counted`() throws {
    let text = "\u{FEFF}\n \t\r\n\(usageLine())\r\n\nx\n\(usageLine())"
    let readings = try readNDJSON(text)
    #expect(readings.map(\.line) == [3, 5, 6])
    #expect(readings.map { $0.rejection?.reason } == [nil, .malformed, nil])
    #expect(readings[0].raw == Array(usageLine().utf8))
    #expect(readings[2].raw == Array(usageLine().utf8))
  }

  @Test(arguments: ["", "\n", "\u{FEFF}", "\r\n\r\n", " "])
  func `an input without events has none`(_ text: String) throws {
    #expect(try readNDJSON(text).isEmpty)
  }

  @Test func `a byte-order mark is allowed at the very start only`() throws {
    let mark = "\u{FEFF}"
    #expect(try readNDJSON(mark + usageLine()).first?.usage != nil)
    #expect(try readNDJSON(mark + mark + usageLine()).first?.rejection?.reason == .malformed)
    let later = try readNDJSON("\n" + mark + usageLine())
    #expect(later.first?.rejection?.reason == .malformed)
  }

  @Test(arguments: ["", "\n", "\r\n"], [1 << 20, 65_536, 1_000_003])
  func `a line of exactly 1 MiB is read`(_ end: String, _ chunkBytes: Int) throws {
    let line = Self.line(ofLength: 1 << 20)
    let readings = try readNDJSON(line + Array(end.utf8), chunkBytes: chunkBytes)
    let expected = Outcome(
      line: 1, reason: nil, rawLength: 1 << 20, keepsPrefix: true, hasDigest: true)
    #expect(outcomes(of: readings, first: line, keptBytes: 1 << 20) == [expected])
  }

  @Test(arguments: ["", "\n", "\r\n"], [1 << 20, 65_536, 1_000_003, 4 << 20])
  func `a longer line is kept in part only`(_ end: String, _ chunkBytes: Int) throws {
    for length in [(1 << 20) + 1, (1 << 20) + 2, (1 << 20) + 3, 3_500_000] {
      let line = Self.line(ofLength: length)
      let input = line + Array(end.utf8) + (end.isEmpty ? [] : Array(usageLine().utf8))
      let readings = try readNDJSON(input, chunkBytes: chunkBytes)
      let expected = Outcome(
        line: 1, reason: .tooLarge, rawLength: length, keepsPrefix: true, hasDigest: true)
      #expect(outcomes(of: readings.prefix(1), first: line, keptBytes: 65_536) == [expected])
      let later = readings.dropFirst().map { "\($0.line) \($0.usage?.id ?? "")" }
      #expect(later == (end.isEmpty ? [] : ["2 7f3c"]))
    }
  }

  @Test func `a carriage return within a long line belongs to it`() throws {
    let returns = [UInt8](repeating: Byte.carriageReturn, count: (1 << 20) + 10)
    let readings = try readNDJSON(returns + [Byte.lineFeed], chunkBytes: 65_536)
    let expected = Outcome(
      line: 1, reason: .tooLarge, rawLength: (1 << 20) + 9, keepsPrefix: true, hasDigest: true)
    let line = Array(returns.dropLast())
    #expect(outcomes(of: readings, first: line, keptBytes: 65_536) == [expected])
  }

  @Test func `progress counts the bytes of the file`() throws {
    let text = usageLine() + "\n"
    let file = try TemporaryFile(text)
    let source = try NDJSONEventSource(input: InputFile(path: file.path), now: testNow)
    #expect(source.input.bytesTotal == text.utf8.count)
    #expect(try readAll(source).count == 1)
    #expect(source.input.bytesConsumed == text.utf8.count)
    #expect(source.input.name == file.path)
  }

  @Test(arguments: ["/nowhere/events.ndjson", "/tmp"])
  func `what cannot be opened is an error that names it`(_ path: String) throws {
    let error = try #require(throws: ReadError.self) { _ = try InputFile(path: path) }
    #expect(error.code == .cannotOpen)
    #expect(error.description.hasPrefix(path + ": "))
    #expect(error.description.contains("; expected a file"))
  }

  /// What is compared of long lines: their bytes would make a failure unreadable.
  private struct Outcome: Equatable {
    let line: Int
    let reason: RejectionReason?
    let rawLength: Int
    let keepsPrefix: Bool
    let hasDigest: Bool
  }

  private func outcomes(
    of readings: some Sequence<EventReading>, first line: [UInt8], keptBytes: Int
  ) -> [Outcome] {
    readings.map { reading in
      Outcome(
        line: reading.line, reason: reading.rejection?.reason, rawLength: reading.rawLength,
        keepsPrefix: reading.raw == Array(line.prefix(keptBytes)),
        hasDigest: reading.rawDigest() == Array(SHA256.hash(data: line)))
    }
  }

  /// A sound event, made longer by a field that nobody reads.
  private static func line(ofLength length: Int) -> [UInt8] {
    let shortest = usageLine(["note": #""""#]).utf8.count
    let padding = String(repeating: "x", count: length - shortest)
    return Array(usageLine(["note": "\"\(padding)\""]).utf8)
  }
}
