import Calendars

/// What was said under an id, as it is stored.
struct RecordVersion: Equatable {
  let fact: ServiceFact
  let recordedAt: Instant?
  let isRetracted: Bool

  /// What a record says where this was said before; nil for a withdrawal that says nothing of
  /// nothing.
  init?(_ record: ServiceRecord, after last: RecordVersion?) {
    guard let fact = record.fact ?? last?.fact else { return nil }
    self.init(fact: fact, recordedAt: record.recordedAt, isRetracted: record.isRetracted)
  }

  init(fact: ServiceFact, recordedAt: Instant?, isRetracted: Bool) {
    self.fact = fact
    self.recordedAt = recordedAt
    self.isRetracted = isRetracted
  }

  /// Whether a record says nothing else. A withdrawal that says nothing but itself says nothing
  /// else than any other withdrawal.
  func says(_ record: ServiceRecord) -> Bool {
    guard isRetracted == record.isRetracted else { return false }
    guard let fact = record.fact else {
      return record.recordedAt == nil || record.recordedAt == recordedAt
    }
    return fact == self.fact && record.recordedAt == recordedAt
  }
}

/// What becomes of a record.
enum RecordOutcome: Equatable {
  /// It was said before.
  case unchanged
  /// It is the first version under its id.
  case added(RecordVersion)
  /// It is the next one.
  case amended(RecordVersion)
  /// It is the next one, and withdraws what was said.
  case retracted(RecordVersion)
  /// It withdraws what was never said.
  case unknown
}

/// Settles the records of one id, in their order, after what is stored of it. Pure.
///
/// An import may tell a history of several versions, and be run again. So the records may retell
/// the last versions that are stored: where they do, they are unchanged, and only what goes beyond
/// is new.
enum Settlement {
  /// The outcomes of `records`, which have one kind and id, one each.
  static func outcomes(
    of records: [ServiceRecord], after history: [RecordVersion]
  ) -> [RecordOutcome] {
    var best: (outcomes: [RecordOutcome], added: Int)?
    for start in history.indices + [history.endIndex] {
      guard let outcomes = retelling(records, history, from: start) else { continue }
      let added = outcomes.count { $0 != .unchanged && $0 != .unknown }
      if best.map({ added < $0.added }) ?? true { best = (outcomes, added) }
    }
    return best?.outcomes ?? []
  }

  /// The outcomes where the records begin to tell the history behind its first `start` versions;
  /// nil where they do not tell all of the rest.
  private static func retelling(
    _ records: [ServiceRecord], _ history: [RecordVersion], from start: Int
  ) -> [RecordOutcome]? {
    var last = start > 0 ? history[start - 1] : nil
    var told = start
    var outcomes: [RecordOutcome] = []
    for record in records {
      if let last, last.says(record) {
        outcomes.append(.unchanged)
      } else if last == nil, record.isRetracted {
        // Where all of the history is told again, it was refused before.
        outcomes.append(history.isEmpty ? .unknown : .unchanged)
      } else if told < history.count {
        guard history[told].says(record) else { return nil }
        last = history[told]
        told += 1
        outcomes.append(.unchanged)
      } else if let version = RecordVersion(record, after: last) {
        outcomes.append(
          last == nil
            ? .added(version) : version.isRetracted ? .retracted(version) : .amended(version))
        last = version
      }
    }
    return told == history.count ? outcomes : nil
  }
}
