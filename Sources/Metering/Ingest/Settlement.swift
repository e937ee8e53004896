/// Decides what becomes of a batch's events, given what the database knows of their identities.
/// Pure: the same batch and knowledge give the same outcome.
struct Settlement {
  private(set) var accepted: [PendingEvent] = []
  private(set) var duplicates = 0
  /// Other content under a known identity: the first one stands.
  private(set) var conflicts: [PendingEvent] = []
  /// Voids whose target is a void itself.
  private(set) var unknownTargets: [PendingEvent] = []

  /// All of a batch whose events are known to be new.
  init(allNew events: [PendingEvent]) { accepted = events }

  /// `known` holds the stored content by identity, `voids` the identities among them, and among the
  /// targets, that are voids.
  init(_ events: [PendingEvent], known: [UInt128: UInt128], voids: Set<UInt128>) {
    var contents = known
    var voids = voids
    for event in events {
      // A void that was accepted before its target turned out to be a void is a duplicate.
      if let target = event.target, contents[event.identity] != event.content,
        voids.contains(target) || target == event.identity
      {
        unknownTargets.append(event)
        continue
      }
      switch contents[event.identity] {
      case nil:
        contents[event.identity] = event.content
        if event.target != nil { voids.insert(event.identity) }
        accepted.append(event)
      case event.content:
        duplicates += 1
      default:
        conflicts.append(event)
      }
    }
  }
}
