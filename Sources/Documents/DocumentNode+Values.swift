public import Calendars
public import Decimals

extension DocumentNode {
  /// The characters of a scalar.
  public func string() throws(DocumentError) -> String {
    guard case .scalar(let text) = content else { throw invalid("a text") }
    return text
  }

  /// A text of one line: not empty, without characters that a terminal or an invoice would act
  /// upon.
  public func name() throws(DocumentError) -> String {
    let text = try string()
    guard !text.isEmpty, !text.unicodeScalars.contains(where: \.isActive) else {
      throw invalid("a text of one line, not empty")
    }
    return text
  }

  /// A text of one line in Unicode's normal form C: Swift compares texts as people read them,
  /// PostgreSQL by their bytes, and a name that is written in two ways must be one to both.
  public func normalisedName() throws(DocumentError) -> String { try name().normalised }

  /// An exact number within limits.
  public func decimal(_ limits: DecimalNumber.Limits) throws(DocumentError) -> DecimalNumber {
    let text = try string()
    do throws(DecimalError) {
      return try DecimalNumber(text, limits: limits)
    } catch {
      throw DocumentError(
        code: .invalidValue, file: file, line: line, key: key,
        message: "found \(found): \(error)", numberFault: error)
    }
  }

  /// A whole number in a range.
  public func integer(in range: ClosedRange<Int>) throws(DocumentError) -> Int {
    guard let value = Int(try string()), range.contains(value) else {
      throw invalid("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// `true` or `false`.
  public func boolean() throws(DocumentError) -> Bool {
    switch try string() {
    case "true": return true
    case "false": return false
    default: throw invalid("true or false")
    }
  }

  /// A date, `YYYY-MM-DD`.
  public func date() throws(DocumentError) -> LocalDate {
    guard let date = LocalDate(try string()) else {
      throw invalid("a date that exists, such as 2026-01-31")
    }
    return date
  }

  /// A zone by its IANA name.
  public func zone() throws(DocumentError) -> Zone {
    guard let zone = Zone(try string()) else {
      throw invalid("the IANA name of a time zone, such as Europe/Paris")
    }
    return zone
  }

  /// One of an enumeration's raw values.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(DocumentError) -> Choice {
    guard let choice = Choice(rawValue: try string()) else {
      throw invalid("one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  /// The items of a list.
  public func list() throws(DocumentError) -> [DocumentNode] {
    guard case .list(let items) = content else { throw invalid("a list") }
    return items
  }

  /// A mapping, to be read key by key.
  public func mapping() throws(DocumentError) -> MappingReader {
    guard case .mapping(let entries) = content else { throw invalid("a mapping of keys to values") }
    return MappingReader(self, entries: entries)
  }

  /// An error that says what was found here and what was expected.
  public func invalid(_ expected: String) -> DocumentError {
    error(.invalidValue, "expected \(expected), found \(found)")
  }
}
