import Calendars
public import Decimals
import Documents

/// A VAT category and its rate, as the e-invoicing standards name them (EN 16931, BT-151, BT-152).
public struct VATTreatment: Hashable, Sendable {
  public enum Category: String, CaseIterable, Sendable {
    case standard = "S"
    case zeroRated = "Z"
    case exempt = "E"
    case reverseCharge = "AE"
    case export = "G"
    case outsideScope = "O"
  }

  public let category: Category
  /// In percent, as written.
  public let rate: DecimalNumber
  /// Why no VAT is due; nil where it is.
  public let reason: String?

  /// Reads the keys of a mapping that others may share; the caller finishes it.
  init(_ mapping: inout MappingReader) throws(DocumentError) {
    category = try mapping.required("category").choice(Category.self)
    let rateNode = try mapping.required("rate")
    rate = try rateNode.decimal(.price)
    reason = try mapping.optional("reason")?.normalisedName()
    let isTaxed = category == .standard
    guard isTaxed ? rate > .zero && rate <= DecimalNumber(100) : rate.isZero else {
      throw rateNode.invalid(
        isTaxed ? "a rate above 0 and at most 100 for category S" : "the rate 0")
    }
  }
}

/// The VAT of a contract: one treatment, and others for some services.
public struct VATRule: Hashable, Sendable {
  public struct Exception: Hashable, Sendable {
    public let services: [String]
    public let treatment: VATTreatment
  }

  public let treatment: VATTreatment
  public let exceptions: [Exception]

  /// Reads one treatment, or `[{ from, … }]`; some version holds from `begin` on.
  static func dated(
    _ node: DocumentNode, begin: LocalDate
  ) throws(DocumentError) -> Dated<VATRule> {
    let vat = try node.dated(from: begin) { rule throws(DocumentError) in try VATRule(&rule) }
    if let first = vat.versions.first, first.from > begin {
      throw node.error(
        .gap, "the first version is from \(first.from), and the contract begins on \(begin)")
    }
    return vat
  }

  private init(_ vat: inout MappingReader) throws(DocumentError) {
    treatment = try VATTreatment(&vat)
    var exceptions: [Exception] = []
    for item in try vat.optional("exceptions")?.list() ?? [] {
      var exception = try item.mapping()
      var services: [String] = []
      for service in try exception.required("services").list() {
        services.append(try service.normalisedName())
      }
      exceptions.append(
        Exception(services: services, treatment: try VATTreatment(&exception)))
      try exception.finish()
    }
    self.exceptions = exceptions
    try vat.finish()
  }

  /// The treatment of a service: the first exception that names it, else the contract's own.
  public func treatment(of service: String) -> VATTreatment {
    exceptions.first { $0.services.contains(service) }?.treatment ?? treatment
  }
}
