/// How one field's text is made from a row. `Column` names a column, by name and then by index.
struct ValueRule<Column: Sendable>: Sendable {
  /// A piece of a template.
  enum Part: Sendable {
    /// As it stands in the template.
    case text([UInt8])
    /// The cell of a column.
    case column(Column)
  }

  /// Where the text comes from.
  enum Source: Sendable {
    /// The cell of a column.
    case column(Column)
    /// The same for every row.
    case constant([UInt8])
    /// Pieces in a row.
    case template([Part])
  }

  /// The replacement of texts by others.
  struct Replacement: Sendable {
    /// The texts, and what takes their place; compared byte by byte.
    let values: [[UInt8]: [UInt8]]
    /// For a text that `values` lacks; nil makes the field absent.
    let otherwise: [UInt8]?
  }

  /// Where the text comes from.
  let source: Source

  /// What then takes its place.
  var replacement: Replacement?

  /// The same rule with its columns named in another way.
  func mappingColumns<Other>(
    _ transform: (Column) throws(ReadError) -> Other
  ) throws(ReadError) -> ValueRule<Other> {
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

extension ValueRule<Int> {
  /// The field's text as a range of `row.bytes`; nil where it is absent.
  func text(in row: inout CSVRow) -> Range<Int>? {
    let text = sourceText(in: &row)
    guard let replacement else { return text }
    let key = text.map { Array(row.bytes[$0]) } ?? []
    return (replacement.values[key] ?? replacement.otherwise).map { row.append($0) }
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
