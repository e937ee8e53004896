import Foundation
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

@Suite struct GzipTests {
  private static let lines = (1...2000).map { usageLine(["id": "\"e-\($0)\""]) }

  @Test(arguments: [1 << 20, 4096, 7])
  func `a gzip file reads like the plain one`(_ chunkBytes: Int) throws {
    let packed = try gzip(Self.lines.joined(separator: "\n"))
    let readings = try readNDJSON(packed, chunkBytes: chunkBytes)
    #expect(readings.map { $0.usage?.id } == (1...2000).map { "e-\($0)" })
    #expect(readings.map(\.line) == Array(1...2000))
  }

  @Test func `several members are one input, split anywhere`() throws {
    let line = usageLine()
    let (front, back) = (String(line.prefix(20)), String(line.dropFirst(20)))
    let packed = try gzip(front) + gzip("") + gzip(back + "\n" + line + "\n")
    let readings = try readNDJSON(packed)
    #expect(readings.count == 2)
    #expect(readings.allSatisfy { $0.usage != nil })
  }

  @Test func `a file is cut off at any byte, never silently`() throws {
    let packed = try gzip(usageLine() + "\n")
    for length in 2..<packed.count {
      let error = #expect(throws: ReadError.self) {
        _ = try readNDJSON(Array(packed.prefix(length)))
      }
      #expect(error?.code == .corruptGzip, "\(length) of \(packed.count) bytes")
    }
    #expect(try readNDJSON(packed).count == 1)
  }

  @Test func `what was read before the damage is delivered`() throws {
    let packed = try gzip(Self.lines.joined(separator: "\n") + "\n")
    let file = try TemporaryFile(packed.dropLast(8) + [0, 0, 0, 0, 0, 0, 0, 0])
    let source = try NDJSONEventSource(
      input: InputFile(path: file.path), now: testNow, chunkBytes: 4096)
    var count = 0
    let error = #expect(throws: ReadError.self) {
      while try source.next() != nil { count += 1 }
    }
    #expect(error?.code == .corruptGzip)
    #expect(error?.file == file.path)
    #expect(count > 1900)
  }

  @Test func `a flipped bit is found`() throws {
    let good = try gzip(usageLine() + "\n")
    for place in [10, 11, good.count / 2, good.count - 5, good.count - 1] {
      var packed = good
      packed[place] ^= 0x10
      let error = #expect(throws: ReadError.self) { _ = try readNDJSON(packed) }
      #expect(error?.code == .corruptGzip, "byte \(place)")
    }
  }

  @Test func `something else behind a member is an error`() throws {
    let packed = try gzip(usageLine() + "\n") + Array(usageLine().utf8)
    let error = #expect(throws: ReadError.self) { _ = try readNDJSON(packed) }
    #expect(error?.code == .corruptGzip)
  }

  @Test func `progress counts compressed bytes`() throws {
    let packed = try gzip(Self.lines.joined(separator: "\n"))
    let file = try TemporaryFile(packed)
    let source = try NDJSONEventSource(input: InputFile(path: file.path), now: testNow)
    #expect(try readAll(source).count == 2000)
    #expect(source.input.bytesConsumed == packed.count)
    #expect(source.input.bytesTotal == packed.count)
  }

  @Test func `a lone first byte of gzip is no gzip`() throws {
    #expect(try readNDJSON([0x1F]).first?.rejection?.reason == .malformed)
  }

  /// Compresses with the system's own gzip.
  private func gzip(_ text: String) throws -> [UInt8] {
    let file = try TemporaryFile(text)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["--stdout", "--no-name", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let packed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Array(packed)
  }
}
