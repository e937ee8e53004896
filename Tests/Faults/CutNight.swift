import TestSupport
import Testing

/// Nights whose connections are cut at a COMMIT.
enum CutNight {
  /// How many transactions an unbroken night commits.
  static let commits = Result {
    try Estate.autumn.get().withCopy { copy in
      let many = 10_000
      return try CuttingProxy.with(Array(repeating: nil, count: many)) { proxy in
        let run = try copy.start(proxy.conninfo(copy.database)).finish()
        #expect(run.status == 3, "\(run.errors)")
        return many - proxy.remainingCuts
      }
    }
  }

  /// Lets so many transactions pass, and cuts the next.
  static func cuts(at place: Int, _ cut: CuttingProxy.Cut) -> [CuttingProxy.Cut?] {
    Array(repeating: nil, count: place) + [cut]
  }
}
