import TestSeeds
import Testing

@testable import Capacity

/// Whether machines of a lost host find a place on the others.
@Suite struct PlacementTests {
  private func sizes(_ counts: [Int]) -> [DataSize] { counts.map { DataSize($0, GiB.self) } }

  @Test func `a placement is found where first fit decreasing finds none`() {
    let placement = Placement(free: sizes([10, 10]))
    let wanted = sizes([5, 4, 4, 3, 2, 2])
    var quick = placement
    #expect(quick.putFirstFit(wanted) == [0, 0, 1, 1, 1, nil])
    // 5 + 3 + 2 and 4 + 4 + 2.
    #expect(placement.answer(for: wanted) == .fits([0, 1, 1, 0, 0, 1]))
  }

  @Test func `where steps run out nothing is proven`() {
    let placement = Placement(free: sizes([9, 10, 11]))
    let wanted = sizes([6, 6, 6, 6])
    #expect(placement.answer(for: wanted) == .doesNotFit)
    #expect(placement.answer(for: wanted, stepsMax: 2) == .unknown)
  }

  /// The slow model: every machine on every host.
  private func fits(_ free: [Int], _ wanted: ArraySlice<Int>) -> Bool {
    guard let size = wanted.first else { return true }
    return free.indices.contains { host in
      guard free[host] >= size else { return false }
      var left = free
      left[host] -= size
      return fits(left, wanted.dropFirst())
    }
  }

  @Test func `what is said to fit fits, and what is said not to has no placement`() throws {
    var random = SeededGenerator.seeded(for: "placement")
    var counts = (fits: 0, not: 0, rescued: 0)
    for _ in 0..<3000 {
      let wanted = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Int.random(in: 1...9, using: &random)
      }.sorted(by: >)
      // Half of the time room that some placement fills, or nearly: where greed fails.
      var free = [Int](repeating: 0, count: Int.random(in: 1...4, using: &random))
      if Bool.random(using: &random) {
        for size in wanted { free[Int.random(in: free.indices, using: &random)] += size }
        free[0] += Int.random(in: -1...1, using: &random)
      } else {
        free = free.map { _ in Int.random(in: 0...14, using: &random) }
      }
      free[0] = max(free[0], 0)
      let placement = Placement(free: sizes(free))
      let answer = placement.answer(for: sizes(wanted))
      let isPossible = fits(free, wanted[...])
      switch answer {
      case .fits(let hosts):
        counts.fits += 1
        var left = free
        for (host, size) in zip(hosts, wanted) { left[host] -= size }
        #expect(hosts.count == wanted.count && left.allSatisfy { $0 >= 0 })
        var quick = placement
        if quick.putFirstFit(sizes(wanted)).contains(nil) { counts.rescued += 1 }
      case .doesNotFit:
        counts.not += 1
        #expect(!isPossible, "\(free) has room for \(wanted)")
      case .unknown: Issue.record("so few take no \(free) \(wanted) steps")
      }
      #expect(isPossible == (answer != .doesNotFit))
      if case .doesNotFit = placement.answer(for: sizes(wanted), stepsMax: 3) {
        #expect(!isPossible, "with few steps: \(free), \(wanted)")
      }
    }
    #expect(counts.fits > 100 && counts.not > 100 && counts.rescued > 5)
  }
}
