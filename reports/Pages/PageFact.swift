import Pages

/// A fact with its name above it, such as a date.
struct PageFact {
  let name: String
  /// A line each.
  var values: [String]
  let isStrong: Bool

  init(_ name: String, _ values: [String], isStrong: Bool = false) {
    self.name = name
    self.values = values
    self.isStrong = isStrong
  }
}

extension PageFlow {
  private static let padding = 10.0

  /// Sets facts in a band, so many beside each other.
  mutating func place(
    _ facts: [PageFact], perRow count: Int, in section: StructureTree.Element
  ) {
    let column = (width - Self.padding) / Double(count)
    for start in stride(from: 0, to: facts.count, by: count) {
      place(Array(facts[start..<min(start + count, facts.count)]), column: column, in: section)
    }
  }

  private mutating func place(
    _ row: [PageFact], column: Double, in section: StructureTree.Element
  ) {
    let texts = row.map { fact in
      (
        name: TypesetText(
          fact.name, PageStyles.label, width: column - Self.padding, fonts: fonts),
        values: fact.values.map {
          TypesetText(
            $0, fact.isStrong ? PageStyles.strong : PageStyles.body,
            width: column - Self.padding, fonts: fonts)
        }
      )
    }
    let height =
      texts.map { fact in
        fact.name.height + 2 + fact.values.reduce(0) { $0 + $1.height }
      }.max() ?? 0
    makeRoom(height + 14)
    if height + 14 <= room {
      let frame = StructureTree.Frame(x: left, y: y, width: width, height: height + 14)
      place { canvas in canvas.drawArtifact { canvas.rectangle(frame, .paper) } }
    }
    let top = y + 7
    var end = top
    for (index, fact) in texts.enumerated() {
      let x = left + Self.padding + Double(index) * column
      y = top
      place(fact.name, x: x, structure.add(.paragraph, to: section))
      y += 2
      for value in fact.values { place(value, x: x, structure.add(.paragraph, to: section)) }
      end = max(end, y)
    }
    y = end + 7
  }
}
