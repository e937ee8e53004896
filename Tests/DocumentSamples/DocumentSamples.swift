import Catalogue
import Foundation
import Invoicing
import Pages
import Reports
import TestInvoices

/// Writes sample documents as PDF into a folder: `document-samples FOLDER`. With `--measure COUNT`
/// it makes an invoice of two pages so many times instead, and says how long that took.
@main struct DocumentSamples {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--measure", let count = arguments.last.flatMap({ Int($0) }) {
      return try measure(count)
    }
    let folder = URL(filePath: arguments.first ?? ".")
    let fonts = try PageFonts()
    let levels = try SampleServiceLevels()
    for language in Language.allCases {
      let bytes = try ServiceLevelPDF(
        levels.report, organisations: levels.directory.organisations, windows: levels.windows,
        in: language, fonts: fonts
      ).bytes()
      try Data(bytes).write(
        to: folder.appending(path: "service-levels-\(language.rawValue).pdf"))
    }
    for language in ["fr", "en"] {
      for (name, sample) in [
        ("invoice", SampleInvoice.full(language)),
        ("credit-note", SampleInvoice.creditNote(language)),
        ("long", SampleInvoice.long(language, lines: 130)),
      ] {
        let isFull = name == "invoice"
        let bytes = try InvoicePDF(
          sample.document(), fonts: fonts, annex: isFull ? .sample : nil,
          history: isFull ? .sample : nil
        ).bytes()
        try Data(bytes).write(to: folder.appending(path: "\(name)-\(language).pdf"))
      }
    }
  }

  private static func measure(_ count: Int) throws {
    let fonts = try PageFonts()
    let document = try SampleInvoice.long("fr", lines: 30).document()
    let cii = [UInt8](repeating: 32, count: 40_000)
    let clock = ContinuousClock()
    var size = 0
    let time = try clock.measure {
      for _ in 0..<count {
        size = try InvoicePDF(document, fonts: fonts).bytes(embedding: cii).count
      }
    }
    print("\(count) invoices of \(size) bytes in \(time): \(time / count) each")
  }
}
