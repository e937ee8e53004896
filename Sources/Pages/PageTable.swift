/// A table over as many pages as it takes, whose head is repeated on each.
///
/// Columns are set from left to right; figures align on their decimal marks.
public struct PageTable {
  public struct Column {
    let title: String
    let left: Double
    public let width: Double
    let figures: FigureColumn?
    let inset: Double

    var right: Double { left + width }

    /// Text from the left edge on; where there are figures, up to the right edge. The texts of
    /// cells begin so much further to the right, beside what is drawn there.
    public init(
      _ title: String, left: Double, width: Double, figures: FigureColumn? = nil,
      inset: Double = 0
    ) {
      self.title = title
      self.left = left
      self.width = width
      self.figures = figures
      self.inset = inset
    }
  }

  public enum Cell {
    case text(TypesetText)
    /// In a column of figures.
    case figures(String)
    case empty
  }

  public struct Styles: Sendable {
    public let head: TextStyle
    public let group: TextStyle

    public init(head: TextStyle, group: TextStyle) {
      self.head = head
      self.group = group
    }
  }

  private static let padding = 3.5
  private static let noteGap = 1.5

  private let columns: [Column]
  private let styles: Styles
  private let element: StructureTree.Element
  private let heads: [TypesetText]
  /// The group that rows belong to, said again on a new page.
  private var group: TypesetText?

  /// Begins the table with its head, for which, and for so much below it, there is to be room.
  public init(
    _ columns: [Column], _ styles: Styles, keeping height: Double, in parent: StructureTree.Element,
    _ flow: inout PageFlow
  ) {
    self.columns = columns
    self.styles = styles
    element = flow.structure.add(.table, to: parent)
    heads = columns.map { column in
      TypesetText(
        column.title, styles.head, width: column.width,
        alignment: column.figures == nil ? .left : .right, fonts: flow.fonts)
    }
    flow.makeRoom(headHeight + height)
    let row = flow.structure.add(.row, to: element)
    let elements = columns.map { _ in flow.structure.add(.columnHead(span: 1), to: row) }
    placeHead(elements, &flow)
  }

  private var headHeight: Double { (heads.map(\.height).max() ?? 0) + 2 * Self.padding }

  /// Without elements it is an artifact.
  private func placeHead(_ elements: [StructureTree.Element]?, _ flow: inout PageFlow) {
    let (left, right, heads, columns) = (edges.left, edges.right, heads, columns)
    let bottom = flow.y + headHeight
    flow.place { canvas in
      for (index, head) in heads.enumerated() {
        // Heads stand on the rule.
        let baseline = bottom - Self.padding - head.height + head.ascent
        let x = columns[index].left
        if let elements {
          canvas.draw(elements[index], head, x: x, baseline: baseline)
        } else {
          canvas.drawArtifact { canvas.text(head, x: x, baseline: baseline) }
        }
      }
      canvas.drawArtifact { canvas.rule(from: left, to: right, y: bottom, .ink, width: 0.8) }
    }
    flow.y = bottom + 1
  }

  private var edges: (left: Double, right: Double) {
    (columns.first?.left ?? 0, columns.last?.right ?? 0)
  }

  /// The head and the group again, on a new page: not read aloud again.
  private func resume(_ flow: inout PageFlow) {
    placeHead(nil, &flow)
    guard let group else { return }
    let (x, baseline) = (edges.left, flow.y + Self.padding + group.ascent)
    flow.place { canvas in
      canvas.drawArtifact { canvas.text(group, x: x, baseline: baseline) }
    }
    flow.y += group.height + 2 * Self.padding
  }

  private func makeRoom(_ height: Double, _ flow: inout PageFlow) {
    guard height > flow.room, !flow.isAtTop else { return }
    flow.breakPage()
    resume(&flow)
  }

  /// A head over the rows that follow, which does not stand alone at a page's foot: so much below
  /// it stays with it. `continued` is said instead on further pages.
  public mutating func beginGroup(
    _ title: String, continued: String, keeping height: Double, _ flow: inout PageFlow
  ) {
    group = nil
    let text = TypesetText(
      title, styles.group, width: edges.right - edges.left, fonts: flow.fonts)
    makeRoom(text.height + 3 * Self.padding + height, &flow)
    let row = flow.structure.add(.row, to: element)
    let head = flow.structure.add(.rowHead(span: columns.count), to: row)
    flow.y += 2 * Self.padding
    flow.place(text, x: edges.left, head) { resume(&$0) }
    flow.y += Self.padding
    group = TypesetText(
      continued, styles.group, width: edges.right - edges.left, fonts: flow.fonts)
  }

  /// The height that a row takes at least on one page: all of it but its notes, with the first.
  public func height(of cells: [Cell], notes: [TypesetText] = []) -> Double {
    2 * Self.padding + lineHeight(cells) + (notes.first.map { $0.height + Self.noteGap } ?? 0)
  }

  private func lineHeight(_ cells: [Cell]) -> Double {
    zip(cells, columns).map { cell, column in
      switch cell {
      case .text(let text): text.height
      case .figures: (column.figures?.style.size ?? 0) * 1.25
      case .empty: 0
      }
    }.max() ?? 0
  }

  /// A row, whose notes stand below the text of one of its columns. So much below it stays with
  /// it. `isHead` is the column that names the row.
  public func addRow(
    _ cells: [Cell], notes: [TypesetText] = [], in noteColumn: Int = 0, head: Int? = nil,
    keeping height: Double = 0, ruled: Bool = true, _ flow: inout PageFlow
  ) {
    makeRoom(self.height(of: cells, notes: notes) + height, &flow)
    let row = flow.structure.add(.row, to: element)
    let cellElements = cells.indices.map { index in
      flow.structure.add(index == head ? .rowHead(span: 1) : .cell(span: 1), to: row)
    }
    var elements = cellElements
    // A text with notes is a paragraph as they are, or it would be read as one word with them.
    if !notes.isEmpty {
      elements[noteColumn] = flow.structure.add(.paragraph, to: cellElements[noteColumn])
    }
    flow.y += Self.padding
    let ascent = cells.map { if case .text(let text) = $0 { text.ascent } else { 0 } }.max() ?? 0
    let size = columns.compactMap(\.figures?.style.size).max() ?? 8
    let baseline = flow.y + (ascent > 0 ? ascent : size * 0.97)
    let start = flow.y
    var end = start + min(lineHeight(cells), flow.room)
    for (index, cell) in cells.enumerated() {
      let column = columns[index]
      switch cell {
      case .empty: break
      case .figures(let text):
        guard let figures = column.figures else { break }
        flow.place { canvas in
          canvas.draw(elements[index]) {
            figures.draw(text, right: column.right, baseline: baseline, on: canvas)
          }
        }
      case .text(let text) where text.height <= flow.room:
        flow.place { canvas in
          canvas.draw(
            elements[index], text, x: column.left + column.inset, baseline: baseline)
        }
      case .text(let text):
        // Higher than a page: the other cells stand on its first line.
        flow.place(text, x: column.left + column.inset, elements[index]) { resume(&$0) }
        end = flow.y
      }
    }
    flow.y = max(end, flow.y)
    if !notes.isEmpty { flow.y += Self.noteGap }
    for note in notes {
      makeRoom(min(note.height, flow.bottom - flow.top), &flow)
      let element = flow.structure.add(.paragraph, to: cellElements[noteColumn])
      flow.place(note, x: columns[noteColumn].left, element) { resume(&$0) }
    }
    flow.y += Self.padding
    if ruled { rule(&flow) }
  }

  private func rule(_ flow: inout PageFlow) {
    let (edges, y) = (edges, flow.y)
    flow.place { canvas in
      canvas.drawArtifact {
        canvas.rule(from: edges.left, to: edges.right, y: y, .rule, width: 0.4)
      }
    }
  }

  /// The sum of a group, in the last column, with its name before it.
  public func addSum(_ name: String, _ amount: String, _ style: TextStyle, _ flow: inout PageFlow) {
    guard let column = columns.last, let figures = column.figures else { return }
    let text = TypesetText(name, style, fonts: flow.fonts)
    makeRoom(text.height + 2 * Self.padding, &flow)
    let row = flow.structure.add(.row, to: element)
    let head = flow.structure.add(.rowHead(span: columns.count - 1), to: row)
    let cell = flow.structure.add(.cell(span: 1), to: row)
    let baseline = flow.y + Self.padding + text.ascent
    let x = column.left - 10 - text.width
    flow.place { canvas in
      canvas.draw(head, text, x: x, baseline: baseline)
      canvas.draw(cell) {
        figures.draw(amount, right: column.right, baseline: baseline, on: canvas)
      }
    }
    flow.y += text.height + 2 * Self.padding
  }

  /// What `addSum` takes.
  public func sumHeight(_ style: TextStyle) -> Double { style.size * 1.25 + 2 * Self.padding }
}
