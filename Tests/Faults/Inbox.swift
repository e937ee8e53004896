import Foundation
import TestSupport

/// The inbox of a home folder, as somebody fills it.
struct Inbox {
  let folder: String

  init(home: String) throws {
    folder = home + "/inbox"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Puts a file there that was written long ago, by any clock of these tests.
  func put(_ name: String, _ data: Data) throws {
    let path = "\(folder)/\(name)"
    try data.write(to: URL(filePath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)], ofItemAtPath: path)
  }

  func put(_ name: String, _ lines: [String]) throws {
    try put(name, Data(lines.joined().utf8))
  }

  /// What a night finds: two months' news in several forms, a copy, what is wrong, what is cut off.
  func fill(_ events: EstateEvents) throws {
    let second = try Self.compressed(events.secondMonth)
    let cut = try Self.compressed(events.cut)
    try put("a-second.ndjson.gz", second)
    try put("b-late.ndjson", events.late)
    try put("c-samples.csv", [events.samples])
    try put("d-wrong.ndjson", events.wrong)
    try put("e-again.ndjson.gz", second)
    try put("f-cut.ndjson.gz", cut.prefix(cut.count / 2))
    try put("map.yaml", [EstateEvents.map])
  }

  /// As `gzip` makes it, the same bytes each time.
  static func compressed(_ lines: [String]) throws -> Data {
    let plain = try TemporaryFile(lines.joined())
    let path = plain.path + ".gz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try Program(home: "/nowhere").shell("gzip -nk \(plain.path)")
    guard run.status == 0, let data = FileManager.default.contents(atPath: path) else {
      throw CocoaError(.fileWriteUnknown)
    }
    return data
  }
}
