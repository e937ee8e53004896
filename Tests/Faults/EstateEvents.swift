/// What the estate's customers use.
struct EstateEvents {
  let months: EstateMonths

  private static let numbers = 0..<EstateDocuments.customers

  /// The first month, as it was read before the night.
  var firstMonth: [String] {
    Self.numbers.flatMap { number in
      [event(number, "level", "level", "\(months.first)-05", 1 + number % 4)]
        + (1...9).map { event(number, "first-\($0)", "act", "\(months.first)-0\($0)", 10 * $0) }
    }
  }

  /// The second month, which stands in the inbox.
  var secondMonth: [String] {
    Self.numbers.flatMap { number in
      (1...9).flatMap { day in
        [
          event(number, "second-\(day)", "act", "\(months.second)-0\(day)", 1 + day % (number + 1)),
          event(number, "change-\(day)", "level", "\(months.second)-1\(day)", (day + number) % 5),
        ]
      }
    }
  }

  /// Of the first month and too late for it: events, and voids of what was read before.
  var late: [String] {
    Self.numbers.map { number in
      number.isMultiple(of: 2)
        ? event(number, "late", "act", "\(months.first)-20", 3 + number)
        : void(number, "first-9")
    }
  }

  /// Samples as rows of CSV.
  var samples: String {
    "when,who,machine,level\n"
      + Self.numbers.map { "\(months.second)-21T0\($0):00:00Z,tenant-\($0),sampled,\($0 + 1)\n" }
      .joined()
  }

  static let map = """
    time: { column: when, format: rfc3339 }
    id: { template: "{machine}/{who}/{when}" }
    source: { constant: /samples }
    tenant: { column: who }
    resource: { column: machine }
    sku: { constant: "csp:level" }
    quantity: { column: level }
    """

  /// What a person has to look at: what was read before with other quantities, a tenant that nobody
  /// is, a line that is no event.
  var wrong: [String] {
    [
      event(1, "first-3", "act", "\(months.first)-03", 31),
      event(2, "second-4", "act", "\(months.second)-04", 4711),
      event(99, "stranger", "act", "\(months.second)-05", 1), "{\"id\":\"half\n",
    ]
  }

  /// The same identities as the second month's, with other quantities.
  var altered: [String] {
    Self.numbers.map { event($0, "second-1", "act", "\(months.second)-01", 1000) }
  }

  /// What a file holds that is cut off.
  var cut: [String] {
    Self.numbers.flatMap { number in
      (1...9).map { event(number, "cut-\($0)", "act", "\(months.second)-0\($0)", $0 + number) }
    }
  }

  private func event(
    _ number: Int, _ id: String, _ product: String, _ day: String, _ quantity: Int
  ) -> String {
    """
    {"id":"\(id) \(number)","source":"/t","type":"releve.usage.v1","subject":"tenant-\(number)",\
    "time":"\(day)T10:00:00Z","data":{"sku":"csp:\(product)","resource":"r",\
    "quantity":"\(quantity)"}}

    """
  }

  private func void(_ number: Int, _ target: String) -> String {
    """
    {"id":"void \(number)","source":"/t","type":"releve.void.v1",\
    "data":{"id":"\(target) \(number)"}}

    """
  }
}
