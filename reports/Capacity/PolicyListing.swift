public import Calendars
public import Capacity
public import Catalogue

/// The provider's views of policies and replicas as rows: with its console's columns in tables and
/// CSV (rule F5), and keys of our own for programs.
public struct PolicyListing {
  private let reports: [CapacityReport]
  private let words: CapacityWords
  private let isForPrograms: Bool

  /// Columns are called in a language, as the console does; JSON's keys are in English.
  public init(
    _ reports: [CapacityReport], in language: Language, zone: Zone, format: Listing.Format
  ) {
    self.reports = reports
    words = CapacityWords(language: language, zone: zone)
    isForPrograms = format == .json || format == .ndjson
  }

  /// A row for each replication policy.
  public var replicationPolicies: Listing {
    var listing = Listing(
      titles([
        ("Nom", "Name"), ("Fréquence", "Frequency"),
        ("Zone de disponibilité", "Availability zone"), ("Pool", "Pool"),
        ("Block Storage", "Block Storage"),
      ]))
    for item in reports.flatMap(\.replication) {
      let policy = item.policy
      listing.add(
        [
          policy.name, policy.intervalMinutes.map(words.frequency), policy.zone?.name,
          policy.pool?.name, policy.repository?.name,
        ].map { $0.map { .text($0) } ?? .absent })
    }
    return listing
  }

  /// A row for each machine and policy by which it is replicated: zone and pool of the machine;
  /// zone, pool and storage of its copy.
  public var replicas: Listing {
    var listing = Listing(
      titles([
        ("Nom", "Name"), ("Emplacement Source", "Source location"),
        ("Emplacement Cible", "Target location"), ("Politique", "Policy"),
      ]))
    for item in reports.flatMap(\.machines) {
      let machine = item.machine
      for policy in item.replicationPolicies {
        listing.add([
          .text(machine.name), .text(place(machine.zone, machine.pool)),
          .text(place(policy.zone, policy.pool, policy.repository)), .text(policy.name),
        ])
      }
    }
    return listing
  }

  /// A row for each scheduler of a backup policy.
  public var backupPolicies: Listing {
    var listing = Listing(
      titles([
        ("Nom", "Name"), ("Zone de disponibilité", "Availability zone"), ("Mode", "Mode"),
        ("Planification", "Schedule"), ("Fuseau horaire", "Time zone"),
        ("Rétention", "Retention"), ("Machines", "Machines"), ("Active", "Enabled"),
        ("Prochaine exécution", "Next run"), ("Dernière sauvegarde", "Last backup"),
      ]))
    for item in reports.flatMap(\.backup) {
      for scheduler in item.policy.schedulers {
        let isEnabled = item.policy.isEnabled && !scheduler.isDisabled
        listing.add([
          .text(item.policy.name), item.policy.zone.map { .text($0.name) } ?? .absent,
          .text(item.policy.mode), .text(scheduler.cron), .text(scheduler.zone),
          .integer(scheduler.retention), .integer(item.machines.count),
          .text(isForPrograms ? String(isEnabled) : words.yes(isEnabled)),
          item.nextRun.map(time) ?? .absent, item.lastBackup.map(time) ?? .absent,
        ])
      }
    }
    return listing
  }

  private func time(_ instant: Instant) -> Listing.Cell {
    .text(isForPrograms ? instant.description : words.shortTime(instant))
  }

  private func place(_ parts: ProviderReference?...) -> String {
    parts.compactMap { $0?.name }.joined(separator: " / ")
  }

  private func titles(_ titles: [(french: String, english: String)]) -> [String] {
    titles.map { title in
      isForPrograms
        ? title.english.lowercased().replacing(" ", with: "_")
        : words.pick(title.french, title.english)
    }
  }
}

extension CapacityWords {
  /// An interval as the console tells it.
  func frequency(_ minutes: Int) -> String {
    guard minutes.isMultiple(of: 60), minutes > 0 else {
      return "\(minutes) minute\(minutes == 1 ? "" : "s")"
    }
    let hours = minutes / 60
    return pick("\(hours) heure", "\(hours) hour") + (hours == 1 ? "" : "s")
  }

  func yes(_ flag: Bool) -> String { flag ? pick("oui", "yes") : pick("non", "no") }
}
