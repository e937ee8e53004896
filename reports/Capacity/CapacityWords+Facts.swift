import Calendars
import Capacity
import Catalogue
import Decimals

extension CapacityWords {
  /// What stands at the head of a report.
  func headFacts(
    of report: CapacityReport, _ organisation: Organisation?
  ) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    if let organisation {
      facts.append(("Organisation", "\(organisation.legalName) (\(organisation.name))"))
    }
    facts.append(
      (pick("Relevé du", "Snapshot"), "\(time(report.takenAt)) (\(zone.name))"))
    facts.append(
      (
        pick("Carte", "Map"),
        report.map ?? pick("aucune\u{A0}: aucune classe n'est connue", "none: no class is known")
      ))
    facts.append((findings, severityCounts(of: report)))
    if !report.earlierParts.isEmpty {
      let parts = report.earlierParts.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\($0.key.rawValue) (\(time($0.value)))" }
      facts.append((pick("Relevé avant", "Read before"), names(parts, max: 20)))
    }
    if !report.missingParts.isEmpty {
      facts.append(
        (
          pick("Non relevé", "Not read"),
          names(report.missingParts.map(\.rawValue), max: 20)
        ))
    }
    if report.unreadCount > 0 {
      facts.append(
        (
          pick("Illisibles", "Not readable"),
          pick(
            "\(report.unreadCount) objets, qui manquent ci-dessous",
            "\(report.unreadCount) objects, which are missing below")
        ))
    }
    return facts
  }

  func severityCounts(of report: CapacityReport) -> String {
    Finding.Severity.allCases.map { severityCount(report.count(of: $0), $0) }
      .joined(separator: " · ")
  }

  func title(of item: PoolCapacity) -> String {
    let parts = [item.pool.name, item.pool.label, item.pool.zone?.name ?? ""]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// What a pool comes to, without its hosts.
  func facts(of item: PoolCapacity) -> [(name: String, value: String)] {
    let classes = item.classes.map(classFact)
    var facts = [
      (classTitle, classes.isEmpty ? unknown : classes.joined(separator: ", ")),
      (hosts, hostFact(of: item)), (memory, memoryFact(of: item)),
      (pick("Mémoire installée", "Memory installed"), boundsFact(of: item)),
      (pick("Processeurs", "Processors"), processorFact(of: item)),
      (pick("Sans une lame", "One host lost"), headroomFact(of: item)),
    ]
    if let used = item.used {
      facts.insert(
        (
          pick("Occupée", "In use"),
          "\(size(used))" + (used.percent(of: item.physical).map { ", \(percent($0))" } ?? "")
            + pick(", hyperviseurs compris", ", hypervisors included")
        ), at: 3)
    }
    facts += lossFacts(of: item)
    return facts
  }

  private func classFact(_ blade: BladeClass) -> String {
    let facts = [
      blade.memory.map(size), blade.cores.map { pick("\($0) cœurs", "\($0) cores") },
      blade.threads.map { "\($0) threads" },
    ].compactMap(\.self)
    return blade.label.text(in: language)
      + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
  }

  private func hostFact(of item: PoolCapacity) -> String {
    let (hosts, connected) = (item.hosts.count, item.connectedCount)
    let state = pick(
      "\(connected) connectée\(connected == 1 ? "" : "s") sur \(hosts) (32 au plus)",
      "\(connected) of \(hosts) connected (32 at most)")
    let availability =
      item.pool.isHighlyAvailable
      ? pick("haute disponibilité active", "high availability on")
      : pick("sans haute disponibilité", "high availability off")
    return "\(state), \(availability)"
  }

  func memoryFact(of item: PoolCapacity) -> String {
    let share = item.allocatedPercent.map(percent) ?? none
    let line = PoolCapacity.memoryLinePercent
    let allowed = DataSize(
      bytes: Int64(Int128(item.physical.bytes) * Int128(line) / 100))
    let left = allowed - item.allocated
    let distance =
      left < .zero
      ? pick("\(size(.zero - left)) au-delà", "\(size(.zero - left)) above")
      : pick("\(size(left)) en deçà", "\(size(left)) below")
    return pick(
      "\(size(item.allocated)) alloués sur \(size(item.physical)), soit \(share) ;"
        + " \(distance) de la ligne de \(line)\u{A0}%",
      "\(size(item.allocated)) of \(size(item.physical)) allocated, \(share);"
        + " \(distance) the line of \(line)%")
  }

  private func boundsFact(of item: PoolCapacity) -> String {
    let most = item.installedMax.map(size) ?? "?"
    return pick(
      "\(size(item.installed)), entre \(size(item.installedMin)) et \(most)",
      "\(size(item.installed)), between \(size(item.installedMin)) and \(most)")
  }

  func processorFact(of item: PoolCapacity) -> String {
    guard let threads = item.threads, let ratio = item.virtualisationRatio else {
      return pick("\(item.processors) vCPU", "\(item.processors) vCPU")
    }
    return pick(
      "\(count(item.processors)) vCPU sur \(count(threads)) threads, soit"
        + " \(style.text(ratio.plain)) par thread",
      "\(count(item.processors)) vCPU on \(count(threads)) threads, \(style.text(ratio.plain)) a"
        + " thread")
  }

  private func headroomFact(of item: PoolCapacity) -> String {
    let headroom = item.headroomAfterLoss
    let rest = size(item.physicalAfterLoss)
    return headroom < .zero
      ? pick(
        "\(rest) physiques, il en manque \(size(.zero - headroom))",
        "\(rest) physical, \(size(.zero - headroom)) too little")
      : pick(
        "\(rest) physiques, dont \(size(headroom)) libres",
        "\(rest) physical, \(size(headroom)) of it free")
  }

  /// Whether machines start again; nothing of a pool without high availability, where none does.
  private func lossFacts(of item: PoolCapacity) -> [(String, String)] {
    guard item.pool.isHighlyAvailable, let loss = item.loss else { return [] }
    let kinds = [
      ("restart", loss.restartCount, loss.restartNotStarted),
      ("best-effort", loss.bestEffortCount, loss.bestEffortNotStarted),
    ]
    let how = pick(
      "placées par la mémoire libre, hyperviseur compris, les plus grandes d'abord",
      "placed by free memory, less the hypervisor's, the largest first")
    return [(pick("Pire perte", "Worst loss"), "\(loss.host.name) (\(how))")]
      + kinds.map { name, count, left in
        let started = pick(
          "\(count - left.count) sur \(count) redémarrent",
          "\(count - left.count) of \(count) start again")
        let rest = left.isEmpty ? "" : pick(" ; pas ", "; not ") + names(left.map(\.name))
        return ("  \(name)", started + rest)
      }
  }

  func className(of item: RepositoryCapacity) -> String {
    switch item.storageClass {
    case .known(let known): known.label.text(in: language)
    case .ignored(let reason): reason
    case .unmapped: unknown
    }
  }
}

extension CapacityReport {
  /// The machines by the names of their pools, in the order of the pools; last those of none.
  var machinesByPool: [(pool: String, machines: [MachineCapacity])] {
    let groups = Dictionary(grouping: machines) { $0.machine.pool?.id ?? "" }
    let known = pools.map { ($0.pool.name, groups[$0.pool.id] ?? []) }
    let ids = Set(pools.map(\.pool.id))
    let others = machines.filter { !ids.contains($0.machine.pool?.id ?? "") }
    return (known + [("–", others)]).filter { !$0.1.isEmpty }
  }
}
