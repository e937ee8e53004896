public import Decimals
import Documents

/// Something that can be sold and metered: one entry of a catalogue.
public struct Product: Hashable, Sendable {
  /// Its unique name; a SKU string alone is not unique in this field.
  public let name: String
  public let sku: SKUPattern
  public let label: LocalisedText
  /// The service that it belongs to, such as OpenIaaS.
  public let service: String
  /// The unit of an event's quantity.
  public let unit: String
  /// How many units make a billed unit; above 0.
  public let unitSize: DecimalNumber
  /// The name of the billed unit.
  public let billedUnit: LocalisedText
  /// UN/ECE recommendation 20.
  public let unitCode: String
  /// Whether every started billed unit is due.
  public let startedUnits: Bool
  public let meter: Meter
  /// Other spellings accepted in events, never emitted.
  public let aliases: [SKUPattern]
  /// Where its revenue is booked unless a contract says otherwise; nil for no account of its own.
  public let account: String?
  /// Free attributes, as JSON.
  public let attributes: String
}

extension Product {
  init(_ node: DocumentNode) throws(DocumentError) {
    var product = try node.mapping()
    name = try product.required("product").normalisedName()
    sku = SKUPattern(try product.required("sku").normalisedName())
    label = try LocalisedText(try product.required("label"))
    service = try product.required("service").normalisedName()
    unit = try product.required("unit").normalisedName()
    unitSize = try product.optional("unit_size")?.positive() ?? .one
    let ownUnit = LocalisedText(french: unit, english: unit)
    if let billed = product.optional("billed_unit") {
      billedUnit = try LocalisedText(billed)
    } else {
      billedUnit = ownUnit
    }
    unitCode = try product.optional("unit_code")?.normalisedName() ?? "C62"
    startedUnits = try product.optional("started_units")?.boolean() ?? false
    meter = try Meter(try product.required("meter"))
    var spellings: [SKUPattern] = []
    for alias in try product.optional("aliases")?.list() ?? [] {
      spellings.append(SKUPattern(try alias.normalisedName()))
    }
    aliases = spellings
    account = try product.optional("account")?.account()
    attributes = try product.optional("attributes")?.freeJSON() ?? "{}"
    try product.finish()
  }
}

extension DocumentNode {
  /// A quantity above 0.
  func positive() throws(DocumentError) -> DecimalNumber {
    let value = try decimal(.quantity)
    guard value > .zero else { throw invalid("a number above 0") }
    return value
  }

  /// Whatever stands here, as JSON.
  func freeJSON() throws(DocumentError) -> String {
    do { return try json() } catch { throw invalid("a value that JSON can hold") }
  }
}
