/// A host in a report: what it is, and what runs on it.
public struct HostCapacity: Hashable, Sendable {
  public let host: Host
  public let bladeClass: Classified<BladeClass>
  /// How many machines run on it.
  public let machineCount: Int
  /// The memory of those.
  public let allocated: DataSize

  init(_ host: Host, _ estate: Estate, machines: [VirtualMachine]) {
    self.host = host
    bladeClass = estate.bladeClass(of: host)
    let own = machines.filter { $0.host?.id == host.id }
    machineCount = own.count
    allocated = own.reduce(.zero) { $0 + $1.memory }
  }

  var findings: [Finding] {
    let subject = Finding.Subject(kind: .host, id: host.id, name: host.name)
    var findings: [Finding] = []
    if bladeClass == .unmapped { findings.append(Finding(.hostUnmapped, subject)) }
    if host.isInMaintenance {
      findings.append(Finding(.hostInMaintenance, subject))
    } else if !host.isConnected {
      findings.append(Finding(.hostNotRunning, subject, measured: .text(host.powerState)))
    }
    if let blade = bladeClass.known {
      if let expected = blade.memory, let found = host.memory, found != expected {
        findings.append(
          Finding(
            .hostDiffersFromClass, subject, measured: .size(found), limit: .size(expected)))
      }
      // The API says cores or threads: both are as they should be.
      let counts = [blade.cores, blade.threads].compactMap(\.self)
      if let found = host.cores, let most = counts.max(), !counts.contains(found) {
        findings.append(
          Finding(
            .hostDiffersFromClass, subject, measured: .text("\(found) CPU"),
            limit: .text("\(most) CPU")))
      }
    }
    return findings
  }
}
