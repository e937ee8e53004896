import Foundation

/// Values as JSON on standard output: sorted keys, slashes as they are.
enum JSONOutput {
  /// Writes a value with a newline; over several lines where `pretty`.
  static func write(_ value: some Encodable, pretty: Bool) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    Console.output(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
  }
}
