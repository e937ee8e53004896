import Capacity
import Decimals

extension CapacityText {
  var unused: [String] {
    let unused = report.unused
    guard !unused.disks.isEmpty || !unused.snapshots.isEmpty else { return [] }
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    var table = TextTable([
      .init(words.what), .init(words.name), .init(words.belongsTo), .init(words.since),
      .init(words.gibibyte, number),
    ])
    for disk in unused.disks {
      table.add([
        words.kind(.disk), disk.name, disk.repository?.name ?? "", "", words.gibibytes(disk.size),
      ])
    }
    for item in unused.snapshots {
      table.add([
        words.kind(.snapshot), item.snapshot.name, item.machine?.name ?? item.snapshot.machineID,
        words.shortTime(item.createdAt), words.gibibytes(item.size),
      ])
    }
    return [words.unusedTitle.uppercased()] + table.lines(indent: 2)
  }

  /// The machines, pool by pool.
  var machines: [[String]] {
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    return report.machinesByPool.map { pool, items in
      var table = TextTable([
        .init(words.machine), .init(words.stateTitle), .init(words.priorityTitle),
        .init("vCPU", .right), .init("\(words.memory), \(words.gibibyte)", number),
        .init(words.disks, .right), .init("\(words.storage), \(words.gibibyte)", number),
        .init(words.adapters, .right), .init(words.backupTitle), .init(words.lastBackup),
        .init(words.replicationTitle),
      ])
      for item in items {
        let machine = item.machine
        table.add([
          machine.name, words.state(machine), words.priority(machine.priority),
          words.count(machine.cpus), words.gibibytes(machine.memory),
          words.count(item.disks.count), words.gibibytes(item.storage),
          words.count(item.adapterCount), words.protection(of: item),
          item.lastBackup?.madeAt.map(words.shortTime) ?? "",
          item.replicationPolicies.map(\.name).joined(separator: ", "),
        ])
      }
      let title = "\(words.machines.uppercased()) · \(pool)".escapedForTerminal()
      return [title] + table.lines(indent: 2)
    }
  }

  var replication: [String] {
    guard !report.replication.isEmpty else { return [] }
    var table = TextTable([
      .init(words.policy), .init(words.interval, .right), .init(words.effective, .right),
      .init(words.result), .init(words.target), .init(words.machines),
    ])
    for item in report.replication {
      table.add([
        item.policy.name, item.policy.intervalMinutes.map(words.duration) ?? words.none,
        item.effectiveMinutes.map(words.duration) ?? words.none, words.verdict(of: item),
        words.target(of: item.policy), words.names(item.machines.map(\.name)),
      ])
    }
    return [words.replicationTitle.uppercased()] + table.lines(indent: 2)
  }

  var backup: [String] {
    guard !report.backup.isEmpty else { return [] }
    var table = TextTable([
      .init(words.policy), .init(words.zoneTitle), .init(words.schedule),
      .init(words.kept, .right), .init(words.nextRun), .init(words.lastBackup),
      .init(words.machines, .right), .init(words.skippedTitle, .right),
      .init(words.missingTitle, .right),
    ])
    for item in report.backup {
      table.add([
        item.policy.name, item.policy.zone?.name ?? "", words.schedule(of: item),
        words.kept(by: item), item.nextRun.map(words.shortTime) ?? words.none,
        item.lastBackup.map(words.shortTime) ?? words.none, words.count(item.machines.count),
        words.skipped(by: item), words.count(item.missing.count),
      ])
    }
    return [words.backupTitle.uppercased()] + table.lines(indent: 2)
  }
}
