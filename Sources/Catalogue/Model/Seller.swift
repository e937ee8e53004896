public import Decimals
import Documents

/// The company that invoices: its mentions, its bank account, its numbering.
public struct Seller: Hashable, Sendable {
  public let name: String
  public let legalName: String
  public let legalForm: String?
  public let capital: DecimalNumber?
  /// The city of the trade register.
  public let rcs: String?
  public let identifiers: Identifiers
  public let address: Address
  public let iban: String?
  public let bic: String?
  public let latePenalty: String?
  public let recoveryFee: DecimalNumber?
  public let vatOnDebits: Bool
  public let logo: SellerLogo?
  public let numbering: Numbering
}

extension Seller {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    self.name = name
    legalName = try spec.required("legal_name").normalisedName()
    legalForm = try spec.optional("legal_form")?.normalisedName()
    capital = try spec.optional("capital")?.decimal(.price)
    rcs = try spec.optional("rcs")?.normalisedName()
    identifiers = try Identifiers(try spec.required("identifiers"))
    address = try Address(try spec.required("address"))
    iban = try spec.optional("iban")?.normalisedName()
    bic = try spec.optional("bic")?.normalisedName()
    latePenalty = try spec.optional("late_penalty")?.normalisedName()
    recoveryFee = try spec.optional("recovery_fee")?.decimal(.price)
    vatOnDebits = try spec.optional("vat_on_debits")?.boolean() ?? false
    if let node = spec.optional("logo") { logo = try SellerLogo(node) } else { logo = nil }
    numbering = try Numbering(try spec.required("numbering"))
    try spec.finish()
  }
}

/// How a seller numbers documents: one gapless count per series and year.
public struct Numbering: Hashable, Sendable {
  public let series: String
  /// With `{series}`, `{year}` and `{seq:N}`, N digits or more.
  public let pattern: String
  /// The series of credit notes; nil where they share that of invoices.
  public let creditNoteSeries: String?
  private let sequenceDigits: Int
  /// The pattern, cut up once: it makes a number for each document.
  private let pieces: [Piece]

  private enum Piece: Hashable { case text(String), series, year, sequence }

  private static var sequence: Regex<(Substring, Substring)> { /\{seq:([1-9])\}/ }

  /// The series of all documents.
  var allSeries: [String] { [series] + (creditNoteSeries.map { [$0] } ?? []) }

  init(_ node: DocumentNode) throws(DocumentError) {
    var numbering = try node.mapping()
    series = try numbering.required("series").series()
    creditNoteSeries = try numbering.optional("credit_note_series")?.series()
    let patternNode = try numbering.required("pattern")
    pattern = try patternNode.normalisedName()
    let digits = pattern.matches(of: Self.sequence)
    guard digits.count == 1, let count = Int(digits[0].output.1), pattern.contains("{year}"),
      pattern.contains("{series}")
    else {
      throw patternNode.invalid("{series}, {year} and {seq:N}, such as {series}-{year}-{seq:6}")
    }
    guard Self.setsApart(pattern) else {
      throw patternNode.invalid("{series}, {year} and {seq:N} set apart by -, +, _ or /")
    }
    sequenceDigits = count
    pieces = Self.pieces(of: pattern)
    try numbering.finish()
  }

  private static func pieces(of pattern: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = pattern[...]
    while let found = rest.firstMatch(of: /\{[^{}]*\}/) {
      pieces.append(.text(String(rest[..<found.range.lowerBound])))
      let piece: Piece =
        switch found.output {
        case "{series}": .series
        case "{year}": .year
        case let placeholder where placeholder.wholeMatch(of: sequence) != nil: .sequence
        case let other: .text(String(other))
        }
      pieces.append(piece)
      rest = rest[found.range.upperBound...]
    }
    return pieces + [.text(String(rest))]
  }

  /// Whether separators stand around the placeholders, so that no two series can make the same
  /// number, and nothing else but letters and digits (which tax platforms read).
  private static func setsApart(_ pattern: String) -> Bool {
    let pieces = pattern.split(separator: /\{[^{}]*\}/, omittingEmptySubsequences: false)
    return pieces.enumerated().allSatisfy { index, piece in
      let isInner = index > 0 && index < pieces.count - 1
      let startsWell = index == 0 || piece.isEmpty || piece.prefixMatch(of: /[-+_\/]/) != nil
      let endsWell = index == pieces.count - 1 || piece.isEmpty || "-+_/".contains(piece.suffix(1))
      return startsWell && endsWell && !(isInner && piece.isEmpty)
        && piece.wholeMatch(of: /[-+_\/A-Za-z0-9]*/) != nil
    }
  }

  /// The number of a document. `sequence` counts from 1 within the series and year.
  public func number(series: String, year: Int, sequence: Int) -> String {
    let digits = String(sequence)
    var number = ""
    for piece in pieces {
      switch piece {
      case .text(let text): number += text
      case .series: number += series
      case .year: number += String(year)
      case .sequence:
        for _ in 0..<max(sequenceDigits - digits.utf8.count, 0) { number += "0" }
        number += digits
      }
    }
    return number
  }
}

extension DocumentNode {
  /// The name of a series: capital letters and digits, a letter first.
  fileprivate func series() throws(DocumentError) -> String {
    let text = try string()
    guard text.wholeMatch(of: /[A-Z][A-Z0-9]*/) != nil else {
      throw invalid("capital letters and digits, such as FR")
    }
    return text
  }
}
