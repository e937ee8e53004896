public import Calendars
public import Decimals

/// What a line of input says, once it is sound in itself.
public enum Event: Equatable, Sendable {
  /// A measured quantity, of the type `releve.usage.v1`.
  case usage(UsageEvent)
  /// The cancellation of another event, of the type `releve.void.v1`.
  case void(VoidEvent)
  /// Another type, otherwise sound as a usage event. The caller rejects it as `unsupportedType`
  /// after all other checks, since that reason comes last.
  case unsupported(UsageEvent)

  /// The type of usage events.
  public static let usageType = "releve.usage.v1"

  /// The type of void events.
  public static let voidType = "releve.void.v1"

  /// What identifies an event over all organisations and times, as it is stored.
  package static func identity(source: String, id: String) -> UInt128 {
    Fingerprints.identity(source: source, id: id)
  }
}

/// A measured quantity of one resource. No text in it is empty or holds U+0000.
public struct UsageEvent: Equatable, Sendable {
  /// Identifies the event together with `source`.
  public let id: String

  /// The emitter, whose ids are its own.
  public let source: String

  /// The CloudEvents type, as written.
  public let type: String

  /// When it was measured.
  public let time: Instant

  /// The event's `subject`: who used it.
  public let tenant: String

  /// The SKU as written, not yet resolved to a product.
  public let sku: String

  /// What was measured, such as a virtual machine.
  public let resource: String

  /// Zero or more, in `unit`.
  public let quantity: DecimalNumber

  /// The unit that the emitter measures in, where it says so.
  public let unit: String?

  /// An event of its parts, unchecked.
  public init(
    id: String, source: String, type: String = Event.usageType, time: Instant, tenant: String,
    sku: String, resource: String, quantity: DecimalNumber, unit: String? = nil
  ) {
    self.id = id
    self.source = source
    self.type = type
    self.time = time
    self.tenant = tenant
    self.sku = sku
    self.resource = resource
    self.quantity = quantity
    self.unit = unit
  }
}

/// The cancellation of the event (`source`, `target`), for ever.
public struct VoidEvent: Equatable, Sendable {
  /// Identifies the void itself together with `source`.
  public let id: String

  /// The emitter of both the void and the event that it cancels.
  public let source: String

  /// When it was written, where the emitter says so.
  public let time: Instant?

  /// The id of the event that is cancelled.
  public let target: String

  /// Why, in the emitter's words.
  public let reason: String?

  /// A void of its parts, unchecked.
  public init(
    id: String, source: String, time: Instant? = nil, target: String, reason: String? = nil
  ) {
    self.id = id
    self.source = source
    self.time = time
    self.target = target
    self.reason = reason
  }
}
