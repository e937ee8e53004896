import Documents

/// Reads records in the contract's own form: one JSON array, or objects on a line each.
enum RecordsReader {
  /// Hands on each record of the file, in order. Blank lines are none.
  static func read(
    _ file: ImportFile, _ take: (RecordReading) -> Void
  ) throws(DocumentError) {
    try file.withBytes { bytes throws(DocumentError) in
      let objects = try JSONObjects(bytes, file: file.name)
      var text = JSONCutter(bytes)
      guard let rest = text.rest() else { return }
      if bytes[rest.range.lowerBound] == UInt8(ascii: "[") {
        objects.each(in: rest, take) { [reading(of: $0, at: $1)] }
      } else {
        readLines(objects, take)
      }
    }
  }

  private static func readLines(_ objects: JSONObjects, _ take: (RecordReading) -> Void) {
    var (start, line) = (0, 1)
    let bytes = objects.bytes
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: Byte.lineFeed) ?? bytes.count
      if !bytes[start..<end].allSatisfy(isSpace) {
        let place = objects.place(line)
        objects.read(start..<end, line: line) { [reading(of: $0, at: place)] }.forEach(take)
      }
      (start, line) = (end + 1, line + 1)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == Byte.carriageReturn
  }

  private static func reading(of node: DocumentNode, at place: RecordPlace) -> RecordReading {
    do throws(RecordDefect) {
      return .record(try record(node, at: place))
    } catch {
      return .refused(
        RefusedRecord(kind: node.text(of: "kind"), id: node.text(of: "id"), at: place, error))
    }
  }

  private static func record(
    _ node: DocumentNode, at place: RecordPlace
  ) throws(RecordDefect) -> ServiceRecord {
    var fields = try RecordFields(node)
    let name = try fields.text("kind")
    guard let kind = ServiceFact.Kind(rawValue: name) else {
      let known = ServiceFact.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RecordDefect(.unknownKind, "there is no kind \"\(name.prefix(60))\"; known: \(known)")
    }
    let id = try fields.id()
    let recordedAt = try fields.optionalTime("recorded_at")
    let isRetracted = try fields.flag("retracted") ?? false
    if isRetracted, fields.isFinished {
      return ServiceRecord(withdrawing: kind, id: id, recordedAt: recordedAt, at: place)
    }
    let fact = try fact(of: kind, &fields)
    try fields.finish()
    return ServiceRecord(id: id, fact, recordedAt: recordedAt, isRetracted: isRetracted, at: place)
  }

  private static func fact(
    of kind: ServiceFact.Kind, _ fields: inout RecordFields
  ) throws(RecordDefect) -> ServiceFact {
    switch kind {
    case .component: return .component(try fields.span())
    case .outage: return .outage(try fields.span(), impact: try fields.impact())
    case .maintenance:
      return .maintenance(try fields.span(), announcedAt: try fields.optionalTime("announced_at"))
    case .unknown: return .unknown(try fields.span())
    case .sample:
      let component = try fields.component()
      let at = try fields.time("at")
      guard let isUp = try fields.flag("up") else {
        throw RecordDefect(.missingField, "`up` is missing")
      }
      return .sample(component: component, at: at, isUp: isUp)
    case .ticket:
      let ticket = TicketFact(
        organisation: try fields.text("organisation"), component: try fields.component(),
        priority: try fields.optionalText("priority"), openedAt: try fields.time("opened_at"),
        firstResponseAt: try fields.optionalTime("first_response_at"),
        resolvedAt: try fields.optionalTime("resolved_at"),
        isClaim: try fields.flag("claim") ?? false, resource: try fields.optionalText("resource"))
      try ticket.checkOrder()
      return .ticket(ticket)
    }
  }
}

extension TicketFact {
  /// Refuses an answer or an end before the beginning.
  func checkOrder() throws(RecordDefect) {
    for (name, time) in [("first_response_at", firstResponseAt), ("resolved_at", resolvedAt)] {
      guard let time, time < openedAt else { continue }
      throw RecordDefect(
        .endsBeforeStart, "`\(name)` (\(time)) is before `opened_at` (\(openedAt))")
    }
  }
}

extension DocumentNode {
  /// The characters under a key of this mapping, to name it by; nil where there are none.
  func text(of key: String) -> String? {
    guard let value = self[key] else { return nil }
    return try? value.string()
  }
}
