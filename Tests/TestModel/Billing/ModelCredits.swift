import Calendars

/// What missed commitments give back to a contract for a month, by the words of contract.md,
/// section 5, "Credits".
struct ModelCredits {
  struct Earned {
    /// `AGREEMENT/COMMITMENT`.
    let name: String
    let commitment: World.ServiceCommitment
    let percent: ExactFraction
    /// Of the worst component, in percent.
    let availability: ExactFraction
  }

  private let world: World
  private let organisation: World.Organisation
  private let contract: World.Contract

  init(_ world: World, _ organisation: World.Organisation, _ contract: World.Contract) {
    self.world = world
    self.organisation = organisation
    self.contract = contract
  }

  /// Of the world's month, in document order.
  func earned() -> [Earned] {
    let claims = acceptedClaims()
    guard !claims.isEmpty else { return [] }
    let agreements = contract.terms.serviceLevels.flatMap { name in
      world.serviceAgreements.filter { $0.name == name }
    }
    return agreements.flatMap { agreement in
      agreement.commitments.compactMap { commitment in
        let month = agreement.zone.span(of: world.period)
        guard let worst = missed(commitment, month, claims), let figure = worst.figure else {
          return nil
        }
        return Earned(
          name: "\(agreement.name)/\(commitment.id)", commitment: commitment,
          percent: worst.creditPercent, availability: figure)
      }
    }
  }

  /// Tickets of the organisation that claim something and were not withdrawn, about which the last
  /// thing that was decided is that the claim is accepted.
  private func acceptedClaims() -> [ModelRecord] {
    world.incidents.valid.filter { record in
      guard case .ticket(let ticket) = record.content else { return false }
      return ticket.isClaim && ticket.organisation == organisation.name
        && world.incidents.decisions.last { $0.ticket == record.id }?.isAccepted ?? false
    }
  }

  /// The worst component; nil where nothing is due: nobody claims it, the target is met or nothing
  /// was measured, or the contract's components are in too few zones.
  private func missed(
    _ commitment: World.ServiceCommitment, _ month: TimeSpan, _ claims: [ModelRecord]
  ) -> ModelAvailability? {
    let covered = commitment.scope.components.compactMap { component in
      steps(of: component, month).map { steps in
        (
          steps: steps,
          decisions: ModelDecisions(
            world.incidents.records, of: component, organisation: organisation.name,
            knownAt: .max, tolerance: 1, period: steps),
          claims: claims.filter { $0.component == component }, zone: Self.zone(of: component)
        )
      }
    }
    let isClaimed = covered.contains { component in
      component.claims.contains { component.decisions.isClaimed(by: $0, in: component.steps) }
    }
    guard isClaimed, Set(covered.compactMap(\.zone)).count >= commitment.minimumZones else {
      return nil
    }
    let months = covered.map { component in
      ModelAvailability(
        of: component.decisions.history(
          of: component.steps, stepMicroseconds: Int(World.Incidents.stepMicroseconds)),
        policy: commitment.policy)
    }
    let worst = months.filter { $0.figure != nil }
      .min { ($0.figure ?? .zero) < ($1.figure ?? .zero) }
    return worst?.isMet == false ? worst : nil
  }

  /// What the contract has of a component in a month; an entry holds from its date on.
  private func steps(of component: String, _ month: TimeSpan) -> Range<Int>? {
    let entries = contract.terms.components.filter { $0.scope.components.contains(component) }
    guard let first = entries.map(\.from).min() else { return nil }
    let held = TimeSpan(
      from: organisation.zone.start(of: first),
      to: contract.to.map { organisation.zone.start(of: $0) } ?? .distantFuture)
    return held?.intersection(month).map { span in
      world.incidents.step(at: span.from)..<world.incidents.step(at: span.to)
    }
  }

  /// The first two segments of a path that has three.
  private static func zone(of component: String) -> String? {
    let segments = component.split(separator: "/")
    return segments.count < 3 ? nil : segments.prefix(2).joined(separator: "/")
  }
}
