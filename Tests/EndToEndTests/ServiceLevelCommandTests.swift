import PostgreSQL
import TestSupport
import Testing

/// `releve sla report` and `releve sla reconcile`.
@Suite struct ServiceLevelCommandTests {
  /// Documents of a customer, and what was said of two of its components in October 2026.
  private func program() throws -> Program {
    let database = try MigratedDatabase.make()
    let releve = Program(database)
    #expect(try releve("apply", "-", input: Self.documents).status == 0)
    try database.connect().run(
      script: """
        insert into releve.component_version
        select c, 1, '2026-01-01Z', null, c, '2026-01-01Z', null, false, 'f', 1
        from unnest(array['fr1/az05/compute/a', 'fr1/az05/compute/b']) as c;
        insert into releve.outage_version values
          ('o', 1, '2026-10-05Z', null, 'fr1/az05/compute/a', '2026-10-04 01:00Z',
            '2026-10-04 02:00Z', 1, false, 'f', 1);
        insert into releve.ticket_version
        select 'INC-1', 1, '2026-10-05Z', null, organisation_id, 'fr1/az05/compute/a', 'P1',
          '2026-10-04 00:50Z', null, null, false, null, false, 'f', 1
        from releve.organisation;
        """, name: "test")
    return releve
  }

  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: p, sku: s, label: { fr: p, en: p }, service: OpenIaaS, unit: VM,
            meter: { aggregation: count } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - { from: 2026-01-01, prices: [
            { product: p, charge: { model: per_unit, unit_price: "1.00" } } ] }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Seller
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    ---
    kind: ServiceLevels
    name: offer
    spec:
      commitments:
        - { id: compute, label: { fr: Puissance, en: Compute }, components: ["*/*/compute/*"],
            target: "99.9", maintenance: included, services: [OpenIaaS],
            credits: { basis: point_gap, cap_percent: "30" }, claim_from: incident }
        - { id: console, label: { fr: Console, en: Console }, components: ["*/console"],
            target: "97", maintenance: included }
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      language: en
    ---
    kind: Contract
    name: acme-2026
    spec:
      organisation: acme
      seller: s
      price_list: l
      from: 2026-01-01
      vat: { category: S, rate: "20" }
      service_levels: [offer]
      components: [ { match: "fr1/**" } ]
    """

  @Test func `a report is a page, with the days of the month and the budget`() throws {
    let releve = try program()
    let words = ["sla", "report", "--period", "2026-10", "--format", "html"]
    let html = try releve(words).output
    let page = try ParsedPage(html)
    #expect(page.faults == [])
    #expect(page.text("h1") == "Service levels · October 2026")
    #expect(page.text("title") == "Service levels · October 2026 · ACME SAS")
    for text in [
      "99.8434%: MISSED", "1 other component never down: 100%", "offer/compute",
      "Downtime: 1 h 10 min where 44 min 42 s are allowed, 25 min 18 s too much",
      "Without a declared component: acme offer/console",
    ] {
      #expect(page.text().contains(text), "\(text)")
    }
    // 1 October 2026 was a Thursday: three days of other months come first.
    let days = page.elements("td").filter { $0.attributes["class"] != "n" }.map(\.text)
    #expect(days.prefix(8) == ["", "", "", "1", "2", "3", "41 h 10 min", "5"])
    #expect(page.cells.contains("2026-10-04 02:50:00+02:00") && page.cells.contains("INC-1"))
    // The allowance ends at 64 % of what was spent: 2682 s of 4200.
    let bars = page.elements("rect")
    #expect(bars.map { $0.attributes["x"] } == [nil, nil, nil, "64"])
    #expect(bars.map { $0.attributes["width"] } == ["100", "100", "64", "0.4"])
    let french = try ParsedPage(try releve(words + ["--language", "fr"]).output)
    #expect(french.faults == [] && french.text().contains("MANQUÉ"))
    let file = TemporaryFolder.newPath()
    let run = try releve(words + ["--output", file])
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(try releve.shell("cat '\(file)'; rm '\(file)'").output == html)
  }

  @Test func `a report is JSON, CSV or a table in the customer's language`() throws {
    let releve = try program()
    let report = ["sla", "report", "--period", "2026-10"]
    // October has 2682000 s in Paris; 4200 were down: 99.84340…
    #expect(
      try releve(report).output == """
        {"period":"2026-10","results":[{"service_level":"offer/compute","organisation":"acme",\
        "measurable":true,"availability":"99.8434","target":"99.9","met":false,\
        "credit_percent":"0.05659","credit_amount":"0.00","claim_deadline":"2026-11-03",\
        "claims":[],\
        "components":[{"component":"fr1/az05/compute/a","measurable":true,\
        "period_seconds":"2682000","up_seconds":"2677800","down_seconds":"4200",\
        "maintenance_down_seconds":"0","maintenance_up_seconds":"0","unknown_seconds":"0",\
        "availability":"99.8434","availability_including_maintenance":"99.8434",\
        "availability_excluding_maintenance":"99.8434","outages":[\
        {"from":"2026-10-04T00:50:00Z","to":"2026-10-04T02:00:00Z","counted_seconds":"4200",\
        "reason":null,"tickets":["INC-1"]}]},\
        {"component":"fr1/az05/compute/b","measurable":true,"period_seconds":"2682000",\
        "up_seconds":"2682000","down_seconds":"0","maintenance_down_seconds":"0",\
        "maintenance_up_seconds":"0","unknown_seconds":"0","availability":"100",\
        "availability_including_maintenance":"100","availability_excluding_maintenance":"100",\
        "outages":[]}]}]}

        """)
    let csv = try releve(report + ["--format", "csv"]).output.split(separator: "\n")
    #expect(csv.count == 3)
    #expect(
      csv[1] == "acme,offer/compute,99.9,false,fr1/az05/compute/a,2682000,2677800,4200,0,0,0,"
        + "99.8434,99.8434,99.8434,1")
    let table = report + ["--format", "table"]
    let english = try releve(table).output
    #expect(english.hasPrefix("SERVICE LEVELS October 2026\n"))
    for words in [
      "ACME SAS (acme)", "99.8434%: MISSED", "1 h 10 min", "-25 min 18 s",
      "1 other component never down: 100%", "2026-10-04 02:50:00+02:00",
      "Without a declared component: acme offer/console",
    ] {
      #expect(english.contains(words), "\(english)")
    }
    #expect(try releve(table + ["--language", "fr"]).output.contains("MANQUÉ"))
    // No document was applied then.
    let before = try releve(report + ["--known-at", "2026-10-04T12:00:00Z"])
    #expect(before.output == "{\"period\":\"2026-10\",\"results\":[]}\n")
  }

  @Test func `reconciling tells who said what, and ends with 3 where someone should look`() throws {
    let releve = try program()
    let reconcile = ["sla", "reconcile", "--period", "2026-10", "--organisation", "acme"]
    let run = try releve(reconcile)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(#"{"matched":[{"ticket":"INC-1","outage":"o","#))
    #expect(run.output.contains(#""start_difference_seconds":"-600""#))
    let narrow = try releve(reconcile + ["--tolerance", "9", "--format", "table"])
    #expect(narrow.status == 3)
    #expect(narrow.output.contains("Tickets without an outage"))
    #expect(narrow.output.contains("Outages without a ticket"))
  }

  @Test func `what cannot be reported is told`() throws {
    let releve = Program(try MigratedDatabase.make())
    let nobody = try releve("sla", "report", "--period", "2026-10", "--organisation", "x")
    #expect(nobody.status == 1 && nobody.errors.contains("[unknown_organisation]"))
    let nothing = try releve("sla", "report", "--period", "2026-10")
    #expect(nothing.status == 0 && nothing.output == "{\"period\":\"2026-10\",\"results\":[]}\n")
    #expect(nothing.errors.contains("nothing to report for 2026-10"))
    #expect(try releve("sla", "report", "--period", "2026-13").status == 2)
    #expect(try releve("sla", "report", "--period", "2026-10", "--known-at", "now").status == 2)
    let wrong = try releve("sla", "reconcile", "--period", "2026-10", "--tolerance", "-1")
    #expect(wrong.status == 2)
  }
}
