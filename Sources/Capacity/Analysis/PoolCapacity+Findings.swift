import Decimals

extension PoolCapacity {
  func findings(_ estate: Estate) -> [Finding] {
    guard estate.knows(.hosts) else { return [] }
    var findings = hosts.flatMap(\.findings) + clusterFindings
    if estate.knows(.virtualMachines) { findings += memoryFindings + restartFindings }
    if pool.isHighlyAvailable { findings += availabilityFindings(estate) }
    return findings
  }

  private var subject: Finding.Subject { .init(kind: .pool, id: pool.id, name: pool.name) }

  private var clusterFindings: [Finding] {
    var findings: [Finding] = []
    if classes.count > 1 {
      findings.append(
        Finding(
          .poolMixedClasses, subject, measured: .count(classes.count), limit: .count(1),
          names: classes.map(\.product)))
    }
    if hosts.count > Self.hostsMax {
      findings.append(
        Finding(
          .poolTooManyHosts, subject, measured: .count(hosts.count), limit: .count(Self.hostsMax)))
    }
    if !hosts.isEmpty, installed < installedMin {
      findings.append(
        Finding(
          .poolMemoryOutOfBounds, subject, measured: .size(installed), limit: .size(installedMin)))
    } else if let installedMax, installed > installedMax {
      findings.append(
        Finding(
          .poolMemoryOutOfBounds, subject, measured: .size(installed), limit: .size(installedMax)))
    }
    return findings
  }

  private var memoryFindings: [Finding] {
    var findings: [Finding] = []
    if let percent = allocatedPercent {
      let hundredths = Int128(allocated.bytes) * 100
      let console = Self.consoleLinesPercent.max() ?? Self.memoryLinePercent
      if hundredths > Int128(physical.bytes) * Int128(Self.memoryLinePercent) {
        findings.append(
          Finding(
            .poolMemoryAboveLine, subject, measured: .percent(percent),
            limit: .percent(DecimalNumber(Self.memoryLinePercent))))
      } else if hundredths >= Int128(physical.bytes) * Int128(console) {
        findings.append(
          Finding(
            .poolMemoryNearLine, subject, measured: .percent(percent),
            limit: .percent(DecimalNumber(console))))
      }
    }
    if headroomAfterLoss < .zero {
      findings.append(
        Finding(
          .poolWithoutHeadroom, subject, measured: .size(allocated),
          limit: .size(physicalAfterLoss)))
    }
    return findings
  }

  private var restartFindings: [Finding] {
    var findings: [Finding] = []
    let restart = count(of: .restart)
    if !pool.isHighlyAvailable {
      if restart > 0 {
        findings.append(Finding(.haOffForRestart, subject, measured: .count(restart)))
      }
      return findings
    }
    guard let loss else { return [] }
    if !loss.restartNotStarted.isEmpty {
      findings.append(
        Finding(
          loss.isProven ? .restartDoesNotStart : .restartMayNotStart, subject,
          measured: .count(loss.restartNotStarted.count), limit: .text(loss.host.name),
          names: loss.restartNotStarted.map(\.name)))
    }
    if !loss.bestEffortNotStarted.isEmpty {
      findings.append(
        Finding(
          .bestEffortDoesNotStart, subject, measured: .count(loss.bestEffortNotStarted.count),
          limit: .text(loss.host.name), names: loss.bestEffortNotStarted.map(\.name)))
    }
    return findings
  }

  private func availabilityFindings(_ estate: Estate) -> [Finding] {
    var findings: [Finding] = []
    if connectedCount < Self.hostsMin {
      findings.append(
        Finding(
          .haTooFewHosts, subject, measured: .count(connectedCount), limit: .count(Self.hostsMin)))
    }
    guard estate.knows(.storageRepositories) else { return findings }
    if !hasSharedStorage { findings.append(Finding(.haWithoutSharedStorage, subject)) }
    guard estate.knows(.virtualDisks) else { return findings }
    if !localDiscs.isEmpty {
      findings.append(Finding(.haLocalDisc, subject, names: localDiscs.map(\.name)))
    }
    if !unplacedDiscs.isEmpty {
      findings.append(Finding(.haUnplacedDisc, subject, names: unplacedDiscs.map(\.name)))
    }
    return findings
  }
}
