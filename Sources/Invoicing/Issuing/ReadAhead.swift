import Dispatch
import Foundation
import Synchronization

/// Makes values on a thread of its own, one ahead of those that are asked for: while one is
/// written, the next is read.
final class ReadAhead<Value: Sendable>: Sendable {
  private struct State {
    var ready: [Result<Value, any Error>] = []
    var isCancelled = false
  }

  private let state = Mutex(State())
  /// Counts the values that may still be made before one is taken.
  private let free = DispatchSemaphore(value: 0)
  /// Counts those that are ready.
  private let filled = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()

  /// Begins to make the values, in their order. `makes` is called once, on the thread, and gives
  /// what makes each; after a failure nothing more is made.
  init(
    _ count: Int, _ makes: @escaping @Sendable () throws -> (_ index: Int) throws -> Value
  ) {
    // Not its first value: libdispatch traps where a semaphore ends below that.
    free.signal()
    ended.enter()
    Thread.detachNewThread { [self] in
      run(count, makes)
      ended.leave()
    }
  }

  /// The next value. Throws what made it fail. To be called once for each of them at most.
  func next() throws -> Value {
    filled.wait()
    let value = state.withLock { $0.ready.removeFirst() }
    free.signal()
    return try value.get()
  }

  /// Makes no more values, and waits until the one under way is.
  func cancel() {
    state.withLock { $0.isCancelled = true }
    free.signal()
    ended.wait()
  }

  private func run(_ count: Int, _ makes: () throws -> (Int) throws -> Value) {
    let outcome = Result { try makes() }
    for index in 0..<count {
      free.wait()
      if state.withLock({ $0.isCancelled }) { return }
      let value = outcome.flatMap { make in Result { try make(index) } }
      state.withLock { $0.ready.append(value) }
      filled.signal()
      if case .failure = value { return }
    }
  }
}
