internal import Foundation
internal import Synchronization

/// A stand-in of the provider's API on the loopback interface: it has tokens given and refused,
/// lists, and misbehaves where it is told to.
///
/// It knows the API's paths by itself, so that it does not believe what it is to test.
public final class ConsoleServer: Sendable {
  /// What becomes of a request in the place of its answer.
  public enum Behaviour: Equatable, Sendable {
    case status(Int, headers: [String] = [], body: String = "")
    /// 200, and something else.
    case body(String)
    /// Reads the request, and answers nothing.
    case stall
    /// Closes the connection in the middle of the answer.
    case cutOff
    /// Answers, and closes the connection without a word.
    case hangUp
    /// Another address is named.
    case redirect(String)
  }

  private struct State {
    /// JSON by the names of parts.
    var lists: [String: Data]
    /// The policies of machines, by the machines' ids.
    var replications: [String: Data] = [:]
    var behaviours: [String: [Behaviour]] = [:]
    var requests: [ReceivedRequest] = []
    /// The numbers of their connections.
    var connections: [UInt64] = []
    var tokens: Set<String> = []
    var tokensGiven = 0
    var tokenSeconds = 300
  }

  /// The credential that it takes.
  public let credential = (id: "00000000-0000-4000-8000-000000009001", secret: "s3cret-of-t3sts")
  /// The tenant of that credential.
  public let tenant = "00000000-0000-4000-8000-000000009004"

  private let listener: LoopbackListener
  private let state: Mutex<State>

  /// What is to be called.
  public var url: String { "http://127.0.0.1:\(listener.port)/api" }
  /// In the order in which they came.
  public var requests: [ReceivedRequest] { state.withLock(\.requests) }
  /// The requests' paths below the API's address, in their order.
  public var paths: [String] { requests.map(Self.path) }
  /// On how many connections they came.
  public var connectionCount: Int { Set(state.withLock(\.connections)).count }
  /// The requests for tokens.
  public var tokenRequests: [ReceivedRequest] { requests.filter { $0.line.hasPrefix("POST ") } }

  /// The samples of the API.
  public static let samples =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Data/console-api"

  /// Listens from then on, and has the lists of a folder: a file `pools.json` for each part, and
  /// where machines are replicated a folder `virtual_machine_replications` with a file for each.
  public init(folder: String = samples) throws {
    var lists: [String: Data] = [:]
    for name in Set(Self.names.values) {
      lists[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).json"))
    }
    var replications: [String: Data] = [:]
    let machines = "\(folder)/virtual_machine_replications"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: machines)) ?? [] {
      replications[String(name.dropLast(".json".count))] = try Data(
        contentsOf: URL(fileURLWithPath: "\(machines)/\(name)"))
    }
    listener = try LoopbackListener()
    state = Mutex(State(lists: lists, replications: replications))
    listener.serve { [self] connection, request in serve(connection, request) }
  }

  /// Takes no further connections.
  public func stop() { listener.stop() }

  /// What the next requests to a path meet, one after the other; later ones are answered.
  public func meet(_ path: String, _ behaviours: Behaviour...) { meet(path, behaviours) }

  /// The same, with the behaviours in a list.
  public func meet(_ path: String, _ behaviours: [Behaviour]) {
    state.withLock { $0.behaviours[path] = behaviours }
  }

  /// What all requests to a path meet; nil has them answered again.
  public func always(_ path: String, _ behaviour: Behaviour?) {
    meet(path, behaviour.map { Array(repeating: $0, count: 1000) } ?? [])
  }

  /// Refuses the tokens that it has given.
  public func revokeTokens() { state.withLock { $0.tokens = [] } }

  /// For how long tokens that it gives from now on say that they hold.
  public func giveTokens(seconds: Int) { state.withLock { $0.tokenSeconds = seconds } }

  /// Changes the objects of a list.
  public func change(_ part: String, _ body: (inout [[String: Any]]) -> Void) throws {
    try state.withLock { state in
      let list = try JSONSerialization.jsonObject(with: state.lists[part] ?? Data())
      var objects = list as? [[String: Any]] ?? []
      body(&objects)
      state.lists[part] = try JSONSerialization.data(
        withJSONObject: objects, options: [.sortedKeys])
    }
  }

  /// Has a machine replicated by the policies of the samples, or no more.
  public func replicate(_ machine: String, _ isReplicated: Bool = true) {
    state.withLock { state in
      state.replications[machine] = isReplicated ? state.lists["replication_policies"] : nil
    }
  }

  private static let tokenPath = "/iam/v2/auth/personal_access_token"
  private static let machines = "/compute/v1/open_iaas/virtual_machines"
  private static let names = [
    "/iam/v2/tenants": "tenants",
    "/compute/v1/open_iaas": "availability_zones",
    "/compute/v1/open_iaas/pools": "pools",
    "/compute/v1/open_iaas/hosts": "hosts",
    machines: "virtual_machines",
    "/compute/v1/open_iaas/storage_repositories": "storage_repositories",
    "/compute/v1/open_iaas/virtual_disks": "virtual_disks",
    "/compute/v1/open_iaas/networks": "networks",
    "/compute/v1/open_iaas/network_adapters": "network_adapters",
    "/compute/v1/open_iaas/snapshots": "snapshots",
    "/compute/v1/open_iaas/replication/configurations": "replication_policies",
    "/backup/v1/open_iaas/policies": "backup_policies",
    "/backup/v1/open_iaas/backups": "backups",
    "/vpc/v1/floating_ips": "floating_ips",
  ]

  private static func path(of request: ReceivedRequest) -> String {
    let target = request.line.split(separator: " ").dropFirst().first ?? ""
    return target.hasPrefix("/api/") ? String(target.dropFirst(4)) : "?\(target)"
  }

  /// Whether the connection stays open.
  private func serve(_ connection: LoopbackConnection, _ request: ReceivedRequest) -> Bool {
    let path = Self.path(of: request)
    let (behaviour, answer): (Behaviour?, Answer) = state.withLock { state in
      state.requests.append(request)
      state.connections.append(connection.number)
      var behaviour: Behaviour?
      if let next = state.behaviours[path]?.first {
        behaviour = next
        state.behaviours[path]?.removeFirst()
      }
      return (behaviour, self.answer(request, path, &state))
    }
    switch behaviour {
    case nil, .hangUp:
      connection.answer(
        "\(answer.status) X", answer.headers + [Self.date], body: answer.body, isLast: false)
      return behaviour == nil
    case .status(let status, let headers, let body):
      connection.answer("\(status) X", headers, body: Data(body.utf8), isLast: false)
      return true
    case .body(let body):
      connection.answer("200 OK", body: Data(body.utf8), isLast: false)
      return true
    case .stall: connection.waitForEnd()
    case .cutOff:
      let half = answer.body.prefix(answer.body.count / 2)
      connection.send(
        connection.head("200 OK", ["Content-Length: \(answer.body.count)"]) + half)
    case .redirect(let url): connection.answer("302 Found", ["Location: \(url)"])
    }
    return false
  }

  private typealias Answer = (status: Int, headers: [String], body: Data)

  private func answer(
    _ request: ReceivedRequest, _ path: String, _ state: inout State
  ) -> Answer {
    if request.line.hasPrefix("POST "), path == Self.tokenPath {
      let given = try? JSONDecoder().decode([String: String].self, from: request.body)
      guard given == ["id": credential.id, "secret": credential.secret] else {
        return refused(401, "Invalid personal access token")
      }
      return (200, ["Content-Type: text/plain"], Data(newToken(&state).utf8))
    }
    let bearer = request.headers["authorization"]?.split(separator: " ").last.map(String.init)
    guard let bearer, state.tokens.contains(bearer), request.line.hasPrefix("GET ") else {
      return refused(401, "Unauthorized")
    }
    guard let body = list(path, state) else { return refused(404, "Not found") }
    return (200, ["Content-Type: application/json"], body)
  }

  private func refused(_ status: Int, _ message: String) -> Answer {
    let body = #"{"error":{"status":"\#(status)","message":"\#(message)"}}"#
    return (status, ["WWW-Authenticate: Bearer"], Data(body.utf8))
  }

  private func list(_ path: String, _ state: State) -> Data? {
    if let name = Self.names[path] { return state.lists[name] }
    if let filtered = path.range(of: "?virtualMachineId=") {
      let list = Self.names[String(path[..<filtered.lowerBound])].flatMap { state.lists[$0] }
      let objects = Self.objects(list).filter {
        $0["virtualMachineId"] as? String == String(path[filtered.upperBound...])
      }
      return try? JSONSerialization.data(withJSONObject: objects)
    }
    let id = path.split(separator: "/").first { $0.hasPrefix("00000000-") }.map(String.init)
    let machine = Self.objects(state.lists["virtual_machines"]).first { $0["id"] as? String == id }
    guard let id, let machine else { return nil }
    switch path {
    case "\(Self.machines)/\(id)": return try? JSONSerialization.data(withJSONObject: machine)
    case "/compute/v1/open_iaas/replication/virtual_machines/\(id)/configurations":
      return state.replications[id] ?? Data("[]".utf8)
    default: return nil
    }
  }

  private static func objects(_ list: Data?) -> [[String: Any]] {
    let list = try? JSONSerialization.jsonObject(with: list ?? Data())
    return list as? [[String: Any]] ?? []
  }

  /// A JWT that holds from now on, and is signed with nothing.
  private func newToken(_ state: inout State) -> String {
    state.tokensGiven += 1
    let now = Int(Date().timeIntervalSince1970)
    let claims = """
      {"userId":"u","companyId":"c","scope":{"id":"\(tenant)"},"iat":\(now),\
      "exp":\(now + state.tokenSeconds),"jti":"\(state.tokensGiven)"}
      """
    let token = [#"{"alg":"HS256","typ":"JWT"}"#, claims, "signature"].map { part in
      Data(part.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }.joined(separator: ".")
    state.tokens.insert(token)
    return token
  }

  /// The header `Date`.
  private static var date: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 64)
    strftime(&text, text.count, "Date: %a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }
}
