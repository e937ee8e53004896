import Calendars
import Decimals
import Documents

/// The fields of a JSON object that is a record, read one by one; what is wrong has a reason.
struct RecordFields {
  private var keys: MappingReader

  /// The fields of an object.
  init(_ node: DocumentNode) throws(RecordDefect) {
    do throws(DocumentError) {
      keys = try node.mapping()
    } catch {
      throw RecordDefect(.malformed, error.message)
    }
  }

  /// Refuses the first field that nobody asked for.
  func finish() throws(RecordDefect) {
    do throws(DocumentError) {
      try keys.finish()
    } catch {
      throw RecordDefect(.unknownField, error.message)
    }
  }

  /// Whether every field was asked for.
  var isFinished: Bool { (try? keys.finish()) != nil }

  /// A text that must be there, not empty and of one line.
  mutating func text(_ key: String) throws(RecordDefect) -> String {
    guard let text = try optionalText(key) else { throw Self.missing(key) }
    return text
  }

  /// The same where it may be left out or null.
  mutating func optionalText(_ key: String) throws(RecordDefect) -> String? {
    guard let node = keys.optional(key) else { return nil }
    guard node.isQuoted, let text = try? node.normalisedName() else {
      throw RecordDefect(.malformed, "`\(key)` is no text of one line, not empty")
    }
    return text
  }

  /// The id that identifies the record.
  mutating func id(_ key: String = "id") throws(RecordDefect) -> String {
    guard let node = keys.optional(key) else { throw Self.missing(key) }
    guard node.isQuoted, let id = try? node.normalisedName(),
      id.utf8.count <= ComponentPath.bytesMax
    else {
      throw RecordDefect(
        .badID, "`\(key)` is no text of one line with 1 to \(ComponentPath.bytesMax) bytes")
    }
    return id
  }

  /// The path of a component.
  mutating func component(_ key: String = "component") throws(RecordDefect) -> String {
    guard let node = keys.optional(key) else { throw Self.missing(key) }
    guard node.isQuoted, let path = try? node.string(), ComponentPath.isSound(path) else {
      throw RecordDefect(.badComponent, "`\(key)` is not \(ComponentPath.expectation)")
    }
    return path
  }

  /// A time that must be there.
  mutating func time(_ key: String) throws(RecordDefect) -> Instant {
    guard let time = try optionalTime(key) else { throw Self.missing(key) }
    return time
  }

  /// The same where it may be left out or null.
  mutating func optionalTime(_ key: String) throws(RecordDefect) -> Instant? {
    guard let node = keys.optional(key) else { return nil }
    guard node.isQuoted, let text = try? node.string(), let time = Instant(rfc3339: text) else {
      throw RecordDefect(
        .badTime, "`\(key)` is no RFC 3339 date-time with its offset, such as 2026-10-04T01:10:00Z")
    }
    return time
  }

  /// `component`, `from` and `to`, which may be open.
  mutating func span() throws(RecordDefect) -> ComponentSpan {
    let component = try component()
    let from = try time("from")
    let to = try optionalTime("to")
    if let to, to < from {
      throw RecordDefect(.endsBeforeStart, "`to` (\(to)) is before `from` (\(from))")
    }
    return ComponentSpan(component: component, from: from, to: to)
  }

  /// The impact; 1 where it is left out.
  mutating func impact() throws(RecordDefect) -> DecimalNumber {
    guard let node = keys.optional("impact") else { return .one }
    guard let text = try? node.string(), let impact = Impact(text) else {
      throw RecordDefect(.badImpact, "`impact` is not \(Impact.expected)")
    }
    return impact.number
  }

  /// `true` or `false`, without quotes; nil where it is left out or null.
  mutating func flag(_ key: String) throws(RecordDefect) -> Bool? {
    guard let node = keys.optional(key) else { return nil }
    guard !node.isQuoted, let flag = try? node.boolean() else {
      throw RecordDefect(.malformed, "`\(key)` is neither true nor false")
    }
    return flag
  }

  /// The texts of a list; none where it is left out or null.
  mutating func texts(_ key: String) throws(RecordDefect) -> [String] {
    guard let node = keys.optional(key) else { return [] }
    guard let items = try? node.list() else {
      throw RecordDefect(.malformed, "`\(key)` is no list of texts")
    }
    return try items.map { item throws(RecordDefect) in
      guard item.isQuoted, let text = try? item.normalisedName() else {
        throw RecordDefect(.malformed, "`\(key)` is no list of texts of one line, not empty")
      }
      return text
    }
  }

  /// The texts of an object by their keys; none where it is left out or null.
  mutating func labels(_ key: String) throws(RecordDefect) -> [String: String] {
    guard let node = keys.optional(key) else { return [:] }
    guard case .mapping(let entries) = node.content else {
      throw RecordDefect(.malformed, "`\(key)` is no object of texts")
    }
    var labels: [String: String] = [:]
    for entry in entries {
      guard entry.value.isQuoted, let text = try? entry.value.string() else {
        throw RecordDefect(.malformed, "`\(key).\(entry.key.prefix(60))` is no text")
      }
      labels[entry.key] = text
    }
    return labels
  }

  private static func missing(_ key: String) -> RecordDefect {
    RecordDefect(.missingField, "`\(key)` is missing")
  }
}
