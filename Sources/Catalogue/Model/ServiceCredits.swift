public import Decimals
import Documents

/// What a missed target gives back, in percent of the price of the services concerned.
public enum ServiceCredits: Hashable, Sendable {
  /// The percentage that is credited where availability is below a bound, in percent.
  public struct Band: Hashable, Sendable {
    public let below: DecimalNumber
    public let percent: DecimalNumber
  }

  /// Bands from the target down, each until the next one's bound.
  case bands([Band])
  /// The points that are missing to the target, up to a cap in percent.
  case pointGap(cap: DecimalNumber?)
}

extension ServiceCredits {
  private enum Basis: String, CaseIterable {
    case bands
    case pointGap = "point_gap"
  }

  /// Reads `{ basis: …, … }` of a commitment with a target.
  init(_ node: DocumentNode, target: DecimalNumber) throws(DocumentError) {
    var credits = try node.mapping()
    switch try credits.required("basis").choice(Basis.self) {
    case .bands:
      self = .bands(try Band.table(credits.required("bands"), target: target))
    case .pointGap:
      self = .pointGap(cap: try credits.optional("cap_percent")?.percent())
    }
    try credits.finish()
  }
}

extension ServiceCredits.Band {
  /// Reads bands that cover every availability below the target once (contract, section 5).
  fileprivate static func table(
    _ node: DocumentNode, target: DecimalNumber
  ) throws(DocumentError) -> [ServiceCredits.Band] {
    var bands: [ServiceCredits.Band] = []
    for item in try node.list() {
      var keys = try item.mapping()
      let below = try keys.required("below")
      let band = ServiceCredits.Band(
        below: try below.percent(), percent: try keys.required("percent").percent())
      try keys.finish()
      guard !band.below.isZero else { throw below.invalid("a percentage above 0") }
      guard band.below <= target else {
        throw below.error(
          .overlap, "the band below \(band.below) overlaps with what meets the target of \(target)")
      }
      guard !bands.contains(where: { $0.below == band.below }) else {
        throw below.error(.overlap, "two bands are below \(band.below): they overlap")
      }
      bands.append(band)
    }
    bands.sort { $0.below > $1.below }
    guard let first = bands.first else { throw node.invalid("at least one band") }
    guard first.below == target else {
      throw node.error(
        .gap,
        "from \(first.below) to the target of \(target) there is no band: the first one is below"
          + " the target")
    }
    return bands
  }
}
