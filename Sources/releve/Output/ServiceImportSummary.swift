import Calendars
import Reports
import ServiceLevels

/// What `sla import` tells of what became of its records.
struct ServiceImportSummary: Encodable {
  struct Left: Encodable {
    let kind: String?
    let id: String?
    let file: String
    let line: Int
    let reason: String
    let message: String

    init(_ record: RefusedRecord) {
      kind = record.kind
      id = record.id
      file = record.place.file
      line = record.place.line
      reason = record.reason.rawValue
      message = record.message
    }

    // What is not known is null, and not left out.
    func encode(to encoder: any Encoder) throws {
      var keys = encoder.container(keyedBy: CodingKeys.self)
      try keys.encode(kind, forKey: .kind)
      try keys.encode(id, forKey: .id)
      try keys.encode(file, forKey: .file)
      try keys.encode(line, forKey: .line)
      try keys.encode(reason, forKey: .reason)
      try keys.encode(message, forKey: .message)
    }

    private enum CodingKeys: String, CodingKey { case kind, id, file, line, reason, message }
  }

  let read: Int
  let added: Int
  let amended: Int
  let retracted: Int
  let unchanged: Int
  let refused: [Left]
  let skipped: [Left]
  let knownAt: String?

  init(_ result: ImportResult) {
    read = result.read
    added = result.added
    amended = result.amended
    retracted = result.retracted
    unchanged = result.unchanged
    refused = result.refused.map(Left.init)
    skipped = result.skipped.map(Left.init)
    knownAt = result.knownAt?.description
  }

  func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(read, forKey: .read)
    try keys.encode(added, forKey: .added)
    try keys.encode(amended, forKey: .amended)
    try keys.encode(retracted, forKey: .retracted)
    try keys.encode(unchanged, forKey: .unchanged)
    try keys.encode(refused, forKey: .refused)
    try keys.encode(skipped, forKey: .skipped)
    try keys.encode(knownAt, forKey: .knownAt)
  }

  private enum CodingKeys: String, CodingKey {
    case read, added, amended, retracted, unchanged, refused, skipped
    case knownAt = "known_at"
  }

  /// The same for people: the counts, and what was not stored.
  func text() throws -> String {
    var counts = Listing([
      "read", "added", "amended", "retracted", "unchanged", "refused", "skipped",
    ])
    let numbers = [read, added, amended, retracted, unchanged, refused.count, skipped.count]
    counts.add(numbers.map(Listing.Cell.integer))
    var text = try counts.text(.table)
    text += knownAt.map { "known at \($0)\n" } ?? "nothing has changed\n"
    for (title, records) in [("refused", refused), ("skipped", skipped)] where !records.isEmpty {
      var listing = Listing([title, "id", "file", "line", "reason", "message"])
      for record in records {
        listing.add([
          record.kind.map(Listing.Cell.text) ?? .absent,
          record.id.map(Listing.Cell.text) ?? .absent,
          .text(record.file), .integer(record.line), .text(record.reason), .text(record.message),
        ])
      }
      text += "\n" + (try listing.text(.table))
    }
    return text
  }
}
