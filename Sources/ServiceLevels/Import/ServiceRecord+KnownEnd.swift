import Calendars

extension [ServiceRecord] {
  /// The records of one id, in their order: those that may be old with the latest end that was told
  /// before or with them.
  func keepingEnds(after last: RecordVersion?) -> [ServiceRecord] {
    var known = last?.fact.end
    return map { record in
      let kept = record.mayBeOld ? record.ending(notBefore: known) : record
      known = kept.fact?.end ?? known
      return kept
    }
  }
}

extension ServiceRecord {
  fileprivate func ending(notBefore known: Instant?) -> ServiceRecord {
    guard let known, case .outage(let span, let impact) = fact, span.to.map({ $0 < known }) ?? true
    else { return self }
    let closed = ComponentSpan(component: span.component, from: span.from, to: known)
    return ServiceRecord(
      id: id, .outage(closed, impact: impact), recordedAt: recordedAt, isRetracted: isRetracted,
      mayBeOld: true, at: place)
  }
}

extension ServiceFact {
  /// When an outage ended; nil while it is open, and of whatever is none.
  fileprivate var end: Instant? {
    if case .outage(let span, _) = self { span.to } else { nil }
  }
}
