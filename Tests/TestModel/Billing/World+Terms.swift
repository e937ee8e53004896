import BigInt
import Calendars

extension World {
  /// What a contract says of money, but for its price list.
  struct Terms {
    /// A value from a local date on; without one, from the contract's beginning.
    struct Dated<Value> {
      var from: LocalDate?
      let value: Value
    }

    struct VAT {
      let category: String
      /// In percent.
      let rate: ExactDecimal
    }

    struct VATRule {
      let treatment: VAT
      var exceptions: [(services: [String], treatment: VAT)] = []

      /// The treatment of a service: that of the first exception that names it, if one does.
      func treatment(of service: String) -> VAT {
        exceptions.first { $0.services.contains(service) }?.treatment ?? treatment
      }
    }

    struct Discount: Equatable {
      let percent: ExactDecimal
      /// Empty: all.
      var services: [String] = []

      func concerns(_ service: String) -> Bool { services.isEmpty || services.contains(service) }
    }

    struct Override {
      let product: String
      let from: LocalDate
      var charge: Charge
    }

    struct Commitment {
      let product: String
      let quantity: ExactDecimal
      let from: LocalDate
      let months: Int

      /// The first local day after it: the same day so many months later, or that month's last.
      var to: LocalDate {
        let target = (0..<months).reduce(Period(containing: from)) { period, _ in period.next }
        return target.firstDay.adding(days: min(from.day, target.dayCount) - 1)
      }
    }

    struct OneOff {
      let id: String
      let period: Period
      let amount: ExactDecimal
      let service: String
    }

    /// Each by date; the first VAT holds from the contract's beginning.
    var vat = [Dated(value: VATRule(treatment: VAT(category: "S", rate: .twenty)))]
    var discounts: [Dated<[Discount]>] = []
    var minimum: [Dated<ExactDecimal>] = []
    var overrides: [Override] = []
    var commitments: [Commitment] = []
    var charges: [OneOff] = []
    /// The names of agreements.
    var serviceLevels: [String] = []
    /// What the customer runs on, from a date on.
    var components: [(scope: ComponentScope, from: LocalDate)] = []
  }
}

extension World.Contract {
  /// What of several dated values is in force on one of the contract's days, with the day from
  /// which it holds.
  func inForce<Value>(
    _ values: [World.Terms.Dated<Value>], on day: LocalDate
  ) -> (value: Value, from: LocalDate)? {
    values.last { $0.from ?? from <= day }.map { ($0.value, max($0.from ?? from, from)) }
  }
}

extension ExactDecimal {
  static let twenty = ExactDecimal(value: ExactFraction(20), text: "20.00")
}
