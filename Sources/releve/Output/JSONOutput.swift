import Reports

/// Values as JSON on standard output.
enum JSONOutput {
  /// Writes a value with a newline; over several lines where `pretty`.
  static func write(_ value: some Encodable, pretty: Bool) throws {
    Console.output(try JSONText.text(value, pretty: pretty))
  }
}
