import Foundation
import TestSupport
import Testing

@testable import Capacity

/// All that the provider's API has of a tenant, and what is left where a part cannot be read.
@Suite(.timeLimit(.minutes(10))) struct InventoryCollectionTests {
  private let standIn: StandIn
  private var server: ConsoleServer { standIn.server }
  private let machine = "00000000-0000-4000-8000-000000000301"
  private let other = "00000000-0000-4000-8000-000000000302"

  init() throws { standIn = try StandIn() }

  private func collection(_ parts: [InventoryPart] = InventoryPart.allCases) throws
    -> InventoryCollection
  {
    var collection = InventoryCollection(try standIn.client())
    collection.read(parts)
    return collection
  }

  private func text(_ collection: InventoryCollection, _ part: InventoryPart) -> String? {
    collection.answers[part].map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `every part is read as the API gives it`() throws {
    defer { server.stop() }
    server.replicate(machine)
    let collection = try collection()
    #expect(collection.failures.isEmpty)
    #expect(Set(collection.answers.keys) == Set(InventoryPart.allCases))
    var reader = InventoryReader()
    for (part, bytes) in collection.answers {
      if part != .virtualMachineReplications {
        #expect(try bytes == StandIn.sample(part.rawValue), "\(part)")
      }
      try reader.read(bytes, as: part, file: part.rawValue)
    }
    #expect(reader.refused.isEmpty)
    #expect(
      reader.inventory.replications
        == [machine: ["00000000-0000-4000-8000-000000001301"], other: []])
    #expect(server.tokenRequests.count == 1)
  }

  @Test func `the same answers are put together alike`() throws {
    defer { server.stop() }
    let first = try collection()
    try server.change("virtual_machines") { $0.reverse() }
    #expect(
      try text(first, .virtualMachineReplications)
        == text(collection(), .virtualMachineReplications))
  }

  @Test func `a part that cannot be read is named, and keeps no other away`() throws {
    defer { server.stop() }
    server.always(
      InventoryPart.hosts.path, .status(403, body: #"{"error":{"message":"Forbidden"}}"#))
    let collection = try collection()
    #expect(
      collection.failures.map(\.description) == [
        "hosts could not be read: status 403: Forbidden; the credential needs the permission"
          + " compute_iaas_opensource_infrastructure_read"
      ])
    #expect(collection.answers.count == InventoryPart.allCases.count - 1)
    server.always(InventoryPart.hosts.path, nil)
    #expect(try self.collection([.hosts]).answers[.hosts] == StandIn.sample("hosts"))
  }

  @Test(arguments: ["{}", "[", "<html>", "[1, 2", ""])
  func `what is no list is asked for again, and then named`(body: String) throws {
    defer { server.stop() }
    server.always(InventoryPart.networks.path, .body(body))
    let failure = try #require(try collection([.networks]).failures.first)
    guard case .stayedAway(5, let reason) = failure.failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(reason.hasPrefix("the answer is broken: networks"))
  }

  @Test func `a machine that went away meanwhile has no policies`() throws {
    defer { server.stop() }
    server.meet(MachinePath.replications(machine), .status(404))
    server.meet(MachinePath.machine(machine), .status(404))
    let collection = try collection()
    #expect(collection.failures.isEmpty)
    #expect(text(collection, .virtualMachineReplications) == "{\"\(other)\":[]}\n")
  }

  @Test func `policies that are not found of a machine that is there are a failure`() throws {
    defer { server.stop() }
    server.meet(MachinePath.replications(machine), .status(404))
    let collection = try collection()
    #expect(collection.failures.map(\.part) == [.virtualMachineReplications])
    #expect(collection.failures.first?.failure == .refused(status: 404, words: ""))
  }

  @Test func `policies of some machines are not taken for those of all`() throws {
    defer { server.stop() }
    server.always(MachinePath.replications(other), .status(500))
    let collection = try collection()
    #expect(collection.failures.map(\.part) == [.virtualMachineReplications])
    #expect(collection.answers[.virtualMachineReplications] == nil)
  }

  @Test func `policies need the list of machines, and all of it`() throws {
    defer { server.stop() }
    let machines = InventoryPart.virtualMachines.path
    let alone = try collection([.virtualMachineReplications])
    #expect(alone.failures.isEmpty && alone.answers.count == 1)
    server.meet(machines, .status(404))
    let failures = try collection().failures
    #expect(failures.map(\.part) == [.virtualMachines, .virtualMachineReplications])
    #expect(failures.last?.failure == .needs(.virtualMachines))
    // One of which nothing can be read would seem to have no policy.
    server.meet(machines, .body(#"[{"id":"a","cpu":1,"memory":1},{"id":"b"}]"#))
    let unread = try collection([.virtualMachines, .virtualMachineReplications])
    #expect(unread.failures.map(\.failure) == [.needs(.virtualMachines)])
    #expect(unread.answers[.virtualMachines] != nil)
  }

  @Test(arguments: ["../../iam/v2/tenants", "a b", "a?x=1", "a/b", "é"])
  func `an id that would lead elsewhere is not followed`(id: String) throws {
    defer { server.stop() }
    server.meet(
      InventoryPart.virtualMachines.path, .body(#"[{"id":"\#(id)","cpu":1,"memory":1}]"#))
    let failures = try collection([.virtualMachines, .virtualMachineReplications]).failures
    #expect(failures.map(\.failure) == [.unusableID])
    #expect(server.paths.count == 2)
  }

  @Test func `adapters and snapshots are asked for by machine where they are not listed`() throws {
    defer { server.stop() }
    let parts = [InventoryPart.networkAdapters, .snapshots]
    for part in parts { server.meet(part.path, .status(400)) }
    let byMachine = try collection(parts)
    #expect(byMachine.failures.isEmpty)
    var (reader, expected) = (InventoryReader(), InventoryReader())
    for part in parts {
      try reader.read(try #require(byMachine.answers[part]), as: part, file: "")
      try expected.read(try StandIn.sample(part.rawValue), as: part, file: "")
    }
    #expect(reader.inventory.adapters == expected.inventory.adapters)
    #expect(reader.inventory.snapshots == expected.inventory.snapshots)
    #expect(standIn.count("\(InventoryPart.snapshots.path)?virtualMachineId=\(other)") == 1)
  }

  @Test func `once the credential is refused no part is asked for any more`() throws {
    defer { server.stop() }
    let client = try standIn.client()
    _ = try client.signIn()
    server.revokeTokens()
    server.always(ProviderClient.tokenPath, .status(401))
    var collection = InventoryCollection(client)
    collection.read(InventoryPart.allCases)
    #expect(collection.answers.isEmpty)
    #expect(collection.failures.count == InventoryPart.allCases.count)
    // The first token, a list with it, and the refusal of another.
    #expect(server.requests.count == 3)
  }

  @Test func `lists are joined whatever stands around their objects`() {
    let lists = ["\u{FEFF}[{\"a\":1}]", " [ ] ", "[\n]", "[{\"b\":2},\n {\"c\":3}]\r\n"]
    let joined = JoinedAnswers.list(lists.map { Array($0.utf8) })
    #expect(String(decoding: joined, as: UTF8.self) == "[{\"a\":1},\n{\"b\":2},\n {\"c\":3}]\n")
    #expect(String(decoding: JoinedAnswers.list([]), as: UTF8.self) == "[]\n")
    #expect(String(decoding: JoinedAnswers.object([]), as: UTF8.self) == "{}\n")
  }
}
