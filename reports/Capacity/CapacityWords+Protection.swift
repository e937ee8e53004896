import Capacity

extension CapacityWords {
  /// The policies that back a machine up, or that there is none.
  func protection(of item: MachineCapacity) -> String {
    let enabled = item.backupPolicies.filter(\.isEnabled)
    if !enabled.isEmpty { return enabled.map(\.name).joined(separator: ", ") }
    return item.backupPolicies.isEmpty
      ? pick("AUCUNE", "NONE") : item.backupPolicies.map(\.name).joined(separator: ", ")
  }

  func verdict(of item: ReplicationState) -> String {
    guard let run = item.policy.lastRun else { return pick("jamais", "never") }
    guard item.effectiveMinutes != nil else { return run.status }
    return item.isLate ? pick("EN RETARD", "LATE") : pick("à l'heure", "on time")
  }

  func target(of policy: ReplicationPolicy) -> String {
    [policy.zone?.name, policy.pool?.name, policy.repository?.name].compactMap(\.self)
      .joined(separator: " / ")
  }

  func schedule(of item: BackupState) -> String {
    let active = item.policy.schedulers.filter { !$0.isDisabled }
    guard item.policy.isEnabled, !active.isEmpty else { return pick("aucune", "none") }
    return active.map { "\($0.cron) \($0.zone)" }.joined(separator: ", ")
  }

  func kept(by item: BackupState) -> String {
    guard item.policy.isEnabled else { return none }
    return item.policy.schedulers.filter { !$0.isDisabled }.map { count($0.retention) }
      .joined(separator: ", ")
  }

  func skipped(by item: BackupState) -> String {
    item.cycleCount == 0
      ? none
      : pick(
        "\(item.skipped.count) sur \(item.cycleCount)",
        "\(item.skipped.count) of \(item.cycleCount)")
  }
}
