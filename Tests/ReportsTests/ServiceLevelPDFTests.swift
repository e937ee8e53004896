import Calendars
import Catalogue
import Pages
import Reports
import TestInvoices
import Testing

/// The month of service levels as pages.
@Suite struct ServiceLevelPDFTests {
  private func pdf(_ language: Language) throws -> [UInt8] {
    let sample = try SampleServiceLevels()
    return try ServiceLevelPDF(
      sample.report, organisations: sample.directory.organisations, windows: sample.windows,
      in: language, fonts: PageFonts()
    ).bytes()
  }

  @Test func `a page for each commitment, in French`() throws {
    let pages = try PDFText.pages(of: pdf(.french))
    #expect(pages.count == 2)
    for text in [
      "Niveaux de service · octobre 2026", "Atelier Lumière SAS",
      "Disponibilité de l'infrastructure", "99,61185 % : MANQUÉ", "2 h 53 min 30 s",
      "10 %, à demander jusqu'au", "2 h 53 min 30 s consommés sur 44 min 42 s", "21 min 30 s",
      "2 h 12 min", "INC-4521", "1 autre composant sans arrêt : 100 %",
    ] {
      #expect(pages[0].contains(text), "\(text)")
    }
    #expect(pages[1].contains("Disponibilité du réseau") && pages[1].contains("100 % : tenu"))
    #expect(pages[1].contains("1 composant sans arrêt : 100 %"), "there is no other")
  }

  @Test func `the calendar is a table of weeks, whose days say what happened`() throws {
    let structure = try PDFText.structure(of: pdf(.english))
    let texts = structure.split(separator: "\n").compactMap { $0.firstMatch(of: /"(.*)"/)?.1 }
    for (day, told) in [("4", "21 min 30 s"), ("14", "maintenance"), ("20", "20 min")] {
      #expect(zip(texts, texts.dropFirst()).contains { $0 == day && $1 == told }, "\(day)")
    }
    for day in ["Monday", "Sunday"] { #expect(structure.contains(day)) }
  }

  @Test func `the same report gives the same bytes`() throws {
    #expect(try pdf(.english) == pdf(.english))
  }
}
