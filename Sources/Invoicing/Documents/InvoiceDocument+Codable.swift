// Written out because a synthesised `encode` leaves nulls out, and the contract has them. Keys that
// the contract does not name are left out where they are null.

extension InvoiceDocument {
  enum CodingKeys: String, CodingKey {
    case number, kind, organisation, contract, seller, currency, period, from, to, timezone, policy
    case corrects, lines, totals, parties, digest
    case issuedOn = "issued_on"
    case dueOn = "due_on"
    case previousDigest = "previous_digest"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number, forKey: .number)
    try container.encode(kind, forKey: .kind)
    try container.encode(organisation, forKey: .organisation)
    try container.encode(contract, forKey: .contract)
    try container.encode(seller, forKey: .seller)
    try container.encode(currency, forKey: .currency)
    try container.encode(period, forKey: .period)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encodeIfPresent(timezone, forKey: .timezone)
    try container.encode(issuedOn, forKey: .issuedOn)
    try container.encode(dueOn, forKey: .dueOn)
    try container.encode(policy, forKey: .policy)
    try container.encode(corrects, forKey: .corrects)
    try container.encode(lines, forKey: .lines)
    try container.encode(totals, forKey: .totals)
    try container.encode(parties, forKey: .parties)
    try container.encode(previousDigest, forKey: .previousDigest)
    // A document is hashed without its digest; a preview has a null one.
    if digest != nil || number == nil { try container.encode(digest, forKey: .digest) }
  }
}

extension InvoiceDocument.Line {
  enum CodingKeys: String, CodingKey {
    case line, kind, adjusts, product, sku, tenant, label, service, period, from, to, quantity, unit
    case pricing, derivation, amount, corrects
    case unitCode = "unit_code"
    case unitPrice = "unit_price"
    case priceVersion = "price_version"
    case vatCategory = "vat_category"
    case vatRate = "vat_rate"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(line, forKey: .line)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(adjusts, forKey: .adjusts)
    try container.encode(product, forKey: .product)
    try container.encode(sku, forKey: .sku)
    try container.encode(tenant, forKey: .tenant)
    try container.encode(label, forKey: .label)
    try container.encode(service, forKey: .service)
    try container.encode(period, forKey: .period)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encode(quantity, forKey: .quantity)
    try container.encode(unit, forKey: .unit)
    try container.encodeIfPresent(unitCode, forKey: .unitCode)
    try container.encode(unitPrice, forKey: .unitPrice)
    try container.encode(priceVersion, forKey: .priceVersion)
    try container.encode(pricing, forKey: .pricing)
    try container.encodeIfPresent(derivation, forKey: .derivation)
    try container.encode(amount, forKey: .amount)
    try container.encode(vatCategory, forKey: .vatCategory)
    try container.encode(vatRate, forKey: .vatRate)
    try container.encode(corrects, forKey: .corrects)
  }
}
