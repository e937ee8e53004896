public import Catalogue

/// How numbers look to readers of a language. Works on the characters of exact decimals: no digit
/// is lost.
public struct NumberStyle: Sendable {
  let language: Language

  public init(_ language: Language) { self.language = language }

  /// Groups thousands and sets the decimal mark: `1234.50` is `1 234,50` in French (with narrow
  /// no-break spaces) and `1,234.50` in English.
  public func text(_ number: String) -> String {
    let isNegative = number.hasPrefix("-")
    let digits = isNegative ? number.dropFirst() : number[...]
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += groupSeparator }
      whole.append(digit)
    }
    let fraction = parts.count > 1 ? "\(decimalMark)\(parts[1])" : ""
    return (isNegative ? "-" : "") + whole + fraction
  }

  /// An amount with its currency: `1 234,50 €`, `€1,234.50`, `CHF 1,234.50`.
  public func amount(_ number: String, currency: String) -> String {
    switch (language, currency) {
    case (.french, "EUR"): "\(text(number))\u{A0}€"
    case (.french, _): "\(text(number))\u{A0}\(currency)"
    case (.english, "EUR"):
      number.hasPrefix("-") ? "-€\(text(String(number.dropFirst())))" : "€\(text(number))"
    case (.english, _): "\(currency)\u{A0}\(text(number))"
    }
  }

  /// A date, `YYYY-MM-DD`, as the language writes it: `03/10/2024`, `3 October 2024`.
  public func date(_ date: String) -> String {
    let parts = date.split(separator: "-").map(String.init)
    guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month),
      let day = Int(parts[2])
    else { return date }
    switch language {
    case .french: return "\(parts[2])/\(parts[1])/\(parts[0])"
    case .english: return "\(day) \(Self.englishMonths[month - 1]) \(parts[0])"
    }
  }

  /// A period, `YYYY-MM`, in words: `septembre 2024`, `September 2024`.
  public func period(_ period: String) -> String {
    let parts = period.split(separator: "-").map(String.init)
    guard parts.count == 2, let month = Int(parts[1]), (1...12).contains(month) else {
      return period
    }
    let months = language == .french ? Self.frenchMonths : Self.englishMonths
    return "\(months[month - 1]) \(parts[0])"
  }

  private var groupSeparator: String { language == .french ? "\u{202F}" : "," }

  /// Between units and tenths.
  var decimalMark: Character { language == .french ? "," : "." }

  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
