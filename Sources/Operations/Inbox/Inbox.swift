public import Foundation

/// The folder into which others put files of events: what stands in it is read once, and moved to
/// its folder `done`, or `failed`, with a report beside it.
///
/// Who writes a file there either gives it a name that is left alone until it is whole (one that
/// begins with a full stop, or ends in `.part`, `.partial`, `.tmp` or `~`) and renames it then, or
/// just writes it: a file is taken once it has not changed for a while.
public struct Inbox: Sendable {
  /// Its path.
  let folder: String
  /// For how long a file must not have changed, and how long that is waited for, in seconds.
  let settledAfter: TimeInterval
  let patience: TimeInterval

  /// The inbox of a home folder, made if need be.
  public init(
    home: String, settledAfter: TimeInterval = 5, patience: TimeInterval = 60
  ) throws {
    folder = home + "/inbox"
    self.settledAfter = settledAfter
    self.patience = patience
    for path in [folder, done, failed] {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    }
  }

  var done: String { folder + "/done" }
  var failed: String { folder + "/failed" }

  /// How the inbox's CSV files are read; nil where there is no such file.
  var map: String? {
    let path = folder + "/map.yaml"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The files that are to be read, by name. Those that are still being written are named apart.
  func settledFiles(waiting: (String) -> Void) throws -> (ready: [InboxFile], unsettled: [String]) {
    var looks = try names().compactMap { InboxFile(folder: folder, name: $0) }.map { file in
      (
        file: file,
        since: Date().timeIntervalSince(file.look.modified) >= settledAfter
          ? nil : ContinuousClock.now
      )
    }
    let deadline = ContinuousClock.now + .seconds(patience)
    while looks.contains(where: { $0.since != nil }), ContinuousClock.now < deadline {
      waiting("waits for files that have just been written")
      Thread.sleep(forTimeInterval: min(0.25, settledAfter / 4))
      looks = looks.compactMap { file, since in
        guard let now = InboxFile(folder: folder, name: file.name) else { return nil }
        guard let since else { return (now, now.look == file.look ? nil : .now) }
        guard now.look == file.look else { return (now, .now) }
        return (now, ContinuousClock.now - since >= .seconds(settledAfter) ? nil : since)
      }
    }
    return (
      looks.filter { $0.since == nil }.map(\.file),
      looks.filter { $0.since != nil }.map(\.file.name)
    )
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
      !name.hasPrefix(".") && name != "map.yaml"
        && ![".part", ".partial", ".tmp", "~"].contains { name.hasSuffix($0) }
    }.sorted()
  }

  /// Moves a file to one of the folders, with its report beside it. The report comes first: a file
  /// that was moved has one. What a run that was killed has left of one, the next run replaces.
  func move(_ file: InboxFile, to folder: String, report: some Encodable) throws {
    let name = Self.freeName(file.name, in: folder)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try WholeFile(folder: folder, name: "\(name).report.json", unfinishedPrefix: ".")
      .write(Array(encoder.encode(report) + Data("\n".utf8)), isSynced: true)
    try FileManager.default.moveItem(atPath: file.path, toPath: "\(folder)/\(name)")
  }

  /// `october.ndjson.gz`, or `october-2.ndjson.gz` where there is one of that name.
  private static func freeName(_ name: String, in folder: String) -> String {
    let stem = name.prefix { $0 != "." }
    let end = name.dropFirst(stem.count)
    var (free, number) = (name, 1)
    while FileManager.default.fileExists(atPath: "\(folder)/\(free)") {
      number += 1
      free = "\(stem)-\(number)\(end)"
    }
    return free
  }
}

extension Duration {
  fileprivate static func seconds(_ interval: TimeInterval) -> Duration {
    .milliseconds(Int64(interval * 1000))
  }
}
