import Foundation
import TestSupport

/// What poppler reads in a PDF.
public enum PDFText {
  public struct Failed: Error { public let reason: String }

  /// The text of each page, as it stands there.
  public static func pages(of pdf: [UInt8]) throws -> [String] {
    try output(of: "pdftotext", ["-layout", "-enc", "UTF-8"], pdf, ["-"])
      .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .split(separator: "\u{0C}", omittingEmptySubsequences: true).map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The structure with its texts, as it is read aloud.
  public static func structure(of pdf: [UInt8]) throws -> String {
    try output(of: "pdfinfo", ["-struct-text"], pdf, [])
      .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
  }

  private static func output(
    of tool: String, _ options: [String], _ pdf: [UInt8], _ rest: [String]
  ) throws -> String {
    try TemporaryFolder.with { folder in
      let file = folder + "/document.pdf"
      try Data(pdf).write(to: URL(filePath: file))
      let (process, output, errors) = (Process(), Pipe(), Pipe())
      process.executableURL = URL(filePath: "/usr/bin/" + tool)
      process.arguments = options + [file] + rest
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      let said = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      guard process.terminationStatus == 0, said.isEmpty else {
        throw Failed(reason: String(decoding: said, as: UTF8.self))
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
