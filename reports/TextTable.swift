/// A table of text whose columns align by what a terminal shows.
public struct TextTable: Sendable {
  public enum Alignment: Sendable { case left, right }

  public struct Column: Sendable {
    public let title: String
    public let alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; cells that are missing at its end are empty. Control characters, which a terminal
  /// would act upon, are shown as pictures.
  public mutating func add(_ cells: [String]) { rows.append(cells.map(\.withControlPictures)) }

  /// The rows without the head, each a line. `indent` spaces stand before each.
  public func lines(indent: Int = 0, withHead: Bool = true) -> [String] {
    let head = columns.map(\.title)
    let all = withHead ? [head] + rows : rows
    let widths = columns.indices.map { column in
      all.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    let margin = String(repeating: " ", count: indent)
    var lines = all.map { margin + line($0, widths) }
    if withHead {
      let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
      lines.insert(margin + rule, at: 1)
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(columns.indices, widths).map { index, width in
      let cell = index < cells.count ? cells[index] : ""
      let padding = String(repeating: " ", count: width - cell.displayWidth)
      return columns[index].alignment == .left ? cell + padding : padding + cell
    }
    var line = padded.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension String {
  /// The text with control characters replaced: U+001B becomes ␛.
  fileprivate var withControlPictures: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<32: text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 127..<160: text.append("\u{FFFD}")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// How many cells of a terminal the text takes: combining marks none, East Asian wide characters
  /// and emoji two.
  public var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}

extension Character {
  fileprivate var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if unicodeScalars.contains(where: { $0.value == 0xFE0F }) || properties.isEmojiPresentation {
      return 2
    }
    return Self.wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks of wide characters (Unicode Standard Annex 11).
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
