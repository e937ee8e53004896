import Foundation
import TestSupport
import Testing

/// From the provider's API to invoices: collected as often as one likes, billed once.
@Suite(.timeLimit(.minutes(10))) struct CollectedBillingTests {
  private let customer: CollectingCustomer
  private var server: ConsoleServer { customer.server }
  private var releve: Program { customer.releve }

  init() throws { customer = try CollectingCustomer() }

  /// What a whole month of the samples costs: two zones, a blade, 2 TiB, an address, a VLAN, a
  /// machine with backups, the tenant.
  private static let wholeMonth = [
    "iaas-az-v1": "2 300.00", "iaas-openiaas-standard-v3": "1 1488.00",
    "iaas-storage-bloc-medium-v1": "2048 368.64", "network-ipv4-v2": "1 4.50",
    "network-vlan-v1": "1 30.00", "openiaas-backup-vm-v1": "1 12.00", "tenant-v1": "1 180.00",
    "net": "2383.14",
  ]

  @Test func `what is collected twice is billed once, and what changes is followed`() throws {
    defer { server.stop() }
    let first = try customer.collectAndIngest(at: "2026-08-31T22:00:00Z")
    #expect(first.status == 0 && first.output.contains(#""accepted":8"#), "\(first.errors)")
    let again = try customer.collectAndIngest(at: "2026-09-14T22:00:00Z")
    #expect(again.status == 0 && again.output.contains(#""read":0"#), "\(again.errors)")
    #expect(try customer.preview("2026-09") == Self.wholeMonth)
    #expect(
      try customer.issue("2026-09", on: "2026-10-01")
        == "issued  FR-2026-000001  2026-09  acme  2859.77 EUR\n")
    #expect(try customer.issue("2026-09", on: "2026-10-01").isEmpty)

    // At the beginning of 16 October the repository grows to 3 TiB, the machine loses its backup,
    // and the host goes.
    try server.change("storage_repositories") { $0[0]["maxCapacity"] = 3 * (1 << 40) }
    try server.change("backup_policies") { $0[0]["virtualMachines"] = [String]() }
    try server.change("hosts") { $0 = [] }
    let changed = try customer.collectAndIngest(
      at: "2026-10-15T22:00:00Z", "--all-gone blade")
    #expect(changed.status == 0 && changed.output.contains(#""accepted":3"#), "\(changed.errors)")
    // 15 of 31 days, and (15 × 2048 + 16 × 3072) ÷ 31.
    #expect(
      try customer.preview("2026-10")
        == Self.wholeMonth.merging([
          "iaas-openiaas-standard-v3": "0.483871 720.00",
          "iaas-storage-bloc-medium-v1": "2576.516129 463.77",
          "openiaas-backup-vm-v1": "0.483871 5.81", "net": "1704.08",
        ]) { $1 })
    #expect(
      try customer.issue("2026-10", on: "2026-11-02")
        == "issued  FR-2026-000002  2026-10  acme  2044.90 EUR\n")
  }

  @Test func `what a broken pipe has lost comes with the next run`() throws {
    defer { server.stop() }
    let lost = try customer.collect("--at", "2026-08-31T22:00:00Z")
    #expect(lost.output.split(separator: "\n").count == 8)
    try server.change("hosts") { hosts in
      var second = hosts[0]
      second["id"] = "00000000-0000-4000-8000-000000000202"
      second["name"] = "host002-clu001-t0001-az05"
      hosts.append(second)
    }
    let run = try customer.collectAndIngest(at: "2026-09-15T22:00:00Z")
    #expect(run.status == 0 && run.output.contains(#""accepted":9"#), "\(run.errors)")
    // The first run's events once more: nothing of them is new.
    let late = try releve("ingest", "-", input: lost.output)
    #expect(late.status == 0 && late.output.contains(#""accepted":0"#))
    #expect(late.output.contains(#""duplicate":8"#))
    // The second blade for 15 of 30 days.
    #expect(
      try customer.preview("2026-09")
        == Self.wholeMonth.merging([
          "iaas-openiaas-standard-v3": "1.5 2232.00", "net": "3127.14",
        ]) { $1 })
  }

  @Test func `what could not be read is billed from the run on that reads it`() throws {
    defer { server.stop() }
    let paths = ["/compute/v1/open_iaas/hosts", "/backup/v1/open_iaas/policies"]
    for path in paths { server.always(path, .status(404)) }
    let partial = try customer.collectAndIngest(at: "2026-08-31T22:00:00Z")
    #expect(partial.status == 3 && partial.output.contains(#""accepted":6"#))
    for path in paths { server.always(path, nil) }
    let whole = try customer.collectAndIngest(at: "2026-09-15T22:00:00Z")
    #expect(whole.status == 0 && whole.output.contains(#""accepted":2"#), "\(whole.errors)")
    // And what cannot be read any more is billed on.
    for path in paths { server.always(path, .status(404)) }
    #expect(try customer.collectAndIngest(at: "2026-09-20T22:00:00Z").status == 3)
    #expect(
      try customer.preview("2026-09")
        == Self.wholeMonth.merging([
          "iaas-openiaas-standard-v3": "0.5 744.00", "openiaas-backup-vm-v1": "0.5 6.00",
          "net": "1633.14",
        ]) { $1 })
  }

  @Test func `events go into the inbox where that is wanted`() throws {
    defer { server.stop() }
    try TemporaryFolder.with { home in
      let run = try releve.shell(
        "RELEVE_HOME='\(home)' \"$RELEVE\" collect --inbox --at 2026-08-31T22:00:00Z")
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: home + "/inbox")
      #expect(names.count == 1 && run.errors.contains("\(home)/inbox/\(names.first ?? "?")"))
      let ingest = try releve("ingest", "\(home)/inbox/\(try #require(names.first))")
      #expect(ingest.status == 0 && ingest.output.contains(#""accepted":8"#))
    }
  }

  @Test func `what the map does not mention is told, and not billed`() throws {
    defer { server.stop() }
    let map = CollectingCustomer.map.replacing("host*-clu001-*", with: "host*-clu009-*")
    let correct = ["apply", "--correct", "--reason", "test", "-"]
    #expect(try releve.run(correct, input: map).status == 0)
    let run = try customer.collectAndIngest(at: "2026-08-31T22:00:00Z")
    #expect(run.status == 3 && run.output.contains(#""accepted":7"#))
    #expect(
      run.errors.contains(
        "the blade `host001-clu001-t0001-az05` (00000000-0000-4000-8000-000000000201) is not"
          + " billed since 2026-08-31T22:00:00Z"))
    // The map is mended: it is billed from its first sight on.
    #expect(try releve.run(correct, input: CollectingCustomer.map).status == 0)
    #expect(try customer.collectAndIngest(at: "2026-09-20T22:00:00Z").status == 0)
    #expect(try customer.preview("2026-09") == Self.wholeMonth)
  }

  @Test func `an estate of two zones, three pools and 40 machines is billed once`() throws {
    let estate = try CollectingCustomer.estate()
    defer {
      server.stop()
      estate.server.stop()
    }
    // What was lent for a migration is in no rule.
    let first = try estate.collectAndIngest(at: "2026-09-30T22:00:00Z")
    #expect(first.status == 3 && first.output.contains(#""accepted":72"#), "\(first.errors)")
    #expect(first.errors.split(separator: "\n").filter { $0.contains("unmapped") }.count == 1)
    #expect(first.errors.contains("sr013-clu002-t0001-az07-r-tmp-data23"))
    let second = try estate.collectAndIngest(at: "2026-10-10T04:00:00Z")
    #expect(second.status == 3 && second.output.contains(#""read":0"#), "\(second.errors)")
    #expect(
      try estate.preview("2026-10", of: "cooperative-du-val") == [
        "iaas-openiaas-standard-v3": "4 5952.00", "iaas-openiaas-advance-v3": "3 6672.00",
        "iaas-openiaas-eco-v3": "2 2448.00", "iaas-storage-bloc-live-v1": "2048 204.80",
        "iaas-storage-bloc-medium-v1": "17408 3133.44",
        "iaas-storage-bloc-premium-v1": "16384 4915.20",
        "iaas-storage-bloc-ultra-v1": "4096 4505.60", "iaas-storage-bloc-mass-v1": "10 250.00",
        "openiaas-backup-vm-v1": "37 444.00",
        "iaas-openiaas-licence-replication-v1": "6 180.00", "network-vlan-v1": "5 150.00",
        "network-ipv4-v2": "4 18.00", "iaas-az-v1": "2 300.00", "tenant-v1": "1 180.00",
        "net": "29353.04",
      ])
    #expect(
      try estate.issue("2026-10", on: "2026-11-02", of: "cooperative-du-val")
        == "issued  FR-2026-000001  2026-10  cooperative-du-val  35223.65 EUR\n")
    #expect(
      try estate.issue("2026-10", on: "2026-11-02", of: "cooperative-du-val").isEmpty)
  }
}
