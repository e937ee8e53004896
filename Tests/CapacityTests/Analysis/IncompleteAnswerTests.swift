import Capacity
import Testing

/// What a report makes of answers that repeat objects, or leave something out.
struct IncompleteAnswerTests {
  @Test func `an object that is listed twice counts once`() throws {
    var estate = SampleEstate()
    let once = try estate.report()
    for part in [
      InventoryPart.pools, .hosts, .virtualMachines, .storageRepositories, .virtualDisks,
    ] {
      let objects = estate.parts[part] ?? []
      estate.parts[part] = objects + objects
    }
    let twice = try estate.report()
    #expect(twice.pools == once.pools)
    #expect(twice.repositories == once.repositories)
    #expect(twice.machines == once.machines)
  }

  @Test func `a host that does not say its memory has that of its class`() throws {
    var estate = SampleEstate()
    let said = try estate.report().pools.first
    estate.set(.hosts, "metrics", ["cpu": ["sockets": 2, "cores": 64]])
    let unsaid = try estate.report().pools.first
    #expect(unsaid?.physical == DataSize(768, GiB.self))
    #expect(unsaid?.physical == said?.physical)
    #expect(unsaid?.allocatedPercent == said?.allocatedPercent)
  }
}
