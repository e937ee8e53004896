import Foundation
import TestSupport
import Testing

/// `releve contract` and what previews say of commitments.
@Suite struct ContractCommandTests {
  private static let commitment = """
    kind: Contract
    name: alice-2026
    spec:
      organisation: alice
      seller: us
      price_list: prices
      from: 2026-01-01
      vat: { category: S, rate: "20.00" }
      commitments: [ { product: vm-small, quantity: 1, from: 2026-01-01, months: 1200 } ]
    """

  private func program() throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    let apply = try releve("apply", Program.demo("first-customer/documents.yaml"))
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(
      try releve("apply", "--correct", "--reason", "x", "-", input: Self.commitment).status == 0)
    return releve
  }

  @Test func `contracts are listed and shown`() throws {
    let releve = try program()
    #expect(
      try releve("contract", "list", "--format", "csv", "--date", "2125-12-01").output == """
        name,organisation,from,to,price_list,commitments_ending
        alice-2026,alice,2026-01-01,,prices,vm-small 2126-01-01

        """)
    #expect(
      try releve("contract", "list", "--date", "2026-12-01").output.contains(
        #""commitments_ending":null"#))
    let shown = try releve("contract", "show", "alice-2026", "--date", "2125-12-01")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains(#""remaining_months" : "1""#))
    #expect(shown.output.contains(#""early_exit_cost" : "31.00""#))
    let text = try releve(
      "contract", "show", "alice-2026", "--date", "2125-12-01", "--format", "text"
    ).output
    #expect(text.contains("  It expires on 2126-01-01, in 31 days.\n  1 month is left.\n"))
    let unknown = try releve("contract", "show", "alice-2025")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("did you mean `alice-2026`? [unknown_contract]"))
  }

  @Test func `a preview tells which commitments end soon`() throws {
    let releve = try program()
    let today = Date().formatted(.iso8601.year().month())
    let quiet = try releve("invoice", "preview", "--period", String(today.prefix(7)))
    #expect(!quiet.errors.contains("expires"))
    // The contract ends in some days, and the commitment with it.
    let end = Date().addingTimeInterval(30 * 86_400).formatted(.iso8601.year().month().day())
    let ending = Self.commitment.replacing(
      "from: 2026-01-01\n  vat", with: "from: 2026-01-01\n  to: \(end)\n  vat")
    let apply = try releve("apply", "-", input: ending)
    #expect(apply.status == 0, "\(apply.errors)")
    let preview = try releve("invoice", "preview", "--period", String(today.prefix(7)))
    #expect(preview.status == 0, "\(preview.errors)")
    #expect(
      preview.errors.contains("alice-2026: the commitment to vm-small expires on \(end), in "))
  }
}
