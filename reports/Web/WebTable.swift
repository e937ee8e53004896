import Catalogue

/// A table of a page. Numbers stand one below the other by their decimal marks.
struct WebTable: WebBlock {
  static let template = "table"

  enum Alignment {
    case left
    case right
    case decimal(mark: Character)
    /// Left, and not broken: dates and numbers of documents.
    case unbroken
  }

  struct Column {
    let title: String
    var alignment = Alignment.left
    /// Whether its cells say what their rows are about.
    var isHeader = false
    /// Of the column's cells, besides.
    var className = ""

    init(
      _ title: String, _ alignment: Alignment = .left, isHeader: Bool = false,
      className: String = ""
    ) {
      self.title = title
      self.alignment = alignment
      self.isHeader = isHeader
      self.className = className
    }
  }

  struct Cell {
    var text: String
    /// Lines below the text; one that begins with spaces is a step of the one before.
    var details: [String] = []
    /// A bar below the text, or instead of one: its length in hundredths.
    var bar: Int?
    /// Of the bar: `down` where it is too long.
    var barClass = ""
    /// How many columns it takes.
    var span = 1
    var className = ""

    init(_ text: String, details: [String] = [], span: Int = 1, className: String = "") {
      self.text = text
      self.details = details
      self.span = span
      self.className = className
    }

    init(bar: Int) {
      text = ""
      self.bar = bar
    }
  }

  struct Row {
    var cells: [Cell]
    var className = ""

    init(_ cells: [Cell], className: String = "") {
      self.cells = cells
      self.className = className
    }

    init(_ texts: [String], className: String = "") {
      self.init(texts.map { Cell($0) }, className: className)
    }
  }

  /// Rows that belong together, below a title where there is one.
  struct Group {
    var title: String?
    var note: String?
    var rows: [Row] = []
  }

  let caption: String
  /// Told to those who listen only, where it is plain to those who see.
  var isCaptionHidden = false
  let columns: [Column]
  var groups: [Group] = []
  var className = ""
  var hasHead = true
  var language: Language?

  func values(in language: Language) -> [String: Any] {
    let paddings = columns.indices.map { DecimalPadding(columns[$0].alignment, cells(in: $0)) }
    return [
      "caption": caption, "isCaptionHidden": isCaptionHidden, "tableClass": className,
      "tableLanguage": (self.language ?? language).rawValue,
      "heads": hasHead
        ? [["columns": columns.map { ["columnClass": $0.headClass, "columnTitle": $0.title] }]]
        : [],
      "groups": groups.map { group in
        [
          "groupHeads": group.title.map { title in
            [
              [
                "span": String(columns.count), "groupTitle": title,
                "groupNotes": group.note.map { [$0] } ?? [],
              ] as [String: Any]
            ]
          } ?? [], "rows": group.rows.map { values(of: $0, paddings) },
        ] as [String: Any]
      },
    ]
  }

  /// The texts of a column; cells that take several are in none.
  private func cells(in column: Int) -> [String] {
    groups.flatMap(\.rows).compactMap { row in
      var place = 0
      for cell in row.cells {
        if place == column { return cell.span == 1 ? cell.text : nil }
        place += cell.span
      }
      return nil
    }
  }

  private func values(of row: Row, _ paddings: [DecimalPadding]) -> [String: Any] {
    var place = 0
    let cells = row.cells.map { cell in
      defer { place += cell.span }
      let column = columns[min(place, columns.count - 1)]
      let classes = [
        column.cellClass, column.className, cell.className,
        cell.span == 1 ? paddings[min(place, columns.count - 1)].className(of: cell.text) : "",
      ]
      return [
        "isHeader": column.isHeader, "cellText": cell.text,
        "cellClass": classes.filter { !$0.isEmpty }.joined(separator: " "),
        "colspans": cell.span > 1 ? [String(cell.span)] : [],
        "bars": cell.bar.map { [["barWidth": String($0), "barClass": cell.barClass]] } ?? [],
        "details": cell.details.map { detail in
          [
            "detailClass": detail.hasPrefix(" ") ? "step" : "detail",
            "detailText": String(detail.drop { $0 == " " }),
          ]
        },
      ] as [String: Any]
    }
    return ["rowClass": row.className, "cells": cells]
  }
}

extension WebTable.Column {
  fileprivate var cellClass: String {
    switch alignment {
    case .left: ""
    case .right, .decimal: "n"
    case .unbroken: "nowrap"
    }
  }

  fileprivate var headClass: String {
    switch alignment {
    case .left, .unbroken: className
    case .right, .decimal: className.isEmpty ? "n" : "n " + className
    }
  }
}

/// How far the numbers of a column are moved to the left, so that their decimal marks are one below
/// the other: by as many digits as they have less than the longest.
private struct DecimalPadding {
  private let mark: Character?
  private let digitsMax: Int

  init(_ alignment: WebTable.Alignment, _ cells: [String]) {
    guard case .decimal(let mark) = alignment else {
      (self.mark, digitsMax) = (nil, 0)
      return
    }
    self.mark = mark
    digitsMax = cells.map { Self.digits(of: $0, mark) ?? 0 }.max() ?? 0
  }

  /// nil without a mark.
  private static func digits(of cell: String, _ mark: Character) -> Int? {
    cell.lastIndex(of: mark).map { cell.distance(from: $0, to: cell.endIndex) - 1 }
  }

  /// `p` for digits alone, `w` for the mark too; such as `p4`.
  func className(of cell: String) -> String {
    guard let mark, digitsMax > 0, !cell.isEmpty else { return "" }
    guard let digits = Self.digits(of: cell, mark) else { return "w\(min(digitsMax, 9))" }
    return digits == digitsMax ? "" : "p\(min(digitsMax - digits, 9))"
  }
}
