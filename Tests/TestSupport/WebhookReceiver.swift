public import Foundation
import Synchronization

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

  /// What was received.
  public struct Request: Sendable {
    /// The first line, such as `POST /alerts HTTP/1.1`.
    public let line: String
    /// By name, in lower case.
    public let headers: [String: String]
    public let body: Data
  }

  /// Where it listens.
  public let port: UInt16
  private let socket: Int32
  private let behaviours: Mutex<[Behaviour]>
  private let received = Mutex<[Request]>([])

  /// What is to be called.
  public var url: String { "http://127.0.0.1:\(port)/alerts" }
  /// In the order in which they came.
  public var requests: [Request] { received.withLock(\.self) }

  /// Listens from then on.
  public init(_ behaviours: [Behaviour]) throws {
    self.behaviours = Mutex(behaviours)
    (socket, port) = try Self.bound()
    listen(socket, 16)
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(socket, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { [self] in serve(client) }
      }
    }
  }

  /// Takes no further connections.
  public func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  deinit { close(socket) }

  /// A port on which nobody listens.
  public static func deadPort() throws -> UInt16 {
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

  private func serve(_ client: Int32) {
    // So that no connection outlives its test for long.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    defer { close(client) }
    guard let request = read(client) else { return }
    received.withLock { $0.append(request) }
    let behaviour = behaviours.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    switch behaviour {
    case .answer(let status): write("\(status) X", [], client)
    case .redirect(let url): write("302 Found", ["Location: \(url)"], client)
    case .endless:
      send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", client)
      _ = bytes(client)
    case .stall: _ = bytes(client)
    case .cutOff: break
    }
  }

  private func write(_ status: String, _ headers: [String], _ client: Int32) {
    let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: 0", "Connection: close"]
    send(lines.joined(separator: "\r\n") + "\r\n\r\n", client)
  }

  private func send(_ text: String, _ client: Int32) {
    let bytes = Array(text.utf8)
    _ = Foundation.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// The next bytes; nil at the connection's end.
  private func bytes(_ client: Int32) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
      count = max(recv(client, buffer.baseAddress, buffer.count, 0), 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  private func read(_ client: Int32) -> Request? {
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
          return Request(line: lines[0], headers: headers, body: Data(body))
        }
      }
      guard let more = bytes(client) else { return nil }
      data.append(contentsOf: more)
    }
  }
}
