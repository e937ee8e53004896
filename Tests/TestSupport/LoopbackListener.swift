internal import Foundation
internal import Synchronization

/// Listens on the loopback interface and gives each connection a thread of its own, until it is
/// stopped.
final class LoopbackListener: Sendable {
  /// Where it listens.
  let port: UInt16
  private let socket: Int32

  init() throws {
    (socket, port) = try Self.bound()
    listen(socket, 16)
  }

  /// Hands each request on with its connection, which stays open for more where `body` says so.
  func serve(_ body: @escaping @Sendable (LoopbackConnection, ReceivedRequest) -> Bool) {
    let socket = socket
    Thread.detachNewThread {
      while true {
        let client = accept(socket, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread {
          let connection = LoopbackConnection(client)
          while let request = connection.request(), body(connection, request) {}
        }
      }
    }
  }

  /// Takes no further connections.
  func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  deinit { close(socket) }

  /// A port on which nobody listens.
  static func deadPort() throws -> UInt16 {
    let (socket, port) = try bound()
    close(socket)
    return port
  }

  private static func bound() throws -> (Int32, UInt16) {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileReadUnknown) }
    return (socket, UInt16(bigEndian: address.sin_port))
  }
}

/// A connection that was taken; closed when it is released.
final class LoopbackConnection {
  /// Among all that were taken.
  let number = LoopbackConnection.taken.add(1, ordering: .relaxed).newValue
  private let client: Int32

  private static let taken = Atomic<UInt64>(0)

  init(_ client: Int32) {
    self.client = client
    // So that no connection outlives its test for long.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(client) }

  /// Answers with a status such as `200 OK`; says so where the connection ends then.
  func answer(
    _ status: String, _ headers: [String] = [], body: Data = Data(), isLast: Bool = true
  ) {
    let end = isLast ? ["Connection: close"] : []
    send(head(status, headers + ["Content-Length: \(body.count)"] + end) + body)
  }

  /// The lines before a body.
  func head(_ status: String, _ headers: [String]) -> Data {
    Data(((["HTTP/1.1 \(status)"] + headers).joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  func send(_ data: Data) {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Returns once the other side has closed the connection, or has said something more.
  func waitForEnd() { _ = bytes() }

  /// The next bytes; nil at the connection's end.
  private func bytes() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
      count = max(recv(client, buffer.baseAddress, buffer.count, 0), 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// The request that comes; nil where the connection ends before.
  fileprivate func request() -> ReceivedRequest? {
    var data = Data()
    while true {
      if let end = data.range(of: Data("\r\n\r\n".utf8)) {
        let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        let headers = Dictionary(
          lines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (
              name.lowercased(),
              line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
            )
          }, uniquingKeysWith: { one, _ in one })
        let body = data[end.upperBound...]
        if body.count >= Int(headers["content-length"] ?? "0") ?? 0 {
          return ReceivedRequest(line: lines[0], headers: headers, body: Data(body))
        }
      }
      guard let more = bytes() else { return nil }
      data.append(contentsOf: more)
    }
  }
}
