extension PostgresError: CustomStringConvertible {
  /// What happened, where, and what to do, in readable words on one line or more.
  public var description: String {
    var text = subject + message
    if !circumstances.isEmpty { text += " (\(circumstances.joined(separator: ", ")))" }
    if let detail { text += ". Detail: \(detail)" }
    if let hint { text += ". Hint: \(hint)" }
    return text
  }

  private var subject: String {
    guard let statement else { return "" }
    return line.map { "\(statement), line \($0): " } ?? "\(statement): "
  }

  private var circumstances: [String] {
    let labelled = [
      place,
      table.map { "table \($0)" },
      constraint.map { "constraint \($0)" },
      sqlState.map { "SQLSTATE \($0.rawValue)" },
    ]
    return labelled.compactMap { $0 }
  }
}
