import BigInt

/// The point-gap credits of an organisation's month, service by service: of each service, no more
/// percent than the cap has left (contract, section 5, "Credits").
enum ModelCappedCredits {
  struct Credit {
    /// In percent.
    let percent: ExactFraction
    /// In percent; nil where nothing bounds the credit.
    let cap: ExactFraction?
    /// Bands stand on their own.
    let isPointGap: Bool
    let basis: [String: ExactFraction]
  }

  /// What is credited, in document order, before rounding.
  static func amounts(of credits: [Credit]) -> [ExactFraction] {
    credits.indices.map { index in
      credits[index].basis.reduce(.zero) { sum, part in
        sum + part.value * percent(of: credits[index...index], part.key, after: credits[..<index])
          / ExactFraction(100)
      }
    }
  }

  /// What the first of some credits takes of a service, when others came before.
  private static func percent(
    of credit: ArraySlice<Credit>, _ service: String, after others: ArraySlice<Credit>
  ) -> ExactFraction {
    guard let credit = credit.first else { return .zero }
    guard credit.isPointGap, let cap = credit.cap else { return credit.percent }
    var left = cap
    for index in others.indices where others[index].isPointGap {
      guard others[index].basis[service] != nil else { continue }
      left =
        left
        - percent(of: others[index...index], service, after: others[others.startIndex..<index])
    }
    return left < .zero ? .zero : min(left, credit.percent)
  }
}
