import Catalogue
import Testing

@Suite struct NearestNamesTests {
  private let names = [
    "network-epl-1g-v1", "network-epl-10g-v1", "openiaas-backup-vm-v1", "iaas-backup-vm-v1",
    "vpc-v1",
  ]

  @Test(arguments: [
    ("openiaas-bakcup-vm-v1", ["openiaas-backup-vm-v1"]),
    ("OPENIAAS-BACKUP-VM-V1", ["openiaas-backup-vm-v1", "iaas-backup-vm-v1"]),
    ("epl", ["network-epl-1g-v1", "network-epl-10g-v1"]),
    ("vpc", ["vpc-v1"]), ("bp", []), ("", []), ("something-else", []),
  ])
  func `slips of the pen and parts of a name are near`(given: String, nearest: [String]) {
    let found = NearestNames.of(given, among: names)
    #expect(Array(found.prefix(nearest.count)) == nearest && found.isEmpty == nearest.isEmpty)
  }

  @Test func `no more than three, and names of any length`() {
    #expect(NearestNames.of("a1", among: (0...9).map { "a\($0)" }) == ["a1", "a0", "a2"])
    let long = String(repeating: "x", count: 60_000)
    #expect(NearestNames.of(long, among: [long + "y", "z"]) == [long + "y"])
  }
}
