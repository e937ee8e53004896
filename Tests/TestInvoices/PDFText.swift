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

  /// What the file says of itself, such as `Title` and `CreationDate`, times in UTC.
  public static func information(of pdf: [UInt8]) throws -> [String: String] {
    let lines = try output(of: "pdfinfo", ["-isodates"], pdf, []).split(separator: "\n")
    let entries = lines.compactMap { line -> (String, String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(value))
    }
    return Dictionary(entries) { first, _ in first }
  }

  /// The metadata, as XMP.
  public static func metadata(of pdf: [UInt8]) throws -> String {
    try output(of: "pdfinfo", ["-meta"], pdf, [])
  }

  /// The words of all pages in their order, with their left edges in points.
  public static func words(of pdf: [UInt8]) throws -> [(text: String, left: Double)] {
    try output(of: "pdftotext", ["-bbox"], pdf, ["-"])
      .matches(of: /<word xMin="([0-9.]+)".*?>(.*?)<\/word>/)
      .map { (String($0.2), Double($0.1) ?? 0) }
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
