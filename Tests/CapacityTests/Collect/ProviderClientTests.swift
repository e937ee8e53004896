import Foundation
import TestSupport
import Testing

@testable import Capacity

/// How the provider's API is asked, and what is done where it does not answer.
@Suite(.timeLimit(.minutes(10))) struct ProviderClientTests {
  private let standIn: StandIn
  private var server: ConsoleServer { standIn.server }
  private let pools = InventoryPart.pools.path
  private let tokens = ProviderClient.tokenPath

  init() throws { standIn = try StandIn() }

  @Test func `a credential is exchanged once for a token that is sent with each request`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    #expect(try client.signIn() == server.tenant)
    #expect(try client.list(.pools).get() == StandIn.sample("pools"))
    #expect(try client.list(.hosts).get() == StandIn.sample("hosts"))
    #expect(server.paths == [tokens, pools, InventoryPart.hosts.path])
    let given = try JSONDecoder().decode(
      [String: String].self, from: try #require(server.tokenRequests.first).body)
    #expect(given == ["id": server.credential.id, "secret": server.credential.secret])
    for request in server.requests.dropFirst() {
      #expect(request.line.hasPrefix("GET /api/compute/v1/"))
      #expect(request.headers["authorization"]?.hasPrefix("Bearer ey") == true)
      #expect(request.headers["user-agent"] == "releve")
    }
  }

  @Test func `a token is renewed half a minute before it expires`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = client.list(.pools)
    standIn.time.sleep(.seconds(260))
    _ = client.list(.pools)
    #expect(server.tokenRequests.count == 1)
    standIn.time.sleep(.seconds(11))
    _ = client.list(.pools)
    #expect(server.tokenRequests.count == 2)
  }

  @Test func `a token of less than a minute is used for half of its time`() throws {
    defer { server.stop() }
    server.giveTokens(seconds: 40)
    let client = try standIn.client()
    _ = client.list(.pools)
    standIn.time.sleep(.seconds(15))
    _ = client.list(.pools)
    #expect(server.tokenRequests.count == 1)
    standIn.time.sleep(.seconds(6))
    _ = client.list(.pools)
    #expect(server.tokenRequests.count == 2)
  }

  @Test func `a token that is refused is renewed once, and then believed to be refused`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = try client.signIn()
    server.revokeTokens()
    #expect(client.list(.pools).failure == nil)
    #expect(server.tokenRequests.count == 2 && standIn.count(pools) == 2)
    server.always(pools, .status(401))
    #expect(client.list(.pools).failure == .unauthorised(status: 401, words: ""))
    #expect(server.tokenRequests.count == 3 && standIn.count(pools) == 4)
    #expect(standIn.pauses.isEmpty)
  }

  @Test func `a credential that is refused is not asked for again`() throws {
    defer { server.stop() }
    let client = try standIn.client(secret: "another")
    let error = try #require(throws: ProviderError.self) { try client.signIn() }
    let refusal = RequestFailure.unauthorised(status: 401, words: "Invalid personal access token")
    let name = String(server.url.dropLast("/api".count))
    #expect(error == .noToken(address: name, refusal))
    #expect("\(error)".contains("Check its id and secret") && !"\(error)".contains("another"))
    #expect(client.list(.pools).failure == refusal)
    #expect(server.requests.count == 1)
  }

  @Test func `what is no token is said to be none`() throws {
    defer { server.stop() }
    server.always(tokens, .body("<html>Welcome</html>"))
    let error = try #require(throws: ProviderError.self) { try standIn.client().signIn() }
    #expect(error.code == "console_not_a_token" && "\(error)".contains("check --url"))
  }

  @Test(arguments: [("7", 7), ("0", 0), ("120", 120)])
  func `it waits for as long as it is asked to`(header: String, seconds: Int) throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = try client.signIn()
    server.meet(pools, .status(429, headers: ["Retry-After: \(header)"]))
    #expect(client.list(.pools).failure == nil)
    #expect(standIn.time.pauses.contains(.seconds(seconds)))
  }

  @Test func `a date to wait for is compared with the answer's own`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    server.meet(
      pools,
      .status(
        503,
        headers: [
          "Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:49:46 GMT",
        ]))
    #expect(client.list(.pools).failure == nil)
    #expect(standIn.pauses == [.seconds(9)])
  }

  @Test func `it does not wait for longer than two minutes`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    server.meet(pools, .status(429, headers: ["Retry-After: 121"]))
    #expect(client.list(.pools).failure == .asksToWait(seconds: 121))
    #expect(standIn.count(pools) == 1)
  }

  @Test(
    arguments: [
      .status(429), .status(500), .status(503, headers: ["Retry-After: soon"]), .status(408),
      .cutOff,
    ] as [ConsoleServer.Behaviour])
  func `what may pass is asked for again after growing pauses`(
    behaviour: ConsoleServer.Behaviour
  ) throws {
    defer { server.stop() }
    var told: [String] = []
    let client = try standIn.client { told.append($0) }
    server.meet(pools, behaviour, behaviour)
    #expect(try client.list(.pools).get() == StandIn.sample("pools"))
    #expect(standIn.pauses == [.seconds(1), .seconds(2)])
    #expect(told.count == 2 && told.allSatisfy { $0.hasPrefix("\(pools): ") })
    #expect(told.last?.hasSuffix("; tried again in 2 s") == true)
  }

  @Test func `one that is not well however often it is tried is left`() throws {
    defer { server.stop() }
    server.always(pools, .status(502))
    let client = try standIn.client()
    #expect(client.list(.pools).failure == .stayedAway(attempts: 5, reason: "status 502"))
    #expect(standIn.pauses == [1, 2, 4, 8].map { .seconds($0) })
  }

  @Test func `an answer that is broken is asked for again`() throws {
    defer { server.stop() }
    server.meet(pools, .body("[{\"id\":"))
    var reads = 0
    let bytes = try standIn.client().get(pools) { bytes in
      reads += 1
      return bytes.count < 20 ? "it is short" : nil
    }
    #expect(try bytes == StandIn.sample("pools") && reads == 2)
  }

  @Test func `an answer that does not come is not waited for without end`() throws {
    defer { server.stop() }
    server.meet(pools, .stall)
    var told: [String] = []
    let client = try standIn.client(silence: .seconds(2)) { told.append($0) }
    #expect(try client.list(.pools).get() == StandIn.sample("pools"))
    #expect(told.first?.contains("nothing came within 2 s") == true)
  }

  @Test func `connections stay open between requests`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    for _ in 1...5 { #expect(client.list(.pools).failure == nil) }
    server.meet(pools, .status(404), .status(500))
    _ = client.list(.pools)
    #expect(client.list(.pools).failure == nil)
    #expect(server.requests.count == 9 && server.connectionCount == 1)
    // One that was closed meanwhile is opened again, and nobody notices.
    server.meet(pools, .hangUp)
    for _ in 1...3 { #expect(client.list(.pools).failure == nil) }
    #expect(server.connectionCount == 2 && standIn.pauses == [.seconds(1)])
  }

  @Test func `nobody there is tried again too`() throws {
    let client = try standIn.client()
    server.stop()
    let error = try #require(throws: ProviderError.self) { try client.signIn() }
    guard case .noToken(_, .stayedAway(5, _)) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(arguments: [400, 404, 410, 204])
  func `an answer that will stay is not asked for again`(status: Int) throws {
    defer { server.stop() }
    let client = try standIn.client()
    server.meet(pools, .status(status))
    #expect(client.list(.pools).failure == .refused(status: status, words: ""))
    #expect(standIn.count(pools) == 1)
  }

  @Test func `a redirection is not followed, for the token is for one`() throws {
    let other = try ConsoleServer()
    defer {
      server.stop()
      other.stop()
    }
    let client = try standIn.client()
    server.meet(pools, .redirect(other.url + pools))
    #expect(client.list(.pools).failure == .redirected(status: 302, host: "127.0.0.1"))
    server.meet(tokens, .redirect(other.url + tokens))
    #expect(throws: ProviderError.self) { try standIn.client().signIn() }
    #expect(other.requests.isEmpty)
  }

  @Test func `an answer that is too large is not taken`() throws {
    defer { server.stop() }
    let client = try standIn.client(bytesMax: 1000)
    server.meet(pools, .body(String(repeating: " ", count: 1001)))
    #expect(client.list(.pools).failure == .tooLarge(limit: 1000))
    server.meet(pools, .body(String(repeating: " ", count: 1000)))
    #expect(client.list(.pools).failure == nil)
  }

  @Test func `a run ends after half an hour`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = try client.signIn()
    standIn.time.sleep(.seconds(1795))
    server.meet(pools, .status(429, headers: ["Retry-After: 10"]))
    #expect(client.list(.pools).failure == .outOfTime)
    standIn.time.sleep(.seconds(5))
    #expect(client.list(.pools).failure == .outOfTime)
    #expect(standIn.count(pools) == 1)
  }

  @Test func `what the API says is told, without what is secret`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = client.list(.hosts)
    let token = try #require(server.requests.last?.headers["authorization"]?.dropFirst(7))
    let words = "no \(server.credential.secret) and no \(token)"
    server.meet(pools, .status(403, body: #"{"error":{"message":"\#(words)"}}"#))
    #expect(client.list(.pools).failure == .unauthorised(status: 403, words: "no … and no …"))
    // An error page is not quoted.
    server.meet(pools, .status(404, body: "<html>\(words)</html>"))
    #expect(client.list(.pools).failure == .refused(status: 404, words: ""))
  }
}
