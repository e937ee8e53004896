import Calendars
import Catalogue
import Decimals
import Invoicing
import PostgreSQL
import Testing

extension BillingWorld {
  /// A line of an issued document, explained as of the end of the year.
  func explain(
    _ number: String = "FR-2026-000001", line: Int = 1,
    scope: ExplanationScope = ExplanationScope()
  ) throws -> Explanation {
    let now = try #require(Instant(rfc3339: "2026-12-31T12:00:00Z"))
    return try Explainer(
      connection, directory: DocumentStore(connection).directory(), now: now
    ).explanation(of: number, line: line, scope: scope)
  }

  /// The documents with another meter of `tiered`, which has its price all year.
  static func documents(metering meter: String) -> String {
    let old = "unit: x, meter: { aggregation: sum } }\n    - { product: started"
    let price = "- { product: act, charge: { model: per_unit, unit_price: \"1.50\" } }"
    return documents.replacing(old, with: "unit: x, meter: \(meter) }\n    - { product: started")
      .replacing(
        price, with: "\(price)\n        - { product: tiered, charge: { model: flat, amount: 10 } }")
  }
}

extension Explanation {
  /// Stretches as `resource level × steps = value`, days with their events.
  var stretches: [String] {
    quantity?.usage.stretches.map { stretch in
      let level = stretch.level.map { "\($0.plain) × " } ?? ""
      let steps = stretch.steps.map { "\($0.plain) = " } ?? ""
      return "\(stretch.resource) \(level)\(steps)\(stretch.value.plain)"
    } ?? []
  }

  /// The events' ids; of those that are void, struck out.
  var events: [String] {
    quantity?.events.events.map { $0.void == nil ? $0.id : "~\($0.id)" } ?? []
  }
}
