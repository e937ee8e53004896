import Calendars
import Catalogue

/// A small provider: what it sells, to whom, and what its collectors send, in the file's order.
struct World {
  /// A product under SKUs `csp:(region):NAME:v1`, known to old collectors as `old:NAME:(region)`.
  struct Product {
    let name: String
    var meter: Meter
    /// As a decimal, above 0.
    let unitSize: ExactDecimal
    var service = "Cloud"
    var startedUnits = false
  }

  /// A contract; an organisation's are all of its zone and do not overlap.
  struct Contract {
    let name: String
    var from: LocalDate
    var to: LocalDate?
    /// One of the world's.
    var priceList = "public"
    var terms = Terms()
  }

  /// From a local date on, or from the beginning of time.
  struct Tenancy: Equatable {
    let tenant: String
    let from: LocalDate?
  }

  struct Organisation {
    let name: String
    /// Of its contracts; without a contract, the default of contract.md.
    var zone: Zone
    var contracts: [Contract]
    var tenancies: [Tenancy]
  }

  /// The month that is metered.
  var period: Period
  var products: [Product]
  var organisations: [Organisation]
  var priceLists = [PriceList(name: "public")]
  var facts: [Fact] = []
  var serviceAgreements: [ServiceAgreement] = []
  var incidents = Incidents(origin: testNow)
  /// When it is metered: nothing has happened later.
  var now = testNow
}

/// A quantity as an integer of digits after the point, and as it was written.
struct ExactDecimal {
  let value: ExactFraction
  let text: String
}

/// An event as a collector sends it.
struct Fact {
  /// What identifies an event.
  struct Name: Hashable {
    let source: String
    let id: String
  }

  struct Usage {
    let time: Instant
    let tenant: String
    let product: String
    let region: String
    let resource: String
    let quantity: ExactDecimal
    /// Whether the SKU is spelt the old way, and the time with an offset of so many hours.
    var isAlias = false
    var offsetHours = 0

    /// The SKU as it is canonically spelt.
    var sku: String { "csp:\(region):\(product):v1" }
  }

  enum Content {
    case usage(Usage)
    /// Cancels the event of the same source with that id.
    case void(target: String)
  }

  let name: Name
  let content: Content
}
