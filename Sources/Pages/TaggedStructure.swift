/// A structure as objects of a PDF: the root, its table of parents, and an object for each element.
struct TaggedStructure {
  private let structure: StructureTree
  /// The numbers of the pages' objects.
  private let pages: [Int]
  private let root: Int
  /// For each page, the elements of its marks; artifacts have none.
  private let parents: [[Int?]]

  init(_ structure: StructureTree, pages: [Int], firstNumber: Int) {
    self.structure = structure
    self.pages = pages
    root = firstNumber
    var parents: [[Int?]] = pages.map { _ in [] }
    for (index, node) in structure.nodes.enumerated() {
      for case .mark(let page, let id) in node.kids where page < parents.count {
        while parents[page].count <= id { parents[page].append(nil) }
        parents[page][id] = index
      }
    }
    self.parents = parents
  }

  /// How many numbers it takes, from the first one on.
  var objectCount: Int { structure.nodes.count + 1 }

  private func number(_ index: Int) -> Int { root + 1 + index }

  func write(to json: inout ObjectsJSON) {
    var numbers: [ObjectsJSON.Value] = []
    for (page, elements) in parents.enumerated() {
      numbers.append(.integer(page))
      numbers.append(.list(elements.map { $0.map { .reference(number($0)) } ?? .null }))
    }
    json.add(
      root,
      .dictionary([
        ("Type", .name("StructTreeRoot")), ("K", .list([.reference(number(0))])),
        ("ParentTree", .dictionary([("Nums", .list(numbers))])),
        ("ParentTreeNextKey", .integer(pages.count)),
      ]))
    for (index, node) in structure.nodes.enumerated() { json.add(number(index), element(node)) }
  }

  private func element(_ node: StructureTree.Node) -> ObjectsJSON.Value {
    // The page of the first mark is that of the element; marks of further pages name theirs.
    var own: Int?
    for case .mark(let page, _) in node.kids where own == nil { own = page }
    let kids = node.kids.map { kid -> ObjectsJSON.Value in
      switch kid {
      case .element(let index): .reference(number(index))
      case .mark(let page, let id) where page == own: .integer(id)
      case .mark(let page, let id):
        .dictionary([
          ("Type", .name("MCR")), ("Pg", .reference(pages[page])), ("MCID", .integer(id)),
        ])
      }
    }
    var entries: [ObjectsJSON.Entry] = [
      ("S", .name(name(node.role))),
      ("P", .reference(node.parent.map(number) ?? root)),
    ]
    if kids.count == 1 { entries.append(("K", kids[0])) }
    if kids.count > 1 { entries.append(("K", .list(kids))) }
    if let own { entries.append(("Pg", .reference(pages[own]))) }
    return .dictionary(entries + attributes(node.role))
  }

  private func name(_ role: StructureTree.Role) -> StaticString {
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

  private func attributes(_ role: StructureTree.Role) -> [ObjectsJSON.Entry] {
    switch role {
    case .columnHead(let span): [("A", table(scope: "Column", span: span))]
    case .rowHead(let span): [("A", table(scope: "Row", span: span))]
    case .cell(let span) where span > 1: [("A", table(scope: nil, span: span))]
    case .figure(let text, let frame):
      [("Alt", .text(text.escapedForPages)), ("A", layout(frame))]
    case .document, .section, .heading, .paragraph, .table, .row, .cell: []
    }
  }

  private func table(scope: StaticString?, span: Int) -> ObjectsJSON.Value {
    var entries: [ObjectsJSON.Entry] = [("O", .name("Table"))]
    if let scope { entries.append(("Scope", .name(scope))) }
    if span > 1 { entries.append(("ColSpan", .integer(span))) }
    return .dictionary(entries)
  }

  /// PDF counts from the bottom.
  private func layout(_ frame: StructureTree.Frame) -> ObjectsJSON.Value {
    let bottom = PageCanvas.height - frame.y - frame.height
    let corners = [frame.x, bottom, frame.x + frame.width, bottom + frame.height]
    return .dictionary([
      ("O", .name("Layout")), ("Placement", .name("Block")),
      ("BBox", .list(corners.map { .real($0) })),
    ])
  }
}
