import TestSupport
import Testing

extension Program {
  /// The program on a database with the first customer's documents, and two invoices: an hour of
  /// support in 2026-01, and one in 2026-02.
  init(firstCustomerIn database: TestDatabase) throws {
    self.init(database)
    let apply = try self("apply", Program.demo("first-customer/documents.yaml"))
    #expect(apply.status == 0, "\(apply.errors)")
    let events = ["01", "02"].map { month in
      """
      {"specversion":"1.0","id":"\(month)","source":"/t","type":"releve.usage.v1",\
      "time":"2026-\(month)-20T10:00:00Z","subject":"alice-prod",\
      "data":{"sku":"csp:support:hour","resource":"r","quantity":"1"}}

      """
    }
    #expect(try self("ingest", "-", input: events.joined()).status == 0)
    let issue = try self("invoice", "issue", "--period", "2026-02", "--issue-date", "2026-03-02")
    #expect(issue.status == 0, "\(issue.errors)")
  }
}
