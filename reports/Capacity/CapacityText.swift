public import Calendars
public import Capacity
public import Catalogue
import Decimals

/// A report on capacity as a person reads it in a terminal: what is wrong first, then pools,
/// storage, machines, replication and backup.
public struct CapacityText {
  let report: CapacityReport
  let words: CapacityWords
  private let organisation: Organisation?
  let width: Int

  /// Times are in a zone; what is no table is broken at `width` cells.
  public init(
    _ report: CapacityReport, organisation: Organisation?, in language: Language, zone: Zone,
    width: Int
  ) {
    self.report = report
    self.organisation = organisation
    words = CapacityWords(language: language, zone: zone)
    self.width = max(width, 60)
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    var sections = [head, findings] + pools + [storage]
    if report.reserved == nil { sections.append(unused) }
    sections += [forecasts] + reserved + machines + [replication, backup]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var head: [String] {
    let title = "\(words.pick("CAPACITÉ", "CAPACITY")) \(report.tenant)".escapedForTerminal()
    var facts = TextTable([.init(""), .init("")])
    for fact in words.headFacts(of: report, organisation) { facts.add([fact.name, fact.value]) }
    return [title, String(repeating: "═", count: title.displayWidth)]
      + facts.lines(withHead: false)
  }

  private var findings: [String] {
    guard !report.findings.isEmpty else { return [words.noFindings] }
    var lines = [words.findings.uppercased()]
    for finding in report.findings {
      let head =
        "\(words.severity(finding.severity).uppercased()) · \(finding.rule) ·"
        + " \(words.kind(finding.subject.kind)) \(finding.subject.name) · \(finding.code.rawValue)"
      lines.append("  " + head.escapedForTerminal())
      lines += words.message(finding).escapedForTerminal().wrapped(to: width - 6)
        .map { "      \($0)" }
    }
    return lines
  }

  private var pools: [[String]] {
    report.pools.map { item in
      var facts = TextTable([.init(""), .init("")])
      for fact in words.facts(of: item) { facts.add([fact.name, fact.value]) }
      return ["POOL \(words.title(of: item))".escapedForTerminal()]
        + facts.lines(indent: 2, withHead: false)
        + hosts(of: item)
    }
  }

  private func hosts(of item: PoolCapacity) -> [String] {
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    var table = TextTable([
      .init(words.host), .init(words.stateTitle), .init(words.machines, .right),
      .init("\(words.allocated), \(words.gibibyte)", number),
      .init("\(words.physical), \(words.gibibyte)", number), .init("%", number),
    ])
    for host in item.hosts {
      let memory = host.host.memory
      table.add([
        host.host.name, words.state(host.host), words.count(host.machineCount),
        words.gibibytes(host.allocated), memory.map(words.gibibytes) ?? "",
        memory.flatMap { host.allocated.percent(of: $0) }.map { words.style.text($0.plain) } ?? "",
      ])
    }
    return item.hosts.isEmpty ? [] : table.lines(indent: 2)
  }

  private var storage: [String] {
    let block = report.repositories.filter(\.repository.isBlock)
    guard !block.isEmpty else { return [] }
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    var table = TextTable([
      .init(words.repository), .init(words.classTitle),
      .init("\(words.allocated), \(words.gibibyte)", number), .init(words.used + " %", number),
      .init("\(words.free), \(words.gibibyte)", number),
      .init("\(words.snapshotNeed), \(words.gibibyte)", number), .init("IOPS", .right),
      .init(words.throughput, .right), .init(words.disks, .right),
    ])
    for item in block {
      table.add([
        item.repository.name, words.className(of: item),
        words.gibibytes(item.repository.capacity),
        item.usedPercent.map { words.style.text($0.plain) } ?? "",
        words.gibibytes(item.repository.free), words.gibibytes(item.freeMin),
        item.iops.map(words.count) ?? words.none,
        item.storageClass.known?.throughputMax.map(words.count) ?? words.none,
        words.count(item.disks.count),
      ])
    }
    let others = report.repositories.count - block.count
    return [words.storage.uppercased()] + table.lines(indent: 2)
      + (others == 0 ? [] : ["  " + words.otherRepositories(others)])
  }
}
