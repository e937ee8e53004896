import Calendars
import Capacity
import Catalogue
import Decimals

/// The fixed words of a report on capacity, and how its figures are written.
struct CapacityWords {
  let language: Language
  /// In which times are told.
  let zone: Zone

  var style: NumberStyle { NumberStyle(language) }

  func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  /// A word of the provider's or the map's, as the language sets it apart.
  func quoted(_ word: String) -> String { pick("«\u{A0}\(word)\u{A0}»", "“\(word)”") }

  var colon: String { pick("\u{A0}: ", ": ") }

  /// In GiB, or from 1 TiB on in TiB, half up to one or two decimals. What is no whole multiple has
  /// the unit that tells more.
  func size(_ size: DataSize) -> String {
    let isLarge = abs(size.bytes) >= TiB.bytes
    let number =
      isLarge ? size.count(of: TiB.self, decimals: 2) : size.count(of: GiB.self, decimals: 1)
    return style.text(number.plain) + "\u{A0}" + (isLarge ? tebibyte : gibibyte)
  }

  /// In GiB alone, for columns.
  func gibibytes(_ size: DataSize) -> String {
    style.text(size.count(of: GiB.self, decimals: 1).plain)
  }

  /// The provider writes "Gio" and "Tio" in French (rule C6).
  var gibibyte: String { pick("Gio", "GiB") }
  var tebibyte: String { pick("Tio", "TiB") }

  func count(_ count: Int) -> String { style.text(String(count)) }

  func percent(_ percent: DecimalNumber) -> String {
    style.text(percent.plain) + pick("\u{A0}%", "%")
  }

  /// Minutes, or whole hours: `15 min`, `2 h`, `2 h 51 min`.
  func duration(minutes: Int) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60)
    if hours == 0 { return "\(rest)\u{A0}min" }
    return rest == 0 ? "\(hours)\u{A0}h" : "\(hours)\u{A0}h \(rest)\u{A0}min"
  }

  func days(_ days: Int) -> String {
    pick("\(days)\u{A0}jour", "\(days)\u{A0}day") + (days == 1 ? "" : "s")
  }

  /// To the minute, in the zone.
  func time(_ instant: Instant) -> String {
    let local = zone.localTime(of: instant)
    return "\(style.date(String(local.prefix(10)))) \(local.dropFirst(11).prefix(5))"
  }

  /// The same for columns.
  func shortTime(_ instant: Instant) -> String {
    String(zone.localTime(of: instant).prefix(16))
  }

  /// Names, of which the first are told and the rest is counted.
  func names(_ names: [String], max: Int = 8) -> String {
    let more = names.count - max
    guard more > 1 else { return names.joined(separator: ", ") }
    return names.prefix(max).joined(separator: ", ")
      + pick(" et \(more) de plus", " and \(more) more")
  }

  func measure(_ measure: Finding.Measure) -> String {
    switch measure {
    case .count(let count): self.count(count)
    case .size(let size): self.size(size)
    case .percent(let percent): self.percent(percent)
    case .minutes(let minutes): duration(minutes: minutes)
    case .days(let days): self.days(days)
    case .instant(let instant): time(instant)
    case .text(let text): text
    }
  }

  func severity(_ severity: Finding.Severity) -> String {
    switch severity {
    case .critical: pick("critique", "critical")
    case .warning: pick("à surveiller", "warning")
    case .info: pick("pour information", "note")
    }
  }

  func severityCount(_ count: Int, _ severity: Finding.Severity) -> String {
    let plural = count == 1 ? "" : "s"
    return switch severity {
    case .critical: pick("\(count) critique\(plural)", "\(count) critical")
    case .warning: pick("\(count) à surveiller", "\(count) warning\(plural)")
    case .info: pick("\(count) pour information", "\(count) note\(plural)")
    }
  }

  func kind(_ kind: Finding.Subject.Kind) -> String {
    switch kind {
    case .pool: pick("pool", "pool")
    case .host: pick("lame", "host")
    case .repository: pick("dépôt de stockage", "storage repository")
    case .machine: pick("machine", "machine")
    case .disk: pick("disque", "disk")
    case .snapshot: pick("instantané", "snapshot")
    case .backupPolicy: pick("politique de sauvegarde", "backup policy")
    case .replicationPolicy: pick("politique de réplication", "replication policy")
    }
  }

  func priority(_ priority: VirtualMachine.Priority?) -> String { priority?.rawValue ?? "?" }

  func state(_ machine: VirtualMachine) -> String {
    switch machine.powerState {
    case "Running": pick("en marche", "running")
    case "Halted": pick("arrêtée", "halted")
    case "Paused": pick("en pause", "paused")
    case "Suspended": pick("suspendue", "suspended")
    default: machine.powerState
    }
  }

  func state(_ host: Host) -> String {
    if host.isInMaintenance { return pick("en maintenance", "in maintenance") }
    return host.isConnected ? pick("connectée", "connected") : host.powerState
  }
}
