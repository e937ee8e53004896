public import Decimals

/// What is wrong with a document: where (file, line, key), what was found, what was expected.
public struct DocumentError: Error, Hashable, Sendable {
  /// A stable, machine-readable name for the kind of fault.
  public enum Code: String, Sendable {
    case unreadableFile = "unreadable_file"
    case invalidYAML = "invalid_yaml"
    case invalidJSON = "invalid_json"
    case duplicateKey = "duplicate_key"
    case documentTooLarge = "document_too_large"
    case unknownKey = "unknown_key"
    case missingKey = "missing_key"
    case invalidValue = "invalid_value"
    case unknownName = "unknown_name"
    case duplicateName = "duplicate_name"
    case overlap = "overlap"
    case gap = "gap"
    case aliasLoop = "alias_loop"
    /// It changes only through a correction.
    case alreadyBegun = "already_begun"
    /// It stands for good: documents were issued on it, or events name it.
    case cannotBeCorrected = "cannot_be_corrected"
    /// It is read, and can hardly be right: a warning.
    case doubtfulValue = "doubtful_value"
  }

  public let code: Code
  /// The file's path as it was given; `-` for standard input.
  public let file: String
  /// The line in the file, from 1; nil where the fault concerns the whole file.
  public let line: Int?
  /// The path of the key, such as `spec.products[3].unit_size`; empty for the document itself.
  public let key: String
  /// What was found and what was expected, in words.
  public let message: String
  /// Why a number cannot be read, where that is the fault.
  public let numberFault: DecimalError?

  /// Key and message may quote what a document says: what a terminal would act upon is escaped.
  public init(
    code: Code, file: String, line: Int?, key: String, message: String,
    numberFault: DecimalError? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.key = key.printable
    self.message = message.printable
    self.numberFault = numberFault
  }
}

extension DocumentError: CustomStringConvertible {
  /// `file:line: key: message`, the form that editors and terminals can follow.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
  }
}
