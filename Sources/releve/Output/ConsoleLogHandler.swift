import Calendars
import Foundation
import Logging

/// Writes log events to standard error, as lines for people or as JSON for collectors.
struct ConsoleLogHandler: LogHandler {
  let format: GlobalOptions.LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let code = event.metadata?["code"].map { "\($0)" }
    switch format {
    case .text:
      let isPlain = event.level < .warning
      let tail = code.map { " [\($0)]" } ?? ""
      Console.error(isPlain ? "\(event.message)" : "\(event.level): \(event.message)\(tail)")
    case .json:
      let record = Record(
        time: Clock.now.description, level: event.level.rawValue, code: code,
        message: "\(event.message)")
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      guard let line = try? encoder.encode(record) else { return }
      Console.error(String(decoding: line, as: UTF8.self))
    }
  }

  private struct Record: Encodable {
    let time: String
    let level: String
    let code: String?
    let message: String
  }
}
