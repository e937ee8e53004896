import Catalogue
import Invoicing
import Pages

/// The pages of an invoice: what stands at their head and foot. The lines and totals are set in
/// extensions.
struct InvoicePages {
  let document: InvoiceDocument
  let wording: InvoiceWording
  let words: PageWords
  let logo: PageLogo?
  var flow: PageFlow

  /// The window of a French envelope (220 mm × 110 mm, window on the right) shows what stands from
  /// here on, in points: 110 mm from the left, 50 mm from the top.
  private static let window = (x: 311.8, y: 141.7, width: 235.0)

  init(_ document: InvoiceDocument, fonts: PageFonts, logo: PageLogo?) {
    self.document = document
    self.logo = logo
    wording = InvoiceWording(document)
    words = PageWords(language: wording.labels.language)
    flow = PageFlow(fonts: fonts)
  }

  var fonts: PageFonts { flow.fonts }
  var labels: InvoiceLabels { wording.labels }
  var style: NumberStyle { wording.style }

  /// Such as `Facture FR-2026-000007`; a preview says that it is one.
  var title: String {
    let number = document.number ?? "(\(labels.preview(document.kind)))"
    return "\(words.title(document.kind)) \(number)"
  }

  var facts: DocumentFacts {
    DocumentFacts(
      title: "\(title) · \(document.parties.seller.name)", author: document.parties.seller.name,
      language: words.language.rawValue, date: document.issuedOn)
  }

  /// Sets everything.
  mutating func compose(annex: InvoiceAnnex?, history: CostHistory?) throws(PDFError) {
    composeSeller()
    composeCustomer()
    composeTitle()
    composeFacts()
    try composeLines()
    composeTotals()
    composeMentions()
    if let history { try compose(history) }
    if let annex { compose(annex) }
  }

  private mutating func composeSeller() {
    let section = flow.structure.add(.section, to: flow.structure.root)
    var lines = wording.party(document.parties.seller)
    let left = flow.left
    if let logo {
      let figure = flow.structure.add(
        .figure(
          lines[0], .init(x: left, y: flow.y, width: logo.width, height: logo.height)),
        to: section)
      let y = flow.y
      flow.place { canvas in canvas.draw(figure) { logo.draw(x: left, y: y, on: canvas) } }
      flow.y += logo.height + 8
    }
    let name = flow.structure.add(.paragraph, to: section)
    flow.place(
      TypesetText(
        lines.removeFirst(), logo == nil ? PageStyles.seller : PageStyles.strong, width: 250,
        fonts: fonts),
      x: left, name)
    flow.y += 3
    for line in lines {
      flow.place(
        TypesetText(line, PageStyles.note, width: 235, fonts: fonts), x: left,
        flow.structure.add(.paragraph, to: section))
      flow.y += 0.6
    }
  }

  private mutating func composeCustomer() {
    let end = flow.y
    let section = flow.structure.add(.section, to: flow.structure.root)
    flow.y = Self.window.y
    for (index, line) in wording.party(document.parties.customer).enumerated() {
      flow.place(
        TypesetText(
          line, index == 0 ? PageStyles.strong : PageStyles.body, width: Self.window.width,
          fonts: fonts),
        x: Self.window.x, flow.structure.add(.paragraph, to: section))
      flow.y += 1
    }
    // The title stands below the window, and below the longer of both.
    flow.y = max(flow.y + 22, end + 22, 236)
  }

  private mutating func composeTitle() {
    let heading = flow.structure.add(.heading(1), to: flow.structure.root)
    flow.place(
      TypesetText(title, PageStyles.title, width: flow.width, fonts: fonts), x: flow.left, heading)
    flow.y += 9
  }

  /// First what is to be paid; a further document that is corrected stands below the first.
  private mutating func composeFacts() {
    let section = flow.structure.add(.section, to: flow.structure.root)
    var facts = [
      PageFact(words.toPay(document.kind), [wording.amount(document.totals.gross)], isStrong: true)
    ]
    for fact in wording.facts {
      if fact.name.isEmpty, let last = facts.indices.last {
        facts[last].values.append(fact.value)
      } else {
        facts.append(PageFact(fact.name, [fact.value]))
      }
    }
    flow.place(facts, perRow: 4, in: section)
    flow.y += 14
  }

  /// The pages, each with its foot: number and page.
  func drawn() -> PageCanvas {
    let (left, right, fonts) = (flow.left, flow.right, flow.fonts)
    let number = TypesetText(
      "\(title) · \(document.parties.seller.name)", PageStyles.foot, fonts: fonts)
    let y = PageCanvas.height - 40
    return flow.drawn { canvas, page, count in
      let place = TypesetText(words.page(page, of: count), PageStyles.foot, fonts: fonts)
      canvas.drawArtifact {
        canvas.rule(from: left, to: right, y: y - 12, .rule)
        canvas.text(number, x: left, baseline: y)
        canvas.text(place, x: right - place.width, baseline: y)
      }
    }
  }
}
