import BigInt

extension ModelRater {
  /// What missed commitments give back: for each, in its VAT groups, a part of what discounts leave
  /// of the lines of its services.
  func credits(on lines: [ModelLine]) -> [ModelLine] {
    let earned = ModelCredits(world, organisation, contract).earned()
    guard !earned.isEmpty else { return [] }
    let groups = Set(lines.map(\.key.vat)).sorted(by: ModelVATGroup.precedes)
    let amounts = ModelCappedCredits.amounts(
      of: earned.map { credit in
        let services = credit.commitment.services.map { service in
          (service, groups.map { left(of: service, in: $0, lines) }.reduce(.zero, +))
        }
        var cap: ExactFraction?
        var isPointGap = false
        if case .pointGap(let bound) = credit.commitment.policy.credits {
          (cap, isPointGap) = (bound, true)
        }
        return ModelCappedCredits.Credit(
          percent: credit.percent, cap: cap, isPointGap: isPointGap,
          basis: Dictionary(uniqueKeysWithValues: services))
      })
    return zip(earned, amounts).flatMap { credit, exact in
      let services = credit.commitment.services
      let bases = groups.map { group in
        services.map { left(of: $0, in: group, lines) }.reduce(.zero, +)
      }
      let parts = Self.divided(exact.rounded(to: 0), in: bases)
      return zip(groups, parts).map { group, part in
        var line = contractLine(
          .serviceCredit, credit.name, services.count == 1 ? services[0] : nil, in: group)
        line.amount = -part
        line.kept = (credit.availability, credit.commitment.policy.target)
        return line
      }
    }
  }

  /// What discounts leave of the lines of a service in a VAT group, in minor units.
  private func left(
    of service: String, in group: ModelVATGroup, _ lines: [ModelLine]
  ) -> ExactFraction {
    let discounts = contract.inForce(contract.terms.discounts, on: days[0])?.value ?? []
    let sum = lines.filter { $0.service == service && $0.key.vat == group }.map(\.amount)
      .reduce(0, +)
    return discounts.filter { $0.concerns(service) }
      .reduce(ExactFraction(sum)) { $0 * (ExactFraction(1) - $1.share) }
  }

  /// An amount in proportion to what it is a part of, by largest remainder, of equal ones to the
  /// first; one below 0 as its positive is. A group whose sign is not that of the whole gets less
  /// than nothing.
  private static func divided(_ amount: BigInt, in bases: [ExactFraction]) -> [BigInt] {
    let sum = bases.reduce(.zero, +)
    guard !sum.isZero else { return bases.map { _ in 0 } }
    if amount < 0 { return divided(-amount, in: bases).map { -$0 } }
    let exact = bases.map { ExactFraction(amount) * $0 / sum }
    var parts = exact.map { fraction in
      let (quotient, remainder) = fraction.numerator.quotientAndRemainder(
        dividingBy: fraction.denominator)
      return remainder < 0 ? quotient - 1 : quotient
    }
    let remainders = zip(exact, parts).map { $0 - ExactFraction($1) }
    let order = bases.indices.sorted { one, other in
      remainders[one] == remainders[other] ? one < other : remainders[one] > remainders[other]
    }
    for place in order.prefix(Int(amount - parts.reduce(0, +))) { parts[place] += 1 }
    return parts
  }
}
