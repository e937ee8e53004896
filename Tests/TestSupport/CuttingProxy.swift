internal import Foundation
public import PostgreSQL
internal import Synchronization

/// A socket before a server's, which cuts connections at their COMMIT: the moment at which a client
/// cannot know what became of its transaction.
public final class CuttingProxy: Sendable {
  /// Where the cut is.
  public enum Cut: Sendable {
    /// COMMIT does not reach the server.
    case beforeCommit
    /// COMMIT is done, and its answer does not reach the client.
    case afterCommit
    /// The client is cut off, and COMMIT reaches the server once the client's `policy` waits.
    case beforeLateCommit
  }

  /// The folder of the socket.
  public let socketDirectory: String
  private let target: String
  private let listener: Int32
  private let cuts: Mutex<[Cut?]>
  private let atCut: @Sendable () -> Void
  private let released = DispatchSemaphore(value: 0)

  /// Runs `body` with a proxy before the test server; the first COMMITs meet the cuts, one each,
  /// and nil lets one pass. `atCut` happens between the end of the server's part and the loss.
  ///
  /// - Throws: what `body` throws.
  public static func with<Result>(
    _ cuts: [Cut?], atCut: @escaping @Sendable () -> Void = {},
    _ body: (CuttingProxy) throws -> Result
  ) throws -> Result {
    let folder = try TestServer.shared.cluster().socketDirectory
    return try TemporaryFolder.with { own in
      let proxy = CuttingProxy(cuts, in: own, before: folder, atCut: atCut)
      defer {
        shutdown(proxy.listener, Int32(SHUT_RDWR))
        close(proxy.listener)
      }
      return try body(proxy)
    }
  }

  private init(
    _ cuts: [Cut?], in own: String, before folder: String, atCut: @escaping @Sendable () -> Void
  ) {
    self.cuts = Mutex(cuts)
    self.atCut = atCut
    socketDirectory = own
    target = Self.socketPath(in: folder)
    listener = Self.withAddress(Self.socketPath(in: own)) { file, address, length in
      bind(file, address, length)
      listen(file, 16)
    }
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { self.serve(client) }
      }
    }
  }

  /// The connection string for a database behind this proxy.
  public func conninfo(_ database: TestDatabase, user: String = "postgres") -> String {
    "host=\(socketDirectory) port=5432 user=\(user) dbname=\(database.name)"
  }

  /// A policy that lets a late COMMIT arrive once the client waits for it.
  public var policy: RetryPolicy {
    RetryPolicy(sleep: { [self] pause in
      released.signal()
      RetryPolicy.sleep(pause)
    })
  }

  /// The cuts that no COMMIT has met yet.
  public var remainingCuts: Int { cuts.withLock { $0.count } }

  private static func socketPath(in folder: String) -> String { folder + "/.s.PGSQL.5432" }

  private static func withAddress(
    _ path: String, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Void
  ) -> Int32 {
    let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return file
  }

  private func serve(_ client: Int32) {
    let server = Self.withAddress(target) { _ = connect($0, $1, $2) }
    defer {
      close(client)
      close(server)
    }
    while true {
      var files = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      poll(&files, 2, -1)
      if files[0].revents != 0 {
        let bytes = Self.receive(client)
        if bytes == Self.commit, let cut = takeCut() { return perform(cut, client, server) }
        guard !bytes.isEmpty, Self.send(bytes, server) else { return }
      }
      if files[1].revents != 0 {
        let bytes = Self.receive(server)
        guard !bytes.isEmpty, Self.send(bytes, client) else { return }
      }
    }
  }

  /// The message of a simple query `commit`: clients that wait for each answer send it alone.
  private static let commit = Array("Q\0\0\0\u{0B}commit\0".utf8)

  private func takeCut() -> Cut? {
    cuts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  private func perform(_ cut: Cut, _ client: Int32, _ server: Int32) {
    if cut == .beforeLateCommit {
      shutdown(client, Int32(SHUT_RDWR))
      released.wait()
    }
    if cut == .beforeCommit {
      shutdown(server, Int32(SHUT_RDWR))
    } else if Self.send(Self.commit, server) {
      _ = Self.receive(server)
    }
    atCut()
  }

  private static func receive(_ file: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
      count = max(recv(file, buffer.baseAddress, buffer.count, 0), 0)
    }
  }

  private static func send(_ bytes: [UInt8], _ file: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
