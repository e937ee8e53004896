/// How one field's text is made from a row. `Column` names a column, by name and then by index.
package struct ValueRule<Column: Sendable>: Sendable {
  /// A piece of a template.
  package enum Part: Sendable {
    /// As it stands in the template.
    case text([UInt8])
    /// The cell of a column.
    case column(Column)
  }

  /// Where the text comes from.
  package enum Source: Sendable {
    /// The cell of a column.
    case column(Column)
    /// The same for every row.
    case constant([UInt8])
    /// Pieces in a row.
    case template([Part])
  }

  /// The replacement of texts by others.
  package struct Replacement: Sendable {
    /// The texts, and what takes their place, nil making the field absent; compared byte by byte.
    package let values: [[UInt8]: [UInt8]?]
    /// For a text that `values` lacks; nil makes the field absent.
    package let otherwise: [UInt8]?
  }

  /// Where the text comes from.
  package let source: Source

  /// What then takes its place.
  package var replacement: Replacement?

  /// A rule of its parts.
  package init(source: Source, replacement: Replacement? = nil) {
    self.source = source
    self.replacement = replacement
  }

  /// The same rule with its columns named in another way.
  package func mappingColumns<Other, Failure: Error>(
    _ transform: (Column) throws(Failure) -> Other
  ) throws(Failure) -> ValueRule<Other> {
    let mapped: ValueRule<Other>.Source
    switch source {
    case .column(let column): mapped = .column(try transform(column))
    case .constant(let text): mapped = .constant(text)
    case .template(let parts):
      var others: [ValueRule<Other>.Part] = []
      for part in parts {
        switch part {
        case .text(let text): others.append(.text(text))
        case .column(let column): others.append(.column(try transform(column)))
        }
      }
      mapped = .template(others)
    }
    let other = replacement.map {
      ValueRule<Other>.Replacement(values: $0.values, otherwise: $0.otherwise)
    }
    return ValueRule<Other>(source: mapped, replacement: other)
  }
}

extension ValueRule.Replacement {
  /// What takes the place of a text, an absent one being empty.
  fileprivate func callAsFunction(_ text: [UInt8]) -> [UInt8]? { values[text] ?? otherwise }
}

extension ValueRule {
  /// The field's text where `cell` gives the columns' texts, nil for those that are absent; nil
  /// where the field is absent.
  package func text(_ cell: (Column) -> [UInt8]?) -> [UInt8]? {
    let text = sourceText(cell)
    guard let replacement else { return text }
    return replacement(text ?? [])
  }

  private func sourceText(_ cell: (Column) -> [UInt8]?) -> [UInt8]? {
    switch source {
    case .column(let column): return cell(column)
    case .constant(let text): return text
    case .template(let parts):
      var text: [UInt8] = []
      for part in parts {
        switch part {
        case .text(let piece): text += piece
        case .column(let column):
          guard let piece = cell(column) else { return nil }
          text += piece
        }
      }
      return text
    }
  }
}

extension ValueRule<Int> {
  /// The field's text as a range of `row.bytes`; nil where it is absent.
  package func text(in row: inout CSVRow) -> Range<Int>? {
    let text = sourceText(in: &row)
    guard let replacement else { return text }
    return replacement(text.map { Array(row.bytes[$0]) } ?? []).map { row.append($0) }
  }

  /// An empty cell is absent, and so is a template that uses one.
  private func sourceText(in row: inout CSVRow) -> Range<Int>? {
    switch source {
    case .column(let column): return row.cells[column].isEmpty ? nil : row.cells[column]
    case .constant(let text): return row.append(text)
    case .template(let parts):
      let start = row.bytes.count
      for part in parts {
        switch part {
        case .text(let text): _ = row.append(text)
        case .column(let column):
          let cell = row.cells[column]
          if cell.isEmpty { return nil }
          _ = row.append(row.bytes[cell])
        }
      }
      return start..<row.bytes.count
    }
  }
}
