/// How the records of an input were read: with it, the bytes of one can be read again.
public struct RecordForm: Equatable, Sendable {
  /// Whether a record is a line of NDJSON or a row of CSV.
  public let format: EventFormat
  /// Of CSV, the header's row as it came, without the end of its line.
  let header: [UInt8]
  /// The map as it was written, YAML; nil where there is none.
  let map: String?

  /// Lines of JSON.
  static let ndjson = RecordForm(format: .ndjson, header: [], map: nil)
}
