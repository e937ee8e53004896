/// An event that was made of a resource before.
struct RecordedEvent: Hashable {
  let eventID: Int64
  let event: LevelEvent
  let generation: Int32
  let id: String
  let isCancelled: Bool
}

/// What is wanted less what was recorded: the past follows a map that is mended, as what is billed
/// follows what is owed. Pure.
struct EventDifference {
  /// Events that are to be recorded, each with its generation.
  private(set) var added: [(event: LevelEvent, generation: Int32)] = []
  /// Events that are wanted no more.
  private(set) var cancelled: [RecordedEvent] = []

  init(wanted: [LevelEvent], recorded: [RecordedEvent]) {
    var generations: [LevelEvent: Int32] = [:]
    var standing: Set<LevelEvent> = []
    for one in recorded {
      generations[one.event] = max(generations[one.event] ?? 0, one.generation)
      if !one.isCancelled { standing.insert(one.event) }
    }
    for event in wanted where !standing.contains(event) {
      added.append((event, (generations[event] ?? 0) + 1))
    }
    let wanted = Set(wanted)
    cancelled = recorded.filter { !$0.isCancelled && !wanted.contains($0.event) }
  }
}
