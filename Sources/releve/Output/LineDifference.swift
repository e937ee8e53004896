import Reports

/// What differs between two texts, line by line, with some lines around it: as `diff -u` shows it.
struct LineDifference {
  fileprivate enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)
  }

  private let lines: [Line]

  /// The lines shown before and after what differs.
  private static let contextLines = 2

  /// Beyond, lines are not matched with each other: that takes the square of the lines that differ.
  private static let matchedLinesMax = 2_000

  init(from old: String, to new: String) {
    let (before, after) = (Self.lines(of: old), Self.lines(of: new))
    let start = zip(before, after).prefix { $0 == $1 }.count
    let end = zip(before.dropFirst(start).reversed(), after.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    lines =
      before.prefix(start).map(Line.same)
      + Self.changes(
        Array(before[start..<before.count - end]), Array(after[start..<after.count - end]))
      + before.suffix(end).map(Line.same)
  }

  var addedCount: Int { lines.count { if case .added = $0 { true } else { false } } }
  var removedCount: Int { lines.count { if case .removed = $0 { true } else { false } } }

  /// The listing, with a `...` where equal lines are left out. In colours it is for a terminal:
  /// what that would act upon is an escape.
  func text(coloured: Bool) -> String {
    var shown = Set<Int>()
    for index in lines.indices where !lines[index].isSame {
      shown.formUnion(index - Self.contextLines...index + Self.contextLines)
    }
    var text = ""
    var last = -1
    for index in lines.indices where shown.contains(index) {
      if index > last + 1 { text += "    ...\n" }
      text += "    \(lines[index].text(coloured: coloured))\n"
      last = index
    }
    return text + (last < lines.count - 1 && last >= 0 ? "    ...\n" : "")
  }

  private static func lines(of text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func changes(_ before: [Substring], _ after: [Substring]) -> [Line] {
    guard before.count + after.count <= matchedLinesMax else {
      return before.map(Line.removed) + after.map(Line.added)
    }
    let difference = after.difference(from: before)
    var (removed, added): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        lines.append(.removed(before[old]))
        old += 1
      } else if added.contains(new) {
        lines.append(.added(after[new]))
        new += 1
      } else {
        lines.append(.same(after[new]))
        (old, new) = (old + 1, new + 1)
      }
    }
    return lines
  }
}

extension LineDifference.Line {
  fileprivate var isSame: Bool {
    if case .same = self { true } else { false }
  }

  fileprivate func text(coloured: Bool) -> String {
    let (mark, colour, line) =
      switch self {
      case .same(let line): ("  ", "", line)
      case .removed(let line): ("- ", "\u{1B}[31m", line)
      case .added(let line): ("+ ", "\u{1B}[32m", line)
      }
    guard coloured else { return mark + line }
    let escaped = mark + String(line).escapedForTerminal()
    return colour.isEmpty ? escaped : colour + escaped + "\u{1B}[0m"
  }
}
