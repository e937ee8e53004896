public import Calendars
public import Catalogue

/// What one commitment is about for one contract and month: the patterns of the contract's
/// components, for as long as the contract, its entry and the month hold (contract, section 5).
public struct ServiceCoverage: Sendable {
  /// Components that a contract names.
  public struct Scope: Sendable {
    public let match: ComponentPattern
    public let span: TimeSpan
  }

  public let organisation: String
  public let contract: String
  /// The name of the document of kind `ServiceLevels`.
  public let agreement: String
  /// Of the agreement: the month is one of this zone.
  public let zone: Zone
  public let period: Period
  public let commitment: ServiceLevelCommitment
  public let scopes: [Scope]

  /// `openiaas-offer/infrastructure`.
  public var serviceLevel: String { "\(agreement)/\(commitment.id)" }

  /// Those of some organisations for a month: by organisation, its contracts in the order of their
  /// first days, and commitments as the documents have them.
  public static func all(
    of organisations: [String], in period: Period, directory: Directory
  ) -> [ServiceCoverage] {
    organisations.sorted().flatMap { organisation in
      directory.contracts(of: organisation).flatMap { contract in
        contract.serviceLevels.compactMap { directory.serviceLevels[$0] }.flatMap { agreement in
          let scopes = contract.scopes(in: agreement.zone.span(of: period))
          return scopes.isEmpty
            ? []
            : agreement.commitments.map { commitment in
              ServiceCoverage(
                organisation: organisation, contract: contract.name, agreement: agreement.name,
                zone: agreement.zone, period: period, commitment: commitment, scopes: scopes)
            }
        }
      }
    }
  }
}

extension ServiceCoverage {
  /// The same as far as it lies before an instant: what is open then has not gone on. nil where
  /// nothing does.
  public func before(_ end: Instant) -> ServiceCoverage? {
    let scopes = scopes.compactMap { scope in
      TimeSpan(from: .distantPast, to: end).flatMap(scope.span.intersection).map {
        Scope(match: scope.match, span: $0)
      }
    }
    guard !scopes.isEmpty else { return nil }
    return ServiceCoverage(
      organisation: organisation, contract: contract, agreement: agreement, zone: zone,
      period: period, commitment: commitment, scopes: scopes)
  }
}

extension Contract {
  /// The contract's components, for as long as it and their entries hold within a span.
  func scopes(in month: TimeSpan) -> [ServiceCoverage.Scope] {
    guard let covered = span?.intersection(month) else { return [] }
    return components.compactMap { scope in
      let end = scope.to.map { zone.start(of: $0) } ?? .distantFuture
      return TimeSpan(from: zone.start(of: scope.from), to: end)?.intersection(covered).map {
        ServiceCoverage.Scope(match: scope.match, span: $0)
      }
    }
  }
}
