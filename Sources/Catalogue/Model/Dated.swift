public import Calendars
import Documents

/// A value that changes on dates: each version holds until the next one begins.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
  /// A value from a local date on.
  public struct Version: Hashable, Sendable {
    public let from: LocalDate
    public let value: Value
  }

  /// In the order of their dates.
  public let versions: [Version]

  /// The version in force on a date; nil before the first.
  public func version(on date: LocalDate) -> Version? { versions.last { $0.from <= date } }

  /// The same with a value that holds from `begin` to the first version.
  func filled(with value: Value, from begin: LocalDate) -> Dated {
    if let first = versions.first, first.from <= begin { return self }
    let rest = versions.drop { $0.value == value }
    return Dated(versions: [Version(from: begin, value: value)] + rest)
  }

  /// The versions that have begun on a date.
  func begun(on date: LocalDate) -> [Version] { versions.filter { $0.from <= date } }
}

extension Dated {
  /// Versions as they were read; nil stands for the day on which the whole begins. What ends before
  /// that day is left out, so that equal values over time are equal.
  ///
  /// Throws at `node` where a version stands out of the order of the dates.
  init(
    _ read: [(from: LocalDate?, value: Value, node: DocumentNode)], begin: LocalDate
  ) throws(DocumentError) {
    var versions: [Version] = []
    var last: LocalDate?
    for (from, value, node) in read {
      let date = from ?? begin
      if let last, from == nil || date <= last {
        throw node.error(.overlap, "versions stand in the order of their dates, each once")
      }
      last = date
      let start = max(date, begin)
      if versions.last?.from == start { versions.removeLast() }
      // A version with the value of the one before changes nothing.
      if versions.last?.value != value { versions.append(Version(from: start, value: value)) }
    }
    self.versions = versions
  }
}

extension DocumentNode {
  /// The parts of an effective-dated value: the value itself with an optional `from`, its
  /// `versions`, or a list of mappings with a `from` each.
  ///
  /// `read` gets a mapping without `from` and `versions`, and finishes it.
  func dated<Value>(
    from begin: LocalDate,
    _ read: (inout MappingReader) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Dated<Value> {
    var items: [DocumentNode]
    if case .list(let list) = content {
      items = list
    } else {
      var mapping = try mapping()
      guard let versions = mapping.optional("versions") else {
        let from = try mapping.optional("from")?.date()
        return try Dated([(from, try read(&mapping), self)], begin: begin)
      }
      try mapping.finish()
      items = try versions.list()
    }
    guard !items.isEmpty else { throw invalid("at least one version") }
    var versions: [(from: LocalDate?, value: Value, node: DocumentNode)] = []
    for item in items {
      var mapping = try item.mapping()
      let from = try mapping.required("from").date()
      versions.append((from, try read(&mapping), item))
    }
    return try Dated(versions, begin: begin)
  }
}
