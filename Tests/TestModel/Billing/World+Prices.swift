import Calendars
import Decimals

extension World {
  /// What a quantity of a product costs; charges are compared by value, so that 5 is 5.00.
  struct Charge: Equatable {
    enum Model: Equatable {
      case flat(ExactDecimal)
      case perUnit(ExactDecimal)
      case graduated([Tier])
      case volume([Tier])
      case package(size: ExactDecimal, price: ExactDecimal)
    }

    struct Tier: Equatable {
      /// Inclusive; nil of the last.
      let upTo: ExactDecimal?
      let unitPrice: ExactDecimal
      var flat: ExactDecimal?
    }

    var model: Model
    var included: ExactDecimal?
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?
  }

  /// Prices by product, from a local date on.
  struct PriceVersion {
    let from: LocalDate
    var charges: [String: Charge]
  }

  struct PriceList {
    let name: String
    var currency = Currency(code: "EUR")
    /// Whether the date of issue, and not of usage, says which version prices.
    var isByIssueDate = false
    /// By date.
    var versions = [PriceVersion(from: LocalDate(daysSinceEpoch: 14_610), charges: [:])]

    /// The digits after the point of an amount.
    var minorDigits: Int { currency?.minorDigits ?? 2 }
  }
}

extension ExactDecimal: Equatable {
  static func == (left: ExactDecimal, right: ExactDecimal) -> Bool { left.value == right.value }
}
