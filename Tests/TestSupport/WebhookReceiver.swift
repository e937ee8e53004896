internal import Synchronization

/// A receiver of webhooks on the loopback interface, which does to each connection in turn what it
/// was told, and to all further ones the last of it.
public final class WebhookReceiver: Sendable {
  /// What becomes of a connection.
  public enum Behaviour: Equatable, Sendable {
    case answer(Int)
    /// An answer that names another address.
    case redirect(String)
    /// An answer whose body never ends.
    case endless
    /// Reads the request, and answers nothing.
    case stall
    /// Reads the request, and closes the connection.
    case cutOff
  }

  /// Where it listens.
  public var port: UInt16 { listener.port }
  private let listener: LoopbackListener
  private let behaviours: Mutex<[Behaviour]>
  private let received = Mutex<[ReceivedRequest]>([])

  /// What is to be called.
  public var url: String { "http://127.0.0.1:\(port)/alerts" }
  /// In the order in which they came.
  public var requests: [ReceivedRequest] { received.withLock(\.self) }

  /// Listens from then on.
  public init(_ behaviours: [Behaviour]) throws {
    self.behaviours = Mutex(behaviours)
    listener = try LoopbackListener()
    listener.serve { [self] connection, request in
      serve(connection, request)
      return false
    }
  }

  /// Takes no further connections.
  public func stop() { listener.stop() }

  /// A port on which nobody listens.
  public static func deadPort() throws -> UInt16 { try LoopbackListener.deadPort() }

  private func serve(_ connection: LoopbackConnection, _ request: ReceivedRequest) {
    received.withLock { $0.append(request) }
    let behaviour = behaviours.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    switch behaviour {
    case .answer(let status): connection.answer("\(status) X")
    case .redirect(let url): connection.answer("302 Found", ["Location: \(url)"])
    case .endless:
      connection.send(connection.head("200 OK", ["Content-Length: 1000000"]))
      connection.waitForEnd()
    case .stall: connection.waitForEnd()
    case .cutOff: break
    }
  }
}
