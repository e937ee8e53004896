import Calendars
import Catalogue
import Documents
import Testing

@Suite struct TenanciesTests {
  private func tenancies(_ organisations: [(name: String, tenants: String)]) throws -> Tenancies {
    var directory = Directory()
    for (name, tenants) in organisations {
      let text = """
        kind: Organisation
        name: \(name)
        spec:
          legal_name: \(name)
          address: { line1: a, postcode: "1", city: b, country: FR }
          tenants: \(tenants)
        """
      for node in try DocumentNode.documents(of: text, file: "f") {
        directory.put(try Document(node).content)
      }
    }
    return Tenancies(directory)
  }

  private func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text))
  }

  @Test func `the latest from holds, local midnight by Paris`() throws {
    let tenancies = try tenancies([
      ("a", "[ t ]"), ("b", "[ { name: t, from: 2026-03-01 } ]"),
    ])
    #expect(tenancies.organisation(of: "t", at: try instant("2026-02-28T22:59:59Z")) == "a")
    #expect(tenancies.organisation(of: "t", at: try instant("2026-02-28T23:00:00Z")) == "b")
    #expect(tenancies.organisation(of: "u", at: try instant("2026-02-28T23:00:00Z")) == nil)
  }

  @Test func `before its first from a tenant is unknown`() throws {
    let tenancies = try tenancies([("b", "[ { name: t, from: 2026-03-01 } ]")])
    #expect(tenancies.organisation(of: "t", at: try instant("2026-02-28T22:59:59Z")) == nil)
  }

  @Test func `a tenant that comes back is held twice`() throws {
    let tenancies = try tenancies([
      ("a", "[ t, { name: t, from: 2026-03-20 } ]"), ("b", "[ { name: t, from: 2026-03-10 } ]"),
    ])
    let march = try #require(Period("2026-03"))
    let spans = tenancies.tenancies(of: "a", within: Zone.default.span(of: march)).map(\.span)
    #expect(
      spans.map { "\($0.from) \($0.to)" } == [
        "2026-02-28T23:00:00Z 2026-03-09T23:00:00Z", "2026-03-19T23:00:00Z 2026-03-31T22:00:00Z",
      ])
  }
}
