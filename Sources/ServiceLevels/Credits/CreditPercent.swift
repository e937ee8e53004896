public import Catalogue
public import Decimals

/// What a missed target gives back, as an exact percentage of a basis.
public struct CreditPercent: Sendable {
  /// Of the basis, from 0 to 1.
  let share: Fraction
  private let written: DecimalNumber?

  /// Nothing.
  public static let none = CreditPercent(.zero)

  /// A percentage as it was written.
  public init(_ percent: DecimalNumber) {
    share = Fraction(percent.hundredth)
    written = percent
  }

  /// The points that are missing to a target, as a share: 0.001 for a tenth of a point.
  init(missing share: Fraction) {
    self.share = share
    written = nil
  }

  /// The percentage of a band or a cap as it was written; missing points truncated to 5 decimals
  /// (contract, section 5).
  public var printed: DecimalNumber {
    get throws(DecimalError) {
      if let written { return written }
      return try share.printedPercent
    }
  }

  /// The credit on a basis, exact until it is rounded once, half up, to the currency's digits.
  public func credit(
    on basis: DecimalNumber, minorDigits: Int
  ) throws(DecimalError) -> DecimalNumber {
    try (Fraction(basis) * share).rounded(to: minorDigits)
  }
}

extension ServiceCredits {
  /// What is credited at an exact availability, from 0 to 1, where a target in percent was
  /// promised. Nothing where it is met.
  public func percent(at availability: Fraction, target: DecimalNumber) -> CreditPercent {
    switch self {
    case .bands(let bands):
      // From the target down: the last band that the figure is below of is the one it lies in.
      let band = bands.last { availability < Fraction($0.below.hundredth) }
      return band.map { CreditPercent($0.percent) } ?? .none
    case .pointGap(let cap):
      let missing = max(Fraction(target.hundredth) - availability, .zero)
      guard let cap, Fraction(cap.hundredth) < missing else {
        return CreditPercent(missing: missing)
      }
      return CreditPercent(cap)
    }
  }
}
