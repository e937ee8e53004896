import Calendars
import Documents

/// An object of the provider's API, read key by key. Keys are found whatever their case, and those
/// that nobody asks for are ignored: the API's own client does so, and spellings are not certain.
struct ProviderObject {
  let node: DocumentNode
  private let entries: [String: DocumentNode]

  init(_ node: DocumentNode) throws(DocumentError) {
    guard case .mapping(let entries) = node.content else { throw node.invalid("an object") }
    self.node = node
    self.entries = Dictionary(
      entries.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a key; nil where it is missing or null.
  func value(_ key: String) -> DocumentNode? {
    guard let value = entries[key.lowercased()], !value.isAbsent else { return nil }
    return value
  }

  func required(_ key: String) throws(DocumentError) -> DocumentNode {
    guard let value = value(key) else {
      throw node.error(.missingKey, "the key `\(key)` is missing")
    }
    return value
  }

  /// A text, empty where there is none. In Unicode's normal form C, by which texts that people read
  /// as one are one.
  func text(_ key: String) throws(DocumentError) -> String {
    try value(key)?.string().normalised ?? ""
  }

  /// A text by which something can be told from others: one line of at most 512 bytes, empty where
  /// there is none.
  func name(_ key: String) throws(DocumentError) -> String {
    guard let node = value(key) else { return "" }
    let text = try text(key)
    return text.isEmpty ? "" : try node.shortName()
  }

  /// The id, which each object has.
  func id() throws(DocumentError) -> String { try required("id").shortName() }

  func flag(_ key: String) throws(DocumentError) -> Bool? {
    guard let value = value(key) else { return nil }
    // The API says `accessible` as 1 or 0.
    switch try value.string() {
    case "1": return true
    case "0": return false
    default: return try value.boolean()
    }
  }

  func whole(_ key: String) throws(DocumentError) -> Int? {
    try value(key)?.integer(in: 0...Self.wholeMax)
  }

  func size(_ key: String) throws(DocumentError) -> DataSize? {
    try value(key)?.size()
  }

  func requiredSize(_ key: String) throws(DocumentError) -> DataSize { try required(key).size() }

  /// Unix seconds.
  func instant(_ key: String) throws(DocumentError) -> Instant? {
    guard let seconds = try value(key)?.integer(in: 0...Self.secondsMax) else { return nil }
    return seconds == 0 ? nil : Instant(seconds: Int64(seconds))
  }

  func object(_ key: String) throws(DocumentError) -> ProviderObject? {
    guard let value = value(key) else { return nil }
    return try ProviderObject(value)
  }

  /// `{"id", "name"}`; nil where the id is empty, by which the API says that there is none.
  func reference(_ key: String) throws(DocumentError) -> ProviderReference? {
    guard let object = try object(key) else { return nil }
    let id = try object.text("id")
    return id.isEmpty ? nil : ProviderReference(id: id, name: try object.text("name"))
  }

  func list<Item>(
    _ key: String, _ read: (DocumentNode) throws(DocumentError) -> Item
  ) throws(DocumentError) -> [Item] {
    var items: [Item] = []
    for item in try value(key)?.list() ?? [] { items.append(try read(item)) }
    return items
  }

  /// A list of ids.
  func ids(_ key: String) throws(DocumentError) -> [String] {
    try list(key) { item throws(DocumentError) in try item.string() }
  }

  private static let wholeMax = 1_000_000_000
  /// The last second of the year 9999.
  private static let secondsMax = 253_402_300_799
}

extension DocumentNode {
  fileprivate func shortName() throws(DocumentError) -> String {
    let name = try normalisedName()
    guard name.utf8.count <= 512 else { throw invalid("a text of at most 512 bytes") }
    return name
  }

  /// Bytes; at most 4 PiB, so that sums of two thousand stay exact.
  fileprivate func size() throws(DocumentError) -> DataSize {
    DataSize(bytes: Int64(try integer(in: 0...(1 << 52))))
  }
}
