public import Calendars
public import Capacity
public import Catalogue
import Decimals

/// A report on capacity as an HTML page: what is wrong, then each pool with a bar of its memory,
/// storage, machines, replication and backup.
public struct CapacityPage {
  let report: CapacityReport
  let words: CapacityWords
  private let organisation: Organisation?

  /// Times are in a zone.
  public init(
    _ report: CapacityReport, organisation: Organisation?, in language: Language, zone: Zone
  ) {
    self.report = report
    self.organisation = organisation
    words = CapacityWords(language: language, zone: zone)
  }

  /// The whole page.
  public func html() throws -> String {
    let title = "\(words.title) · \(report.tenant)"
    var page = WebPage(
      language: words.language,
      title: organisation.map { "\(title) · \($0.legalName)" } ?? title)
    let counts = [Finding.Severity.warning, .info].map { severity in
      words.severityCount(report.count(of: severity), severity)
    }
    page.blocks = [
      WebHeading(
        brand: organisation?.legalName, text: title,
        sum: (
          words.findings, words.severityCount(report.count(of: .critical), .critical),
          counts.joined(separator: " · ")
        )),
      WebFacts(layout: .across, facts: facts),
    ]
    page.blocks += report.pools.compactMap(gauge) + [findings]
    if !report.pools.isEmpty { page.blocks.append(WebTitle(level: 2, text: words.pools)) }
    for pool in report.pools { page.blocks += blocks(of: pool) }
    page.blocks += storage + forecasts + reserved + machines + protection
    return try page.html()
  }

  private var facts: [(name: String, value: String)] {
    let machines = report.machines
    let protected = machines.count(where: \.isProtected)
    let block = report.repositories.filter(\.repository.isBlock)
    let allocated = block.reduce(DataSize.zero) { $0 + $1.repository.capacity }
    let used = block.reduce(DataSize.zero) { $0 + $1.repository.used }
    let running = machines.count { $0.machine.isRunning }
    // What the head says of findings is told above.
    return words.headFacts(of: report, nil).filter { $0.name != words.findings } + [
      (
        words.machines,
        words.pick(
          "\(machines.count), dont \(running) en marche et \(protected) sauvegardées",
          "\(machines.count), of which \(running) run and \(protected) are backed up")
      ),
      (
        words.storage,
        words.pick(
          "\(words.size(used)) sur \(words.size(allocated))",
          "\(words.size(used)) of \(words.size(allocated))")
      ),
    ]
  }

  private var findings: any WebBlock {
    guard !report.findings.isEmpty else { return WebNotes(paragraphs: [words.noFindings]) }
    let rows = report.findings.map { finding in
      WebTable.Row(
        [
          .init(words.severity(finding.severity)),
          .init(finding.subject.name, details: [words.kind(finding.subject.kind)]),
          .init(
            words.message(finding), details: ["\(finding.rule) · \(finding.code.rawValue)"]),
        ], className: finding.severity.rawValue)
    }
    return WebTable(
      caption: words.findings,
      columns: [
        .init(words.severityTitle), .init(words.subject, isHeader: true, className: "code"),
        .init(words.finding),
      ], groups: [.init(rows: rows)], className: "dense findings")
  }

  /// A pool's memory: what is allocated, the line that it should not cross, and what is left when
  /// the largest host is lost.
  private func gauge(of item: PoolCapacity) -> (any WebBlock)? {
    guard item.physical > .zero else { return nil }
    let line = PoolCapacity.memoryLinePercent
    return WebGauge(
      text: "\(name(of: item))\(words.colon)\(words.memoryFact(of: item))",
      taken: hundredths(item.allocated, of: item.physical),
      limit: .init(place: line, mark: words.percent(DecimalNumber(line))),
      other: .init(
        place: hundredths(item.physicalAfterLoss, of: item.physical),
        mark: words.pick("sans une lame", "one host lost")),
      ticks: PoolCapacity.consoleLinesPercent)
  }

  private func name(of item: PoolCapacity) -> String {
    item.pool.label.isEmpty ? item.pool.name : item.pool.label
  }

  private func blocks(of item: PoolCapacity) -> [any WebBlock] {
    var blocks: [any WebBlock] = [
      WebTitle(
        level: 3, text: name(of: item),
        note: [item.pool.name, item.pool.zone?.name ?? ""].joined(separator: " · "))
    ]
    blocks.append(WebFacts(layout: .down, facts: words.facts(of: item)))
    if !item.hosts.isEmpty { blocks.append(hosts(of: item)) }
    return blocks
  }

  private func hosts(of item: PoolCapacity) -> WebTable {
    let rows = item.hosts.map { host in
      let memory = host.host.memory ?? .zero
      let share = host.allocated.percent(of: memory)
      var bar = WebTable.Cell(share.map(words.percent) ?? "")
      bar.bar = min(hundredths(host.allocated, of: memory), 100)
      bar.barClass = isAboveLine(host.allocated, of: memory) ? "down" : ""
      return WebTable.Row([
        .init(host.host.name), .init(words.state(host.host)),
        .init(words.count(host.machineCount)),
        .init("\(words.gibibytes(host.allocated)) / \(words.gibibytes(memory))"), bar,
      ])
    }
    return WebTable(
      caption: "\(words.hosts) · \(item.pool.name)", isCaptionHidden: true,
      columns: [
        .init(words.host, isHeader: true, className: "code"), .init(words.stateTitle),
        .init(words.machines, .right), .init("\(words.memory), \(words.gibibyte)", .right),
        .init(words.allocated, className: "bars"),
      ], groups: [.init(rows: rows)], className: "dense")
  }

  private func isAboveLine(_ size: DataSize, of whole: DataSize) -> Bool {
    Int128(size.bytes) * 100 > Int128(whole.bytes) * Int128(PoolCapacity.memoryLinePercent)
  }

  /// Half up.
  func hundredths(_ size: DataSize, of whole: DataSize) -> Int {
    Int(size.percent(of: whole, decimals: 0)?.coefficient ?? 0)
  }
}
