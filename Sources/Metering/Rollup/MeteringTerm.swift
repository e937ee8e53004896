import Calendars
import Catalogue

/// How a stretch of a tenant's time is metered: in whose days, and for which contract.
///
/// A tenant's terms follow each other without a gap, from the beginning of time to its end: what
/// nobody pays for is metered too, and shown as such.
struct MeteringTerm: Hashable {
  let span: TimeSpan
  /// Whose local days count.
  let zone: String
  /// The id of the organisation that holds the tenant; nil before its first one.
  let organisationID: Int32?
  /// The id of the contract that covers the span; nil where none does.
  let contractID: Int32?

  /// Whether events of the span are metered as those of another term's: only the bounds differ.
  private func isMetered(as other: MeteringTerm) -> Bool {
    zone == other.zone && organisationID == other.organisationID && contractID == other.contractID
  }

  /// The spans in which one list of a tenant's terms says something else than another.
  static func differences(_ one: [MeteringTerm], _ other: [MeteringTerm]) -> [TimeSpan] {
    let bounds = Set((one + other).flatMap { [$0.span.from, $0.span.to] }).sorted()
    return zip(bounds, bounds.dropFirst()).compactMap { from, to in
      let mine = one.first { $0.span.contains(from) }
      let others = other.first { $0.span.contains(from) }
      if let mine, let others, mine.isMetered(as: others) { return nil }
      return TimeSpan(from: from, to: to)
    }
  }
}

/// Divides each tenant's time into terms, as the documents say.
struct MeteringTerms {
  private let directory: Directory
  private let organisationIDs: [String: Int32]
  private let contractIDs: [String: Int32]

  init(
    _ directory: Directory, organisationIDs: [String: Int32], contractIDs: [String: Int32]
  ) {
    self.directory = directory
    self.organisationIDs = organisationIDs
    self.contractIDs = contractIDs
  }

  /// Every tenant's terms, in the order of time.
  func all() -> [String: [MeteringTerm]] {
    Dictionary(grouping: Tenancies(directory).all, by: \.tenant).mapValues { tenancies in
      var terms: [MeteringTerm] = []
      for tenancy in tenancies {
        append(nil, upTo: tenancy.span.from, to: &terms)
        append(tenancy, to: &terms)
      }
      append(nil, upTo: .distantFuture, to: &terms)
      return terms
    }
  }

  private func append(_ tenancy: Tenancies.Tenancy, to terms: inout [MeteringTerm]) {
    for contract in directory.contracts(of: tenancy.organisation) {
      guard let covered = contract.span?.intersection(tenancy.span) else { continue }
      append(tenancy.organisation, upTo: covered.from, to: &terms)
      append(tenancy.organisation, contract, upTo: covered.to, to: &terms)
    }
    append(tenancy.organisation, upTo: tenancy.span.to, to: &terms)
  }

  /// Adds a term from where the last one ends; nothing where that is not before `end`.
  private func append(
    _ organisation: String?, _ contract: Contract? = nil, upTo end: Instant,
    to terms: inout [MeteringTerm]
  ) {
    guard let span = TimeSpan(from: terms.last?.span.to ?? .distantPast, to: end) else { return }
    terms.append(
      MeteringTerm(
        span: span, zone: (contract?.zone ?? .default).name,
        organisationID: organisation.flatMap { organisationIDs[$0] },
        contractID: contract.flatMap { contractIDs[$0.name] }))
  }
}
