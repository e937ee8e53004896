import Calendars
import Capacity
import Catalogue
import Testing

/// What storage is entitled to, what intervals are offered, and how figures are written.
@Suite struct EntitlementTests {
  private let directory: Directory

  init() throws { directory = try EstateFixture().directory }

  private func iops(_ product: String, terabytes tenths: Int64) throws -> Int? {
    var estate = SampleEstate()
    estate.set(.storageRepositories, "maxCapacity", tenths * 100_000_000_000)
    estate.set(.storageRepositories, "freeCapacity", tenths * 100_000_000_000)
    let repository = try #require(try estate.report().repositories.first?.repository)
    let storage = try #require(directory.products[product].map(StorageClass.init))
    return storage.iops(of: repository.capacity)
  }

  @Test func `rule C2: so many IOPS for a decimal terabyte, capped for a volume`() throws {
    #expect(try iops("iaas-storage-bloc-medium-v1", terabytes: 5) == 750)
    #expect(try iops("iaas-storage-bloc-medium-v1", terabytes: 20) == 3000)
    #expect(try iops("iaas-storage-bloc-ultra-v1", terabytes: 100) == 30_000)
    #expect(try iops("iaas-storage-bloc-live-v1", terabytes: 300) == 10_000)
    #expect(try iops("iaas-storage-bloc-mass-v1", terabytes: 100) == nil)
  }

  @Test func `classes are told by the attributes of products`() throws {
    let blade = try #require(
      directory.products["iaas-openiaas-perf3-v3"].map(BladeClass.init))
    #expect(blade.memory == DataSize(1536, GiB.self))
    #expect(blade.cores == 56 && blade.threads == 112)
    let storage = try #require(
      directory.products["iaas-storage-bloc-live-v1"].map(StorageClass.init))
    #expect(storage.throughputMax == 512 && storage.sizeMin == DataSize(500, GiB.self))
  }

  @Test func `rule F1: 15 to 59 minutes, or 1 to 24 whole hours`() {
    let offered = (0...1500).filter { ReplicationState.isOffered(minutes: $0) }
    #expect(offered == Array(15...59) + (1...24).map { $0 * 60 })
  }
}
