import Documents
import Foundation
import TestSeeds
import Testing

@testable import Metering

@Suite struct RandomInputTests {
  @Test func `NDJSON reads alike in chunks of any size`() throws {
    var generator = SeededGenerator.seeded(for: "NDJSON chunks")
    for _ in 0..<3 {
      let bytes = randomText(of: ndjsonPieces, using: &generator)
      let expected = try readNDJSON(bytes)
      for chunkBytes in chunkSizes(upTo: bytes.count) {
        let readings = try readNDJSON(bytes, chunkBytes: chunkBytes)
        #expect(readings.map(Summary.init) == expected.map(Summary.init), "chunk \(chunkBytes)")
      }
    }
  }

  @Test func `CSV reads alike in chunks of any size`() throws {
    var generator = SeededGenerator.seeded(for: "CSV chunks")
    let header = Array("id,source,time,tenant,sku,resource,quantity,unit\r\n".utf8)
    for _ in 0..<3 {
      let bytes = header + randomText(of: csvPieces, using: &generator)
      let expected = try readCSV(bytes)
      for chunkBytes in chunkSizes(upTo: bytes.count) {
        let readings = try readCSV(bytes, chunkBytes: chunkBytes)
        #expect(readings.map(Summary.init) == expected.map(Summary.init), "chunk \(chunkBytes)")
      }
    }
  }

  @Test func `20 000 damaged lines are events or have a reason`() throws {
    var generator = SeededGenerator.seeded(for: "mutations")
    let good = [
      usageLine(), voidLine(data: #"{"id":"a\u00e9","reason":"b"}"#),
      usageLine(["note": #"{"a":{"b":[1,"c",[]]},"d":true}"#]),
    ].map { Array($0.utf8) }
    var input: [UInt8] = []
    var lines: [[UInt8]] = []
    while lines.count < 20_000 {
      let line = mutated(good[lines.count % good.count], using: &generator)
      lines.append(line)
      input += line + [Byte.lineFeed]
    }
    let readings = try readNDJSON(input)
    #expect(readings.map(\.line) == Array(1...20_000))
    #expect(readings.map(\.raw) == lines)
    #expect(readings.allSatisfy { $0.rejection?.detail.isEmpty != true })
    let eventCount = readings.count { $0.rejection == nil }
    #expect((100..<19_900).contains(eventCount), "\(eventCount) of 20 000 are still sound")
    try expectAlone(lines, readings)
    expectValidJSON(readings)
  }

  /// What is not malformed is JSON to another parser too.
  private func expectValidJSON(_ readings: [EventReading]) {
    for reading in readings where reading.rejection?.reason != .malformed {
      let object = try? JSONSerialization.jsonObject(with: Data(reading.raw))
      #expect(object is [String: Any], "\(String(decoding: reading.raw, as: UTF8.self))")
    }
  }

  /// A line reads the same whatever stands behind it.
  private func expectAlone(_ lines: [[UInt8]], _ readings: [EventReading]) throws {
    for index in stride(from: 0, to: lines.count, by: 100) {
      let alone = try readNDJSON(lines[index]).map { $0.result }
      #expect(alone == [readings[index].result], "line \(index + 1)")
    }
  }

  /// Changes one to four bytes, but leaves no line end and nothing blank.
  private func mutated(_ line: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = line
    let telling = Array("{}[]\":,\\0-+.eEntf \u{0}u".utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 1..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: place)
      case 2: bytes[place] = telling.randomElement(using: &generator) ?? 0
      case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      default: bytes.swapAt(place, bytes.count - 1)
      }
    }
    return bytes.map { $0 == Byte.lineFeed || $0 == Byte.carriageReturn ? 0x20 : $0 }
  }

  private func randomText(
    of pieces: [String], using generator: inout SeededGenerator
  ) -> [UInt8] {
    (0..<25).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
  }

  /// All small sizes, and some around the length.
  private func chunkSizes(upTo length: Int) -> [Int] {
    Array(1...40) + stride(from: 41, to: length + 2, by: 37)
  }

  private let ndjsonPieces = [
    usageLine() + "\n", usageLine() + "\r\n", "\n", "\r", " \r\n", "{}\n", voidLine(), "\u{FEFF}",
    "é😀", String(repeating: "x", count: 90),
  ]

  private let csvPieces = [
    "e-1,/s,2026-10-05T22:14:03Z,acme,csp:x,vm-1,1.50,VM\r\n",
    "e-2,/s,2026-10-05T22:14:03Z,acme,csp:x,\"vm\n\"\"1\"\"\",1,\n", "\"", "\"\"", ",", "\n",
    "\r\n",
    "\r", "é😀", "x",
  ]
}

/// What two readings are compared by.
private struct Summary: Equatable {
  let line: Int
  let raw: [UInt8]
  let rawLength: Int
  let result: Result<Event, Rejection>

  init(_ reading: EventReading) {
    line = reading.line
    raw = reading.raw
    rawLength = reading.rawLength
    result = reading.result
  }
}
