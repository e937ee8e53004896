import Foundation
import TestSupport
import Testing

/// The demonstration: the real fleet's telemetry becomes issued invoices.
@Suite struct DemoTests {
  private struct Summary: Decodable {
    let read: Int
    let accepted: Int
    let duplicate: Int
    let conflict: Int
    let rejected: Int
  }

  private struct Invoice: Decodable {
    struct Line: Decodable {
      let product: String?
      let tenant: String?
      let kind: String
      let quantity: String
      let amount: String
    }
    struct Totals: Decodable {
      let net: String
      let gross: String
    }
    let lines: [Line]
    let totals: Totals

    var summary: [String] {
      lines.map { "\($0.tenant ?? $0.kind) \($0.product ?? "-") \($0.quantity) \($0.amount)" }
    }
  }

  private static let inputs = [
    ("vcpu-samples", "usage.csv.gz", 153_375), ("vcpu-stop", "vms.csv", 25),
    ("backup-start", "vms.csv", 25), ("backup-stop", "vms.csv", 25),
  ]

  private func run(_ releve: Program) throws -> [Summary] {
    let apply = try releve(["apply"] + demoDocuments)
    #expect(apply.status == 0, "\(apply.errors)")
    let summaries = try Self.inputs.map { map, file, _ in
      try releve("ingest", "--map", Program.demo("maps/\(map).yaml"), Program.demo("fleet/\(file)"))
        .json(as: Summary.self)
    }
    for (period, date) in [("2024-08", "2024-09-03"), ("2024-09", "2024-10-03")] {
      let issue = try releve("invoice", "issue", "--period", period, "--issue-date", date)
      #expect(issue.status == 0, "\(issue.errors)")
    }
    return summaries
  }

  @Test func `two invoices are what a calculation by hand gives, and a second run changes nothing`()
    throws
  {
    let database = try MigratedDatabase.make()
    let releve = Program(database)
    let first = try run(releve)
    #expect(first.map(\.accepted) == Self.inputs.map(\.2))

    // FR-2024-000001: Atelier Lumière, August 2024: 31 days, 2024-07-31T22:00Z to 08-31T22:00Z.
    //
    // Backup, per VM and day (rule G3: inclusive days ÷ days of the month), 12.00 a VM:
    //   lumiere-dev: 1019 and 1026 from the 12th, 20 days each; 1073 from the 21st, 11 days:
    //     51 ÷ 31 = 1.645161, × 12.00 = 19.741932 -> 19.74
    //   lumiere-prod: 116, 141, 205, 244, 281 from the 12th: 100 ÷ 31 = 3.225806 -> 38.71
    // vCPUs, per started hour, 20.00 a month of 730 hours (rule G17):
    //   lumiere-dev: 1019 and 1026 (1 vCPU each), first samples at 13:40 and 13:45 UTC on the 12th:
    //     from 13:00 on 19 days and 9 hours, 465 hours each; 1073 (1), first sample on the 21st at
    //     11:12: 10 days and 11 hours, 251 hours. 1181 ÷ 730 = 1.617808, × 20.00 -> 32.36
    //   lumiere-prod: 4 + 2 + 8 + 8 + 8 = 30 vCPUs × 465 = 13950 ÷ 730 = 19.109589 -> 382.19
    // Six backups are committed to: 6 - 4.870967 = 1.129033, × 12.00 = 13.548396 -> 13.55.
    // 5 % of 414.55 for VM Instances: 20.7275 -> 20.73.
    // Net 465.82; VAT 20 % of it 93.164 -> 93.16; gross 558.98.
    let one = try releve("invoice", "show", "FR-2024-000001").json(as: Invoice.self)
    #expect(
      one.summary == [
        "lumiere-dev openiaas-backup-vm-v1 1.645161 19.74",
        "lumiere-prod openiaas-backup-vm-v1 3.225806 38.71",
        "lumiere-dev vminstance-gp-vcpu-v1 1.617808 32.36",
        "lumiere-prod vminstance-gp-vcpu-v1 19.109589 382.19",
        "commitment openiaas-backup-vm-v1 1.129033 13.55", "discount - 1 -20.73",
      ])
    #expect(one.totals.net == "465.82")
    #expect(one.totals.gross == "558.98")

    // FR-2024-000002: Banque du Vexin, August 2024, under contract from the 19th on: 13 days.
    //
    // Backup: 323, 378, 449, 466, 501, 550, 607, 636 all 13 days, 104; 557 from the 29th, 3 days:
    //   107 ÷ 31 = 3.451613, × 12.00 = 41.419356 -> 41.42. What lies before the contract counts in
    //   the days of the month only.
    // vCPUs: 2 + 2 + 4 + 4 + 4 + 1 + 1 + 4 = 22, × 13 days × 24 hours = 6864; 557 (1), first sample
    // on
    //   the 29th at 15:08: from 15:00 on 2 days and 7 hours, 55. It drops to 0 in between, but
    //   within hours of which it held its vCPU a part. 6919 ÷ 730 = 9.478082, × 20.00 -> 189.56
    // A set-up of 150.00. Net 380.98, more than 13 ÷ 31 of the minimum of 200.00; VAT 76.196 ->
    // 76.20; gross 457.18.
    let two = try releve("invoice", "show", "FR-2024-000002").json(as: Invoice.self)
    #expect(
      two.summary == [
        "vexin openiaas-backup-vm-v1 3.451613 41.42", "vexin vminstance-gp-vcpu-v1 9.478082 189.56",
        "one_off - 1 150.00",
      ])
    #expect(two.totals.net == "380.98")
    #expect(two.totals.gross == "457.18")

    let list = try releve("invoice", "list", "--format", "csv").output
    let second = try run(releve)
    #expect(second.map(\.accepted) == [0, 0, 0, 0])
    #expect(second.map(\.duplicate) == Self.inputs.map(\.2))
    #expect(try releve("invoice", "list", "--format", "csv").output == list)
    #expect(list.split(separator: "\n").count == 7)
  }
}
