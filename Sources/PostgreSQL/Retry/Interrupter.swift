internal import CLibPQ
internal import Synchronization

/// Ends what connections are doing, from another thread: for Ctrl-C.
///
/// Connections that were opened with it cancel their statements, and refuse further ones with
/// `interrupted`; a transaction is rolled back.
public final class Interrupter: Sendable {
  private struct State {
    var isInterrupted = false
    /// libpq's requests for cancellation, by their connections; both as addresses.
    var requests: [UInt: UInt] = [:]
  }

  private let state = Mutex(State())

  /// One that has not been used yet.
  public init() {}

  /// Whether the work is to end.
  public var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  /// Makes connections refuse further work from now on.
  ///
  /// - Returns: whether any is open: else there is nothing to end.
  public func interrupt() -> Bool {
    state.withLock { state in
      state.isInterrupted = true
      return !state.requests.isEmpty
    }
  }

  /// Asks the servers to cancel the statements that are under way, if there are any.
  ///
  /// To be repeated until the work has ended: a request that arrives just before its statement does
  /// nothing.
  public func cancelStatements() {
    state.withLock { state in
      var reason = [CChar](repeating: 0, count: 256)
      for address in state.requests.values {
        // The request lives until `forget`, which waits for this lock.
        PQcancel(OpaquePointer(bitPattern: address), &reason, CInt(reason.count))
      }
    }
  }

  /// Includes a connection that has just been opened.
  func watch(_ handle: OpaquePointer) {
    guard let request = PQgetCancel(handle) else { return }
    let (connection, address) = (UInt(bitPattern: handle), UInt(bitPattern: request))
    state.withLock { $0.requests[connection] = address }
  }

  /// Leaves out a connection that is about to be closed.
  func forget(_ handle: OpaquePointer) {
    let connection = UInt(bitPattern: handle)
    state.withLock { state in
      guard let address = state.requests.removeValue(forKey: connection) else { return }
      PQfreeCancel(OpaquePointer(bitPattern: address))
    }
  }
}
