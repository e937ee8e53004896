import TestSupport
import Testing

@testable import Capacity

/// The pace that the API allows: 25 requests a second for each product, 5 where tokens are given.
@Suite struct RequestPaceTests {
  private let time = PassingTime()

  private func pace() -> RequestPace {
    RequestPace(RequestClock(now: { time.now() }, sleep: { time.sleep($0) }))
  }

  /// When requests to paths begin.
  private func starts(_ paths: [String]) -> [Duration] {
    var pace = pace()
    return paths.map { path in
      pace.wait(for: path)
      return time.now()
    }
  }

  /// The most that begin within one second.
  private func mostPerSecond(_ starts: [Duration]) -> Int {
    starts.map { first in
      starts.filter { $0 >= first && $0 < first + .seconds(1) }.count
    }.max() ?? 0
  }

  @Test func `no second has more than 25 requests to a product`() {
    let starts = starts(Array(repeating: InventoryPart.pools.path, count: 100))
    #expect(mostPerSecond(starts) == 25)
  }

  @Test func `no second has more than 5 tokens`() {
    let starts = starts(Array(repeating: ProviderClient.tokenPath, count: 20))
    #expect(mostPerSecond(starts) == 5)
  }

  @Test func `products and tokens are counted each by itself`() {
    _ = starts([
      InventoryPart.pools.path, InventoryPart.backups.path, InventoryPart.tenants.path,
      ProviderClient.tokenPath,
    ])
    #expect(time.pauses.isEmpty)
    _ = starts([InventoryPart.pools.path, InventoryPart.hosts.path])
    #expect(time.pauses == [.milliseconds(40)])
  }

  @Test func `who comes late does not wait`() {
    var pace = pace()
    pace.wait(for: InventoryPart.pools.path)
    time.sleep(.milliseconds(30))
    pace.wait(for: InventoryPart.pools.path)
    time.sleep(.seconds(5))
    pace.wait(for: InventoryPart.pools.path)
    #expect(time.pauses == [.milliseconds(30), .milliseconds(10), .seconds(5)])
  }
}
