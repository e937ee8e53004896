/// How the records of an input were read: with it, the bytes of one can be read again.
public struct RecordForm: Equatable, Sendable {
  /// Whether a record is a line of NDJSON or a row of CSV.
  public let format: EventFormat
  /// Of CSV, the header's row as it came, without the end of its line.
  let header: [UInt8]
  /// The map as it was written, YAML; nil where there is none.
  let map: String?

  /// What tells a record apart, from the SHA-256 of its bytes, 32 bytes. A line of JSON is its
  /// bytes; a row of CSV is another event under another header or map.
  func digest(ofRecord digest: [UInt8]) -> [UInt8] {
    guard format == .csv else { return digest }
    let form = ContentDigest.sha256(header + [0] + Array((map ?? "").utf8))
    return ContentDigest.sha256(digest + form)
  }

  /// Lines of JSON.
  static let ndjson = RecordForm(format: .ndjson, header: [], map: nil)
}
