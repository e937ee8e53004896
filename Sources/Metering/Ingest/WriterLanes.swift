import Dispatch
import Foundation
import PostgreSQL
import Synchronization

/// Writes settled batches on connections of their own, side by side: while one waits for
/// PostgreSQL, the input is read on and another is written.
///
/// Batches may be committed in another order than they came in; none holds an identity that
/// another one has.
final class WriterLanes: Sendable {
  private struct State {
    var waiting: [(batch: EventBatch, number: Int32)] = []
    /// Batches that are stored: their memory is used again.
    var spares: [EventBatch] = []
    var counts = IngestCounts()
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  /// Counts the batches that may still be handed over before one is done.
  private let free = DispatchSemaphore(value: 0)
  /// Counts the batches that wait.
  private let filled = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()
  private let laneCount: Int

  /// One more batch than there are lanes may be on its way: it waits until a lane is free.
  private var batchesMax: Int { laneCount + 1 }

  /// Starts the lanes; each opens a connection of its own.
  init(count: Int, connect: @escaping @Sendable () throws -> Connection) {
    laneCount = count
    // Not its first value: libdispatch traps where a semaphore ends below that, as after a failure.
    for _ in 0..<batchesMax { free.signal() }
    for _ in 0..<count {
      ended.enter()
      Thread.detachNewThread { [self] in
        run(connect)
        ended.leave()
      }
    }
  }

  /// A batch that was stored, for its memory; nil where none is at hand.
  func spare() -> EventBatch? { state.withLock { $0.spares.popLast() } }

  /// What was stored so far.
  var counts: IngestCounts { state.withLock { $0.counts } }

  /// Hands a batch over; waits where too many are on their way. Throws what made a lane fail.
  func write(_ batch: EventBatch, number: Int32) throws {
    free.wait()
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.waiting.append((batch, number))
    }
    filled.signal()
  }

  /// Waits until all batches that were handed over are stored. Throws what made a lane fail.
  func drain() throws {
    for _ in 0..<batchesMax { free.wait() }
    for _ in 0..<batchesMax { free.signal() }
    try state.withLock { state in
      if let failure = state.failure { throw failure }
    }
  }

  /// Ends the lanes once they have stored what was handed over. No batch may follow.
  func close() {
    for _ in 0..<laneCount { filled.signal() }
    ended.wait()
  }

  private func run(_ connect: () throws -> Connection) {
    // At once, not with the first batch: a server that goes away later is waited for.
    var writer: EventWriter?
    do {
      writer = EventWriter(try connect())
    } catch {
      fail(error)
    }
    while var taken = next() {
      do {
        // What came after a failure is left: a run that is ended early can be run again.
        if state.withLock({ $0.failure == nil }) {
          let counts = try writer?.write(taken.batch, number: taken.number, mode: .new)
          state.withLock { $0.counts += counts ?? IngestCounts() }
        }
      } catch {
        fail(error)
      }
      state.withLock { state in
        state.spares.append(taken.batch)
        // Not held on to here: it can be changed without a copy then.
        taken.batch = EventBatch(ingestionID: 0)
      }
      free.signal()
    }
  }

  /// The first failure is the one to tell.
  private func fail(_ error: any Error) {
    state.withLock { $0.failure = $0.failure ?? error }
  }

  /// The next batch; nil at the end.
  private func next() -> (batch: EventBatch, number: Int32)? {
    filled.wait()
    return state.withLock { state in
      state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
  }
}
