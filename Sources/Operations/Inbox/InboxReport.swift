import Documents
import Metering

/// What is written beside a file that was moved.
struct InboxReport: Encodable {
  let file: String
  /// In hexadecimal digits; absent where the file could not be read.
  var sha256: String?
  var read = 0
  var accepted = 0
  var duplicate = 0
  var conflict = 0
  var rejected = 0
  /// Why it was not read to its end; absent where it was.
  var code: String?
  var message: String?
  /// The name of the file with the same contents that was read before.
  var sameAs: String?

  private enum CodingKeys: String, CodingKey {
    case file, sha256, read, accepted, duplicate, conflict, rejected, code, message
    case sameAs = "same_as"
  }

  init(_ file: InboxFile, digest: [UInt8]?) {
    self.file = file.name
    sha256 = digest?.hexadecimal
  }

  mutating func add(_ counts: IngestCounts) {
    read = counts.read
    accepted = counts.accepted
    duplicate = counts.duplicate
    conflict = counts.conflict
    rejected = counts.rejected
  }
}
