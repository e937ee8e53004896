import Capacity
import Decimals
import Testing

/// What the loss of a host does.
@Suite struct HostLossTests {
  private let gibibyte = SampleEstate.gibibyte

  private func estate(left: Int64) -> SampleEstate {
    var estate = SampleEstate()
    estate.set(.hosts, "metrics.memory.usage", (384 - left) * gibibyte, of: 1)
    return estate
  }

  @Test func `best effort comes after restart, the largest first`() throws {
    var estate = estate(left: 60)
    estate.addMachine("a", memory: 40 * gibibyte, priority: "best-effort")
    estate.addMachine("b", memory: 20 * gibibyte, priority: "best-effort")
    estate.addMachine("c", memory: 6 * gibibyte, priority: "best-effort")
    estate.addMachine("d", memory: 60 * gibibyte, priority: "disabled")
    let loss = try #require(try estate.report().pools.first?.loss)
    #expect(loss.host.id == "h1")
    #expect(loss.restartCount == 1 && loss.bestEffortCount == 3)
    #expect(loss.restartNotStarted.isEmpty)
    // 28 are left after m1: a finds no place, b and c do.
    #expect(loss.bestEffortNotStarted.map(\.name) == ["a"])
  }

  @Test func `the worst loss is told, and the hypervisor's share is not free`() throws {
    var estate = estate(left: 100)
    estate.addMachine("big", memory: 300 * gibibyte)
    estate.set(.virtualMachines, "host", ["id": "h2", "name": "std-h2"], of: 1)
    estate.set(.hosts, "metrics.memory.usage", 316 * gibibyte, of: 1)
    // h1 has 336 GiB left, and 300 are asked for; h2 has 68 for the 32 of m1.
    #expect(try estate.report().pools.first?.loss?.restartNotStarted == [])
    estate.set(.hosts, "metrics.memory.usage", 85 * gibibyte)
    let loss = try #require(try estate.report().pools.first?.loss)
    #expect(loss.host.id == "h2" && loss.restartNotStarted.map(\.name) == ["big"])
    #expect(loss.isProven)
  }

  @Test func `machines that do not run are not started again`() throws {
    var estate = estate(left: 31)
    estate.set(.virtualMachines, "powerState", "Halted")
    let pool = try #require(try estate.report().pools.first)
    #expect(pool.loss?.restartCount == 0)
    #expect(pool.allocated == .zero && pool.processors == 0)
  }

  @Test func `a pool's figures`() throws {
    let pool = try #require(try SampleEstate().report().pools.first)
    #expect(pool.classes.map(\.product) == ["std"])
    #expect(pool.connectedCount == 2)
    #expect(pool.allocatedPercent?.plain == "4.2")
    #expect(pool.installedMin == DataSize(256, GiB.self))
    #expect(pool.installedMax == DataSize(768, GiB.self))
    #expect(pool.threads == 128 && pool.virtualisationRatio?.plain == "0.03")
    #expect(pool.headroomAfterLoss == DataSize(352, GiB.self))
  }
}
