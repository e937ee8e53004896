import Foundation
import TestSupport

@testable import Capacity

/// The stand-in of the provider's API, and a client of it in time that passes only while it waits.
struct StandIn {
  let server: ConsoleServer
  let time = PassingTime()

  init() throws { server = try ConsoleServer() }

  /// A client with the credential that the server takes, or with another secret.
  func client(
    secret: String? = nil, silence: Duration = .seconds(20), bytesMax: Int = 1 << 20,
    tell: @escaping (String) -> Void = { _ in }
  ) throws -> ProviderClient {
    let time = time
    return ProviderClient(
      try ProviderAddress(server.url),
      ProviderCredential(id: server.credential.id, secret: secret ?? server.credential.secret),
      limits: RequestLimits(silence: silence, whole: .seconds(60), bytesMax: bytesMax),
      clock: RequestClock(now: { time.now() }, sleep: { time.sleep($0) }), tell: tell)
  }

  /// The pauses after failures: longer than those that keep requests apart.
  var pauses: [Duration] { time.pauses.filter { $0 > RequestPace.tokensApart } }

  /// How often a path was asked for.
  func count(_ path: String) -> Int { server.paths.filter { $0 == path }.count }

  /// What a sample holds.
  static func sample(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: "\(ConsoleServer.samples)/\(name).json")))
  }
}

extension ProviderClient {
  /// Reads the list of a part, whatever it holds; gives why it cannot.
  func list(_ part: InventoryPart) -> Result<[UInt8], RequestFailure> {
    Result { () throws(RequestFailure) in try get(part.path) { _ in nil } }
  }
}

extension Result where Failure == RequestFailure {
  /// Why there is no success.
  var failure: RequestFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
