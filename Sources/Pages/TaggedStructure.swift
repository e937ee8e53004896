import CQPDF

/// A structure as objects of a PDF: the root, its table of parents, and an object for each element.
struct TaggedStructure {
  private let structure: StructureTree
  private let objects: QPDFObjects
  private let pages: [qpdf_oh]
  private let root: qpdf_oh
  private let elements: [qpdf_oh]

  /// Adds the elements of a structure to the file whose pages it describes.
  init(_ structure: StructureTree, of pages: [qpdf_oh], in objects: QPDFObjects) {
    self.structure = structure
    self.objects = objects
    self.pages = pages
    root = objects.add("<< /Type /StructTreeRoot /ParentTreeNextKey \(pages.count) >>")
    elements = structure.nodes.map { objects.add("<< /S /\(Self.name($0.role)) >>") }
  }

  /// Links the elements and the pages, given the elements of each page's marks; returns the root.
  func linked(parents: [[StructureTree.Element]]) -> qpdf_oh {
    for (node, element) in zip(structure.nodes, elements) { link(node, element) }
    for (number, page) in pages.enumerated() {
      objects.set(["/StructParents": objects.integer(number)], of: page)
    }
    let numbers = parents.enumerated().flatMap { page, marks in
      [objects.integer(page), objects.array(marks.map { elements[$0.index] })]
    }
    objects.set(
      [
        "/K": objects.array([elements[0]]),
        "/ParentTree": objects.object("<< >>", ["/Nums": objects.array(numbers)]),
      ], of: root)
    return root
  }

  private func link(_ node: StructureTree.Node, _ element: qpdf_oh) {
    // The page of the first mark is that of the element; marks of further pages name theirs.
    var own: Int?
    for case .mark(let page, _) in node.kids where own == nil { own = page }
    let kids = node.kids.map { kid in
      switch kid {
      case .element(let index): elements[index]
      case .mark(let page, let id) where page == own: objects.integer(id)
      case .mark(let page, let id):
        objects.object("<< /Type /MCR /MCID \(id) >>", ["/Pg": pages[page]])
      }
    }
    objects.set(["/P": node.parent.map { elements[$0] } ?? root], of: element)
    if !kids.isEmpty {
      objects.set(["/K": kids.count == 1 ? kids[0] : objects.array(kids)], of: element)
    }
    if let own { objects.set(["/Pg": pages[own]], of: element) }
    describe(node.role, element)
  }

  private static func name(_ role: StructureTree.Role) -> String {
    switch role {
    case .document: "Document"
    case .section: "Sect"
    case .heading(let level): level == 1 ? "H1" : level == 2 ? "H2" : "H3"
    case .paragraph: "P"
    case .table: "Table"
    case .row: "TR"
    case .columnHead, .rowHead: "TH"
    case .cell: "TD"
    case .figure: "Figure"
    }
  }

  private func describe(_ role: StructureTree.Role, _ element: qpdf_oh) {
    switch role {
    case .columnHead(let span): table("/Scope /Column", span, element)
    case .rowHead(let span): table("/Scope /Row", span, element)
    case .cell(let span) where span > 1: table("", span, element)
    case .figure(let text, let frame):
      objects.set(["/Alt": objects.text(text.escapedForPages), "/A": layout(frame)], of: element)
    case .document, .section, .heading, .paragraph, .table, .row, .cell: break
    }
  }

  private func table(_ scope: String, _ span: Int, _ element: qpdf_oh) {
    let columns = span > 1 ? " /ColSpan \(span)" : ""
    objects.set(["/A": objects.object("<< /O /Table \(scope)\(columns) >>")], of: element)
  }

  /// PDF counts from the bottom.
  private func layout(_ frame: StructureTree.Frame) -> qpdf_oh {
    let bottom = PageCanvas.height - frame.y - frame.height
    let corners = [frame.x, bottom, frame.x + frame.width, bottom + frame.height]
    let box = corners.map(Self.hundredths).joined(separator: " ")
    return objects.object("<< /O /Layout /Placement /Block /BBox [\(box)] >>")
  }

  /// A length with two decimals.
  private static func hundredths(_ points: Double) -> String {
    let hundredths = Int((points * 100).rounded())
    return "\(hundredths / 100).\(abs(hundredths) % 100 / 10)\(abs(hundredths) % 10)"
  }
}
