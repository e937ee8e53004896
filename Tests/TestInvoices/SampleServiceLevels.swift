import Calendars
public import Catalogue
import Decimals
import Documents
public import Reports
public import ServiceLevels

/// A month of service levels as it could have been, of two commitments: one missed, one kept.
public struct SampleServiceLevels {
  public let directory: Directory
  public let report: ServiceLevelReport
  public let windows: [ServiceLevelPDF.Window]

  private static let documents = """
    kind: PriceList
    name: list
    spec: { currency: EUR, versions: [ { from: 2026-01-01, prices: [] } ] }
    ---
    kind: Seller
    name: default
    spec:
      legal_name: Nuage
      identifiers: { siren: "123456782" }
      address: { line1: a, postcode: "75002", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    ---
    kind: Organisation
    name: atelier-lumiere
    spec:
      legal_name: Atelier Lumière SAS
      address: { line1: a, postcode: "33000", city: Bordeaux, country: FR }
    ---
    kind: Contract
    name: lumiere
    spec:
      organisation: atelier-lumiere
      seller: default
      price_list: list
      from: 2026-01-01
      vat: { category: S, rate: "20.00" }
      service_levels: [openiaas]
      components: [ { match: "fr1/**", from: 2026-01-01 } ]
    ---
    kind: ServiceLevels
    name: openiaas
    spec:
      commitments:
        - id: infrastructure
          label: { fr: "Disponibilité de l'infrastructure", en: "Infrastructure availability" }
          components: ["*/*/compute/*"]
          target: "99.9"
          maintenance: excluded
          credits: { basis: bands, bands: [ {below: "99.9", percent: "10"} ] }
          services: [OpenIaaS]
        - id: network
          label: { fr: "Disponibilité du réseau", en: "Network availability" }
          components: ["*/internet"]
          target: "99.5"
          maintenance: included
    """

  public init() throws {
    let nodes = try DocumentNode.documents(of: Self.documents, file: "sample.yaml")
    var directory = Directory()
    for node in nodes { directory.put(try Document(node).content) }
    self.directory = directory
    guard let period = Period("2026-10") else { throw SampleError() }
    let month = Zone.default.span(of: period)
    let coverages = ServiceCoverage.all(
      of: ["atelier-lumiere"], in: period, directory: directory)
    let window = try Self.span("2026-10-14T20:00:00Z", "2026-10-15T02:00:00Z")
    let down = [
      try Self.span("2026-10-04T01:10:00Z", "2026-10-04T01:31:30Z"),
      try Self.span("2026-10-20T21:40:00Z", "2026-10-21T00:12:00Z"),
    ]
    let quiet = try Self.component("fr1/az06/compute/clu-002", month, [], [], coverages[0])
    report = try ServiceLevelReport(
      period: period,
      [
        (
          coverages[0],
          [
            try Self.component("fr1/az05/compute/clu-001", month, down, [window], coverages[0]),
            quiet,
          ]
        ),
        (coverages[1], [try Self.component("fr1/internet", month, [], [], coverages[1])]),
      ])
    windows = [ServiceLevelPDF.Window(component: "fr1/az05", span: window)]
  }

  private struct SampleError: Error {}

  private static func span(_ from: String, _ to: String) throws -> TimeSpan {
    guard let from = Instant(rfc3339: from), let to = Instant(rfc3339: to),
      let span = TimeSpan(from: from, to: to)
    else { throw SampleError() }
    return span
  }

  private static func component(
    _ name: String, _ month: TimeSpan, _ down: [TimeSpan], _ windows: [TimeSpan],
    _ coverage: ServiceCoverage
  ) throws -> ComponentAvailability {
    let availability = Availability(
      of: ComponentHistory(
        period: month, outages: down.map { DownSpan($0) }, maintenance: windows, unknown: []),
      policy: coverage.commitment.policy)
    return ComponentAvailability(
      component: name, periodSeconds: DecimalNumber(month.microseconds / 1_000_000),
      figures: try AvailabilityFigures(availability),
      outages: down.enumerated().map { index, span in
        DecidedOutage(
          id: "mon-\(index)", isSampled: false, from: span.from, to: span.to,
          recordedFrom: span.from, impact: .one,
          countedSeconds: DecimalNumber(span.microseconds / 1_000_000), reasons: [],
          isInMaintenance: false, tickets: index == 0 ? ["INC-4521"] : [])
      })
  }
}
