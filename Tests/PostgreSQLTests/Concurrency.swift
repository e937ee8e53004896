import Foundation

/// Runs `body` on so many threads at once, with their numbers from 0; returns when all have ended.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let group = DispatchGroup()
  for index in 0..<count {
    group.enter()
    Thread.detachNewThread {
      body(index)
      group.leave()
    }
  }
  group.wait()
}

/// Where threads wait until all have come, the first time; later arrivals pass.
final class Meeting: @unchecked Sendable {
  // Guarded by the condition.
  private var missing: Int
  private let condition = NSCondition()

  init(_ count: Int) { missing = count }

  func arrive() {
    condition.withLock {
      missing -= 1
      condition.broadcast()
      while missing > 0 { condition.wait() }
    }
  }
}
