internal import Calendars
internal import Decimals

/// The rules by which an input's events are judged.
struct EventRules: Sendable {
  /// Later times are out of range.
  let latestTime: Instant

  /// How times are written.
  let timeFormat: TimeFormat

  /// Whether fields are called as in CSV, not as in CloudEvents.
  let isTabular: Bool

  /// An event may lie this far in the future.
  static let futureMicrosecondsMax = 24 * Instant.microsecondsPerHour

  /// Rules under which an event may lie up to one day after `now`.
  init(now: Instant, timeFormat: TimeFormat, isTabular: Bool) {
    self.latestTime = now.adding(microseconds: Self.futureMicrosecondsMax)
    self.timeFormat = timeFormat
    self.isTabular = isTabular
  }

  /// The event, or its first defect in the order of `RejectionReason`.
  func check(_ fields: EventFields) -> Result<LentEvent, Rejection> {
    var check = EventCheck(rules: self, fields: fields)
    return check.result()
  }

  /// A rejection of an event that is broken as a whole. What was read of it serves to name it.
  func malformed(_ detail: String, _ fields: EventFields) -> Rejection {
    var check = EventCheck(rules: self, fields: fields)
    let (source, id) = check.identity()
    return check.rejection(.malformed, detail, source: source, id: id)
  }

  /// A field's name as its input has it.
  func name(of field: FieldName) -> String { isTabular ? field.column : field.cloudEvents }
}

/// The check of one event: all fields are looked at, and the smallest reason is kept.
private struct EventCheck {
  let rules: EventRules
  let fields: EventFields
  var defect: (reason: RejectionReason, detail: String)?

  private static let specversion = Array("1.0".utf8)
  private static let usageType = Array(Event.usageType.utf8)
  private static let voidType = Array(Event.voidType.utf8)

  init(rules: EventRules, fields: EventFields) {
    self.rules = rules
    self.fields = fields
  }

  mutating func result() -> Result<LentEvent, Rejection> {
    checkEnvelope()
    let (source, id) = identity()
    let type = text(fields.type, .type)
    let isVoid = type?.hasBytes(Self.voidType) ?? false
    let event =
      isVoid ? void(id: id, source: source) : usage(id: id, source: source, type: type)
    if let event, defect == nil { return .success(event) }
    // Whatever kept the event from being made has left a defect behind.
    let (reason, detail) = defect ?? (.malformed, "the event is incomplete")
    return .failure(rejection(reason, detail, source: source, id: id))
  }

  mutating func identity() -> (source: LentText?, id: LentText?) {
    (text(fields.source, .source), text(fields.id, .id))
  }

  func rejection(
    _ reason: RejectionReason, _ detail: String, source: LentText?, id: LentText?
  ) -> Rejection {
    Rejection(
      reason: reason, detail: detail, source: source.map { String($0) }, id: id.map { String($0) })
  }

  private mutating func checkEnvelope() {
    refuseRepetition(of: fields.specversion, .specversion)
    refuseRepetition(of: fields.data, .data)
    switch fields.specversion.content {
    case .absent: break
    case .text(let bytes) where bytes.hasBytes(Self.specversion): break
    default: note(.malformed, .specversion, "must be the string \"1.0\"")
    }
    switch fields.data.content {
    case .absent, .object: break
    default: note(.malformed, .data, "must be an object")
    }
  }

  private mutating func usage(id: LentText?, source: LentText?, type: LentText?) -> LentEvent? {
    let tenant = text(fields.tenant, .tenant)
    let sku = text(fields.sku, .sku)
    let resource = text(fields.resource, .resource)
    let unit = optionalText(fields.unit, .unit)
    let time = time(isRequired: true)
    let quantity = quantity()
    guard let id, let source, let type, let time, let tenant, let sku, let resource, let quantity
    else { return nil }
    let event = LentUsage(
      id: id, source: source, type: type, time: time, tenant: tenant, sku: sku,
      resource: resource, quantity: quantity, unit: unit)
    return type.hasBytes(Self.usageType) ? .usage(event) : .unsupported(event)
  }

  private mutating func void(id: LentText?, source: LentText?) -> LentEvent? {
    let target = text(fields.target, .target)
    let reason = optionalText(fields.reason, .reason)
    let time = time(isRequired: false)
    guard let id, let source, let target else { return nil }
    return .void(LentVoid(id: id, source: source, time: time, target: target, reason: reason))
  }

  private mutating func time(isRequired: Bool) -> Instant? {
    guard let text = optionalText(fields.time, .time) else {
      if isRequired { noteAbsence(of: .time) }
      return nil
    }
    let rules = rules
    guard let instant = rules.timeFormat.instant(from: text) else {
      note(.badTime, .time, "is \(Self.quoted(text)), not \(rules.timeFormat.expectation)")
      return nil
    }
    if instant > rules.latestTime {
      note(.timeOutOfRange, .time, "\(instant) is after \(rules.latestTime), one day from now")
    }
    return instant
  }

  private mutating func quantity() -> DecimalNumber? {
    refuseRepetition(of: fields.quantity, .quantity)
    switch fields.quantity.content {
    case .absent: noteAbsence(of: .quantity)
    case .text(let bytes) where bytes.isEmpty: noteAbsence(of: .quantity)
    case .text(let bytes), .number(let bytes): return decimal(bytes)
    case .object, .other: note(.badQuantity, .quantity, "must be a string or a number")
    }
    return nil
  }

  private mutating func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> DecimalNumber? {
    do {
      let number = try DecimalNumber(parsing: bytes, limits: .quantity)
      if number.isNegative {
        note(.negativeQuantity, .quantity, "is \(Self.quoted(bytes)), below zero")
      }
      return number
    } catch {
      note(.badQuantity, .quantity, "is \(Self.quoted(bytes)): \(error)")
      return nil
    }
  }

  /// The beginning of a text, for messages.
  private static func quoted(_ text: LentText) -> String {
    let beginning = String(LentText(rebasing: text.prefix(60)))
    return "\"\(beginning)\"" + (text.count > 60 ? " (cut)" : "")
  }

  private mutating func text(_ field: Field, _ name: FieldName) -> LentText? {
    let text = optionalText(field, name)
    if text == nil { noteAbsence(of: name) }
    return text
  }

  /// A text that is not empty.
  private mutating func optionalText(_ field: Field, _ name: FieldName) -> LentText? {
    refuseRepetition(of: field, name)
    switch field.content {
    case .absent: return nil
    case .text(let bytes): return bytes.isEmpty ? nil : bytes
    case .number, .object, .other:
      note(.malformed, name, "must be a string")
      return nil
    }
  }

  private mutating func refuseRepetition(of field: Field, _ name: FieldName) {
    if field.isRepeated { note(.malformed, name, "occurs more than once") }
  }

  private mutating func noteAbsence(of name: FieldName) {
    note(.missingField, name, "is required")
  }

  /// The detail is not put together unless it is told.
  private mutating func note(
    _ reason: RejectionReason, _ name: FieldName, _ detail: @autoclosure () -> String
  ) {
    if let defect, defect.reason <= reason { return }
    defect = (reason, "\(rules.name(of: name)) \(detail())")
  }
}
