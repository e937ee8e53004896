import Capacity
import Documents
import Testing

/// Answers of the provider's API, as it gives them.
@Suite struct InventoryReadingTests {
  private func reader(_ text: String, as part: InventoryPart) throws -> InventoryReader {
    var reader = InventoryReader()
    try reader.read(Array(text.utf8), as: part, file: "f.json")
    return reader
  }

  @Test(
    arguments: [
      (.tenants, 2), (.availabilityZones, 2), (.pools, 1), (.hosts, 1), (.virtualMachines, 2),
      (.storageRepositories, 1), (.virtualDisks, 2), (.networks, 1), (.networkAdapters, 2),
      (.snapshots, 1), (.backupPolicies, 2), (.backups, 1), (.replicationPolicies, 1),
      (.floatingIPs, 1),
    ] as [(InventoryPart, Int)])
  func `the provider's sample of a part is read`(part: InventoryPart, count: Int) throws {
    var reader = InventoryReader()
    try reader.read(try InventoryWorld.sample(part.rawValue), as: part, file: part.rawValue)
    #expect(reader.refused == [])
    #expect(reader.inventory.count(of: part) == count)
    #expect(reader.inventory.parts == [part])
  }

  @Test func `an answer about one machine's replication is read like the policies`() throws {
    var reader = InventoryReader()
    try reader.readReplications(
      try InventoryWorld.sample("replication_policies"), of: "m", file: "m.json")
    #expect(reader.inventory.replications["m"]?.count == 1)
    #expect(reader.inventory.parts == [.virtualMachineReplications])
  }

  @Test func `keys are read whatever their case, and unknown ones ignored`() throws {
    let host = try reader(
      """
      \u{FEFF}[{"ID":"h","Name":"n","POWERSTATE":"Running","new":{"key":[1]},
        "UpdateData":{"MaintenanceMode":true},"Metrics":{"MEMORY":{"Size":5}}}]
      """, as: .hosts
    ).inventory.hosts.first
    #expect(host?.id == "h" && host?.powerState == "Running" && host?.memory?.bytes == 5)
    #expect(host?.isInMaintenance == true)
  }

  @Test func `an object that cannot be read is refused with its place, and spoils no other`() throws
  {
    let reader = try reader(
      """
      [
        {"id":"a","maxCapacity":1,"freeCapacity":1,"shared":true},
        {"id":"b","maxCapacity":"much","freeCapacity":1,"shared":true},
        {"id":"c","maxCapacity":1,"freeCapacity":2,"shared":true},
        {"name":"d","maxCapacity":1,"freeCapacity":1,"shared":true},
        {"id":"e","maxCapacity":1,"shared":true},
        {"id":"f","maxCapacity":1,"freeCapacity":1,"name":"a\\u0000b","shared":true},
        7,
        {"id":"g","maxCapacity":1,"freeCapacity":1,"shared":true}
      ]
      """, as: .storageRepositories)
    #expect(reader.inventory.repositories.map(\.id) == ["a", "g"])
    #expect(reader.refused.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(
      reader.refused.first?.description
        == "f.json:3: [1].maxCapacity: expected a whole number from 0 to 4503599627370496,"
        + " found \"much\"")
  }

  @Test func `storage that does not say whether it is shared is refused`() throws {
    let reader = try reader(
      #"[{"id":"a","maxCapacity":1,"freeCapacity":1}]"#, as: .storageRepositories)
    #expect(reader.inventory.repositories.isEmpty)
    #expect(reader.refused.first?.description == "f.json:1: [0]: the key `shared` is missing")
  }

  @Test func `of many that cannot be read a thousand are told, and all counted`() throws {
    let reader = try reader(
      "[\(Array(repeating: "{}", count: 1001).joined(separator: ","))]", as: .hosts)
    #expect(reader.refused.count == 1000)
    #expect(reader.refusedCount == 1001)
  }

  @Test(arguments: ["{}", "", "[", "[{]", "[] []", "null"])
  func `what is no list is refused as a whole`(text: String) {
    #expect(throws: DocumentError.self) { try reader(text, as: .pools) }
    #expect(throws: DocumentError.self) {
      try reader("[{\"a\":1}]", as: .virtualMachineReplications)
    }
  }
}
