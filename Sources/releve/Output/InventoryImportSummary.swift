import Calendars
import Capacity
import Documents
import Reports

/// What `capacity import` tells of a snapshot.
struct InventoryImportSummary: Encodable {
  struct Part: Encodable {
    let part: String
    let objects: Int
    let refused: Int
    /// Whether the same answer was stored before.
    let known: Bool
  }

  struct Refused: Encodable {
    let file: String
    let line: Nullable<Int>
    let key: String
    let code: String
    let message: String

    init(_ error: DocumentError) {
      file = error.file
      line = Nullable(error.line)
      key = error.key
      code = error.code.rawValue
      message = error.message
    }
  }

  struct Resources: Encodable {
    let new: Int
    let changed: Int
    let released: Int
  }

  /// Resources of which none is listed any more, and which are not taken for gone.
  struct Held: Encodable {
    let kind: String
    let count: Int

    init(_ held: InventoryImportResult.Held) {
      kind = held.kind.rawValue
      count = held.count
    }

    var message: String {
      "no \(kind) is listed, where there were \(count): they are not taken for gone, and are billed"
        + " on. If they are gone, say so of a later snapshot: --all-gone \(kind)"
    }
  }

  let tenant: String
  let takenAt: String
  let unchanged: Bool
  let parts: [Part]
  let resources: Resources
  let refused: [Refused]
  let ignored: [String]
  /// Parts that the snapshot lacks.
  let missing: [String]
  let held: [Held]
  private let errors: [DocumentError]

  init(_ result: InventoryImportResult, ignored: [String]) {
    tenant = result.tenant
    takenAt = result.takenAt.description
    unchanged = result.isUnchanged
    parts = result.parts.map {
      Part(
        part: $0.part.rawValue, objects: $0.objects, refused: $0.refused, known: $0.isKnown)
    }
    resources = Resources(new: result.new, changed: result.changed, released: result.released)
    errors = result.refused
    refused = errors.map(Refused.init)
    self.ignored = ignored
    let read = Set(result.parts.map(\.part))
    missing = InventoryPart.allCases.filter { !read.contains($0) }.map(\.rawValue)
    held = result.held.map(Held.init)
  }

  private enum CodingKeys: String, CodingKey {
    case tenant, unchanged, parts, resources, refused, ignored, missing, held
    case takenAt = "taken_at"
  }

  /// The same for people.
  func text() throws -> String {
    var listing = Listing(["part", "objects", "refused", "stored"])
    for part in parts {
      listing.add([
        .text(part.part), .integer(part.objects), .integer(part.refused),
        .text(part.known ? "as before" : "new"),
      ])
    }
    var text = "\(tenant) at \(takenAt)\(unchanged ? ": unchanged" : "")\n\n"
    text += try listing.text(.table)
    text +=
      "\nbillable resources: \(resources.new) new, \(resources.changed) changed,"
      + " \(resources.released) released\n"
    if !refused.isEmpty {
      var listing = Listing(["refused", "line", "key", "message"])
      for error in errors {
        listing.add([
          .text(error.file), error.line.map(Listing.Cell.integer) ?? .absent, .text(error.key),
          .text(error.message),
        ])
      }
      text += "\n" + (try listing.text(.table))
    }
    if !missing.isEmpty {
      text += "not in the snapshot, and not taken for gone: \(missing.joined(separator: ", "))\n"
    }
    if !ignored.isEmpty {
      text += "\nno parts of an inventory: \(ignored.joined(separator: ", "))\n"
    }
    return text
  }
}
