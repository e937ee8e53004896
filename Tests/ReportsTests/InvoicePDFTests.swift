import Calendars
import Decimals
import Foundation
import Invoicing
import Pages
import Reports
import TestInvoices
import Testing

/// An invoice as pages: what stands on them, and that it is the same each time.
@Suite struct InvoicePDFTests {
  private func pdf(_ sample: SampleInvoice) throws -> [UInt8] {
    try InvoicePDF(sample.document(), fonts: PageFonts()).bytes()
  }

  /// A page's lines, their columns parted by two spaces.
  private func lines(_ pages: [String]) -> [String] {
    pages.flatMap { $0.split(separator: "\n") }
      .map { $0.trimmingCharacters(in: .whitespaces).replacing(#/ {2,}/#, with: "  ") }
  }

  @Test func `every line, subtotal, total and mention, in French`() throws {
    let lines = lines(try PDFText.pages(of: pdf(.full("fr"))))
    for line in [
      "Nuage de Démonstration SAS", "SAS au capital de 1 000 000 €",
      "SIREN 123456782, RCS Nanterre", "TVA FR11123456782", "Atelier Lumière SAS",
      "Facture FR-2026-000042", "octobre 2026  03/11/2026  03/12/2026",
      "lumiere-prod · OpenIaaS", "1 SAUVEGARDE - Accès au service  96,5  VM  12,00  20,00 %",
      "Prix expliqué à la ligne 5", "Sous-total lumiere-prod · OpenIaaS  1 540,17 €",
      "3 Stockage objet, compatible S3  12 431,25  Gio · mois  0,0229  20,00 %  284,68 €",
      "10 en première tranche, à 22,00 € : 220,00 €", "Engagement de 2, dont 1 consommés",
      "Sous-total Contrat  808,80 €", "10 % de 1 732,71 €",
      "Disponibilité : 99,61185 %, objectif : 99,9 %",
      "Régularisation septembre 2026 (document FR-2026-000036)",
      "Dû désormais : 90 × 12,00 = 1 080,00 € ; facturé : 96 = 1 152,00 €",
      "TVA 20,00 % sur 4 216,80 €  843,36 €", "Total TTC  5 060,16 €",
      "Catégorie de l'opération : prestation de services",
      "Option pour le paiement de la taxe d'après les débits",
      "Règlement : IBAN FR76 3000 6000 0112 3456 7890 189, BIC AGRIFRPP",
      "Pas d'escompte pour paiement anticipé", "Pénalités de retard : 3 × taux légal",
      "Indemnité forfaitaire pour frais de recouvrement : 40,00 €",
      "Empreinte : d9c92ffe2855711a9888fbc62093be72ce0fd86ff59907522fe121b474c21e59",
    ] {
      #expect(lines.contains { $0.contains(line) }, "\(line)")
    }
    #expect(lines.count { $0.hasPrefix("Facture FR-2026-000042 · Nuage") } == 2)
    #expect(lines.contains { $0.hasSuffix("page 1 / 2") })
    #expect(lines.contains { $0.hasSuffix("page 2 / 2") })
  }

  @Test func `a credit note in English asks for nothing`() throws {
    let lines = lines(try PDFText.pages(of: pdf(.creditNote("en"))))
    for line in [
      "Credit note AV-2026-000003", "FR-2026-000036, 2", "€294.32", "10% of €1,732.71",
      "Availability: 99.61185%, target: 99.9%",
      "Amounts are to your credit; those with a minus sign are charged",
      "VAT 20.00% on €245.27  €49.05", "Total incl. VAT  €294.32",
    ] {
      #expect(lines.contains { $0.contains(line) }, "\(line)")
    }
    #expect(!lines.contains { $0.contains("IBAN") || $0.contains("Due") })
  }

  @Test func `a preview says on each page that it is one`() throws {
    var sample = SampleInvoice.full("en")
    sample.number = nil
    for page in try PDFText.pages(of: pdf(sample)) {
      #expect(page.contains("Invoice (preview, not issued)"))
    }
  }

  @Test func `the same document gives the same bytes`() throws {
    let fonts = try PageFonts()
    let document = try SampleInvoice.full("fr").document()
    let first = try InvoicePDF(document, fonts: fonts).bytes(embedding: Array("<a/>".utf8))
    _ = try InvoicePDF(SampleInvoice.creditNote("en").document(), fonts: fonts).bytes()
    #expect(
      try InvoicePDF(document, fonts: fonts).bytes(embedding: Array("<a/>".utf8)) == first)
    #expect(
      try InvoicePDF(document, fonts: PageFonts()).bytes(embedding: Array("<a/>".utf8)) == first)
  }

  @Test func `two thousand lines have the table's head on each page, and no group's head alone`()
    throws
  {
    let pages = try PDFText.pages(of: pdf(.long("fr", lines: 2000)))
    let lines = lines(pages)
    let found = lines.compactMap { $0.firstMatch(of: #/^(\d+) +Produit numéro (\d+) /#)?.output }
    #expect(found.map { String($0.1) } == (1...2000).map(String.init))
    #expect(found.allSatisfy { $0.1 == $0.2 })
    #expect(lines.contains { $0.hasSuffix("page \(pages.count) / \(pages.count)") })
    let tables = pages.filter { $0.contains("Produit numéro") }
    #expect(tables.count > 60)
    for page in tables {
      let lines = self.lines([page])
      #expect(lines.count { $0.hasPrefix("# Désignation  Quantité  Unité") } == 1)
      // Above the page's foot.
      let last = try #require(lines.dropLast().last { !$0.isEmpty })
      #expect(!last.hasPrefix("tenant-"), "\(last)")
    }
  }

  @Test func `a label that is longer than a page is there from end to end`() throws {
    var sample = SampleInvoice()
    let words = (1...3000).map { "mot\($0)" }
    sample.add(label: words.joined(separator: " "), amount: "1.00")
    sample.add(label: "Après", amount: "2.00")
    let text = try PDFText.pages(of: pdf(sample)).joined(separator: " ")
    let found = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(words.filter { !found.contains($0) } == [])
    #expect(found.contains("Après"))
  }

  @Test(arguments: [
    "Ψηφιακές υπηρεσίες", "Облачные услуги", "خدمات سحابية", "クラウドサービス", "云服务", "클라우드",
    "שירותי ענן", "Łódź, Dvořák, Ağrı, Đà Nẵng", "<b>A & B</b> \\\\ (x) %d /NonStruct << BDC",
  ])
  func `names in any script`(name: String) throws {
    var sample = SampleInvoice.creditNote("fr")
    sample.customer = name
    let structure = try PDFText.structure(of: pdf(sample))
    let shown = name.replacing("\\\\", with: "\\")
    // Poppler turns what is written from right to left.
    #expect(structure.contains(shown) || structure.contains(String(shown.reversed())))
    #expect(!structure.contains("\\u{"))
  }

  @Test func `what cannot be shown is written as an escape`() throws {
    var sample = SampleInvoice.creditNote("fr")
    sample.customer = "A\\u0007B\\u202eC\u{1F680}D\u{10FFFD}"
    let structure = try PDFText.structure(of: pdf(sample))
    #expect(structure.contains("A\\u{7}B\\u{202E}C\\u{1F680}D\\u{10FFFD}"))
  }

  @Test func `figures of any length stay in their columns`() throws {
    var sample = SampleInvoice()
    sample.add(
      label: "Très grand", quantity: "123456789012345678.123456789012345678",
      price: "123456789012.123456789", amount: "98765432109876543.21")
    sample.add(label: "Petit", quantity: "0.000001", price: "0.000000001", amount: "0.00")
    let lines = lines(try PDFText.pages(of: pdf(sample)))
    let number = "123 456 789 012 345 678,123456789012345678"
    #expect(lines.contains { $0.contains(number) && $0.contains("98 765 432 109 876 543,21 €") })
  }

  @Test func `annex and chart`() throws {
    let pdf = try InvoicePDF(
      SampleInvoice.full("fr").document(), fonts: PageFonts(), annex: .sample, history: .sample
    ).bytes()
    let lines = lines(try PDFText.pages(of: pdf))
    for line in [
      "OpenIaaS  1 695,85", "Total HT  2 763,40", "vm-0042  du 01/10/2026 au 31/10/2026  31  1",
      "vm-0043  du 01/10/2026 au 11/10/2026  11  1", "du 12/10/2026 au 31/10/2026  20  2",
      "bucket-photos  01/10/2026  1  10 247,31",
    ] {
      #expect(lines.contains { $0.contains(line) }, "\(line)")
    }
  }

  @Test func `what a service is called stands beside its colour in the chart, however long it is`()
    throws
  {
    let name = ["Zéphyr", "Alizé", "Mistral", "Tramontane", "Sirocco", "Aquilon", "Noroît"]
    let months = [9, 10].compactMap { Period(year: 2026, month: $0) }.map {
      CostHistory.Month(period: $0, amounts: [name.joined(separator: " "): .one])
    }
    let pdf = try InvoicePDF(
      SampleInvoice.creditNote("fr").document(), fonts: PageFonts(),
      history: CostHistory(months: months)
    ).bytes()
    let found = try PDFText.words(of: pdf).filter { name.contains($0.text) }
    #expect(found.map(\.text) == name)
    let edge = found[0].left
    #expect(edge > 48 + 8)
    #expect(found.allSatisfy { $0.left >= edge - 0.1 }, "\(found)")
    #expect(found.count { abs($0.left - edge) < 1 } > 1, "it takes more than one line")
  }

  @Test func `the file says what it is, of whom, and from when; a preview has no date`() throws {
    var sample = SampleInvoice.full("fr")
    let information = try PDFText.information(of: pdf(sample))
    #expect(
      information["Title"] == "Facture FR-2026-000042 · Nuage de Démonstration SAS")
    #expect(information["Author"] == "Nuage de Démonstration SAS")
    #expect(information["CreationDate"] == "2026-11-03T00:00:00Z")
    let metadata = try PDFText.metadata(of: pdf(sample))
    #expect(metadata.contains("<xmp:CreateDate>2026-11-03T00:00:00Z</xmp:CreateDate>"))
    sample.number = nil
    #expect(try PDFText.information(of: pdf(sample))["CreationDate"] == nil)
    #expect(try !PDFText.metadata(of: pdf(sample)).contains("CreateDate"))
  }

  @Test func `parts are tagged as what they are`() throws {
    let structure = try PDFText.structure(of: pdf(.full("en")))
    #expect(structure.contains("H1 (block)\n    \"Invoice FR-2026-000042\""))
    for tag in ["Table (block)", "TH", "/Scope /Column", "/Scope /Row", "/ColSpan 7"] {
      #expect(structure.contains(tag), "\(tag)")
    }
    // What stands on each page is not read aloud.
    #expect(!structure.contains("page 1"))
  }

  @Test func `a label that is broken into lines is read to its end, and before its notes`()
    throws
  {
    let structure = try PDFText.structure(of: pdf(.full("fr")))
    let texts = structure.split(separator: "\n").compactMap { $0.firstMatch(of: /"(.*)"/)?.1 }
    let label = try #require(texts.firstIndex { $0.hasPrefix("Instances de") })
    #expect(
      texts[label...].prefix(3).map { $0.trimmingCharacters(in: .whitespaces) }
        .joined(separator: " ")
        == "Instances de machines virtuelles - vCPU - Usage général csp:fr1:vminstance:gp:vcpu:v1")
  }

  @Test func `a font that is not there is named, and no other takes its place`() throws {
    let error = #expect(throws: PDFError.self) { try PageFonts(folder: "/nonexistent") }
    #expect(error?.code == "missing_font")
    #expect(error?.description.contains("apt-get install fonts-inter") == true)
  }
}
