import Capacity
import Decimals

extension CapacityPage {
  var storage: [any WebBlock] {
    let block = report.repositories.filter(\.repository.isBlock)
    guard !block.isEmpty else { return [] }
    let number = WebTable.Alignment.decimal(mark: words.style.decimalMark)
    let rows = block.map { item in
      let repository = item.repository
      var bar = WebTable.Cell(item.usedPercent.map(words.percent) ?? "")
      bar.bar = hundredths(repository.used, of: repository.capacity)
      bar.barClass = bar.bar ?? 0 >= RepositoryCapacity.linesPercent.nearlyFull ? "down" : ""
      return WebTable.Row([
        .init(repository.name, details: [words.className(of: item)]), bar,
        .init(words.gibibytes(repository.capacity)), .init(words.gibibytes(repository.free)),
        .init(
          words.gibibytes(item.freeMin),
          className: repository.free < item.freeMin ? "bad" : ""),
        .init(item.iops.map(words.count) ?? words.none),
        .init(item.storageClass.known?.throughputMax.map(words.count) ?? words.none),
        .init(words.count(item.disks.count)),
      ])
    }
    let others = report.repositories.count - block.count
    let note: [any WebBlock] =
      others == 0 ? [] : [WebNotes(paragraphs: [words.otherRepositories(others)])]
    return [
      WebTitle(level: 2, text: words.storage),
      WebTable(
        caption: words.storage, isCaptionHidden: true,
        columns: [
          .init(words.repository, isHeader: true, className: "code"), .init(words.used),
          .init("\(words.allocated), \(words.gibibyte)", number),
          .init("\(words.free), \(words.gibibyte)", number),
          .init(words.snapshotNeed.sentenceBegun, number), .init("IOPS", .right),
          .init(words.throughput, .right), .init(words.disks, .right),
        ], groups: [.init(rows: rows)], className: "dense"),
    ] + note + (report.reserved == nil ? unused : [])
  }

  private var unused: [any WebBlock] {
    let unused = report.unused
    guard !unused.disks.isEmpty || !unused.snapshots.isEmpty else { return [] }
    let disks = unused.disks.map { disk in
      WebTable.Row([
        disk.name, words.kind(.disk), disk.repository?.name ?? "", "",
        words.gibibytes(disk.size),
      ])
    }
    let snapshots = unused.snapshots.map { item in
      WebTable.Row([
        item.snapshot.name, words.kind(.snapshot), item.machine?.name ?? item.snapshot.machineID,
        words.shortTime(item.createdAt), words.gibibytes(item.size),
      ])
    }
    return [
      WebTable(
        caption: words.unusedTitle,
        columns: [
          .init(words.name, isHeader: true, className: "code"), .init(words.what),
          .init(words.belongsTo, className: "code"), .init(words.since, .unbroken),
          .init(words.gibibyte, .decimal(mark: words.style.decimalMark)),
        ], groups: [.init(rows: disks + snapshots)], className: "dense")
    ]
  }

  var machines: [any WebBlock] {
    guard !report.machines.isEmpty else { return [] }
    let number = WebTable.Alignment.decimal(mark: words.style.decimalMark)
    let groups = report.machinesByPool.map { pool, items in
      WebTable.Group(title: pool, rows: items.map(row))
    }
    return [
      WebTitle(level: 2, text: words.machines),
      WebTable(
        caption: words.machines, isCaptionHidden: true,
        columns: [
          .init(words.machine, .unbroken, isHeader: true), .init(words.stateTitle, .unbroken),
          .init(words.priorityTitle, .unbroken), .init("vCPU", .right),
          .init("\(words.memory), \(words.gibibyte)", number), .init(words.disks, .right),
          .init("\(words.storage), \(words.gibibyte)", number), .init(words.adapters, .right),
          .init(words.backupTitle, className: "code"), .init(words.replicationTitle),
        ], groups: groups, className: "dense"),
    ]
  }

  private func row(of item: MachineCapacity) -> WebTable.Row {
    let machine = item.machine
    return WebTable.Row([
      .init(machine.name), .init(words.state(machine)), .init(words.priority(machine.priority)),
      .init(words.count(machine.cpus)), .init(words.gibibytes(machine.memory)),
      .init(words.count(item.disks.count)), .init(words.gibibytes(item.storage)),
      .init(words.count(item.adapterCount)),
      .init(
        words.protection(of: item),
        details: item.lastBackup?.madeAt.map { [words.shortTime($0)] } ?? [],
        className: item.backupPolicies.isEmpty ? "bad" : ""),
      .init(item.replicationPolicies.map(\.name).joined(separator: ", ")),
    ])
  }

  var protection: [any WebBlock] {
    var blocks: [any WebBlock] = []
    if !report.replication.isEmpty || !report.backup.isEmpty {
      blocks.append(
        WebTitle(level: 2, text: "\(words.replicationTitle) · \(words.backupTitle.lowercased())"))
    }
    if !report.replication.isEmpty { blocks.append(replication) }
    if !report.backup.isEmpty { blocks.append(backup) }
    return blocks
  }

  private var replication: WebTable {
    let rows = report.replication.map { item in
      WebTable.Row([
        .init(item.policy.name),
        .init(item.policy.intervalMinutes.map(words.duration) ?? words.none),
        .init(item.effectiveMinutes.map(words.duration) ?? words.none),
        .init(words.verdict(of: item), className: item.isLate ? "bad" : ""),
        .init(words.target(of: item.policy)),
        .init(item.machines.map(\.name).joined(separator: ", ")),
      ])
    }
    return WebTable(
      caption: words.replicationTitle,
      columns: [
        .init(words.policy, isHeader: true), .init(words.interval, .right),
        .init(words.effective, .right), .init(words.result, .unbroken),
        .init(words.target, className: "code"), .init(words.machines, className: "code"),
      ], groups: [.init(rows: rows)], className: "dense")
  }

  private var backup: WebTable {
    let rows = report.backup.map { item in
      WebTable.Row([
        .init(item.policy.name, details: item.policy.zone.map { [$0.name] } ?? []),
        .init(words.schedule(of: item)), .init(words.kept(by: item)),
        .init(item.nextRun.map(words.shortTime) ?? words.none),
        .init(item.lastBackup.map(words.shortTime) ?? words.none),
        .init(words.count(item.machines.count)),
        .init(words.skipped(by: item), className: item.skipped.isEmpty ? "" : "bad"),
        .init(words.count(item.missing.count), className: item.missing.isEmpty ? "" : "bad"),
      ])
    }
    return WebTable(
      caption: words.backupTitle,
      columns: [
        .init(words.policy, isHeader: true, className: "code"), .init(words.schedule),
        .init(words.kept, .right), .init(words.nextRun, .unbroken),
        .init(words.lastBackup, .unbroken), .init(words.machines, .right),
        .init(words.skippedTitle, .right), .init(words.missingTitle, .right),
      ], groups: [.init(rows: rows)], className: "dense")
  }
}

extension String {
  /// With a capital at its beginning.
  fileprivate var sentenceBegun: String { prefix(1).uppercased() + dropFirst() }
}
