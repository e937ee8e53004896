import Documents

// Written by hand: Foundation's encoder took a third of the time in which documents are issued. A
// test holds it to what Foundation makes of the same document.

extension InvoiceDocument {
  /// The canonical JSON (RFC 8785) of the document without its digest: what is hashed and stored.
  ///
  /// It has neither numbers but small whole ones nor keys but lower-case ASCII: canonical is a
  /// matter of the keys' order and of escapes.
  public func canonicalJSON() -> String {
    // Lines of plain prices take less, and a document has a head.
    var json = JSONWriter(capacity: 4096 + 768 * lines.count)
    write(to: &json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// The same with its digest ahead, null in a preview, on one line: as programs are given it.
  public func json() -> String { Self.json(canonicalJSON(), digest: digest) }

  /// That of canonical JSON which is there already.
  static func json(_ canonicalJSON: String, digest: String?) -> String {
    var json = "{\"digest\":" + (digest.map { "\"\($0)\"" } ?? "null") + ","
    json.reserveCapacity(json.utf8.count + canonicalJSON.utf8.count)
    json += canonicalJSON.dropFirst()
    return json
  }

  private func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("contract", contract)
      json.key("corrects")
      json.array(corrects) { $1.write(to: &$0) }
      json.member("currency", currency)
      json.member("due_on", dueOn)
      json.member("from", from)
      json.member("issued_on", issuedOn)
      json.member("kind", kind.rawValue)
      json.key("lines")
      json.array(lines) { $1.write(to: &$0) }
      json.member("number", number)
      json.member("organisation", organisation)
      json.key("parties")
      parties.write(to: &json)
      json.member("period", period)
      json.member("policy", policy)
      json.member("previous_digest", previousDigest)
      json.member("seller", seller)
      json.member("timezone", ifAny: timezone)
      json.member("to", to)
      json.key("totals")
      totals.write(to: &json)
    }
  }
}

extension InvoiceDocument.Correction {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("date", ifAny: date)
      json.member("number", ifAny: number)
      json.member("period", period)
    }
  }
}

extension InvoiceDocument.Line {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("adjusts", ifAny: adjusts?.rawValue)
      json.member("amount", amount)
      json.key("corrects")
      if let corrects { corrects.write(to: &json) } else { json.write("null") }
      if let derivation {
        json.key("derivation")
        derivation.write(to: &json)
      }
      json.member("from", from)
      json.member("kind", kind.rawValue)
      json.member("label", label)
      json.member("line", ifAny: line)
      json.member("period", period)
      json.member("price_version", priceVersion)
      json.key("pricing")
      if let pricing { pricing.write(to: &json) } else { json.write("null") }
      json.member("product", product)
      json.member("quantity", quantity)
      json.member("service", service)
      json.member("sku", sku)
      json.member("tenant", tenant)
      json.member("to", to)
      json.member("unit", unit)
      json.member("unit_code", ifAny: unitCode)
      json.member("unit_price", unitPrice)
      json.member("vat_category", vatCategory)
      json.member("vat_rate", vatRate)
    }
  }
}

extension InvoiceDocument.Derivation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("availability", ifAny: availability)
      json.member("base", ifAny: base)
      if let billed {
        json.key("billed")
        billed.write(to: &json)
      }
      json.member("committed", ifAny: committed)
      json.member("days", ifAny: days)
      json.member("days_of_month", ifAny: daysOfMonth)
      json.member("minimum", ifAny: minimum)
      if let owed {
        json.key("owed")
        owed.write(to: &json)
      }
      json.member("percent", ifAny: percent)
      json.member("target", ifAny: target)
      json.member("used", ifAny: used)
    }
  }
}

extension InvoiceDocument.Share {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("amount", amount)
      json.member("quantity", quantity)
      json.member("unit_price", ifAny: unitPrice)
    }
  }
}

extension InvoiceDocument.Pricing {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("amount", amount)
      json.member("included", ifAny: included)
      json.key("lines")
      json.array(lines) { $1.write(to: &$0) }
      json.member("maximum", ifAny: maximum)
      json.member("minimum", ifAny: minimum)
      json.member("model", model)
      json.member("quantity", quantity)
      json.member("size", ifAny: size)
      json.member("unrounded", unrounded)
    }
  }
}

extension InvoiceDocument.Part {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("above", ifAny: above)
      json.member("amount", amount)
      json.member("flat", flat)
      json.member("quantity", quantity)
      json.member("tier", ifAny: tier)
      json.member("unit_price", unitPrice)
      json.member("up_to", ifAny: upTo)
    }
  }
}

extension InvoiceDocument.Parties {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("customer")
      customer.write(to: &json)
      json.member("language", language)
      json.key("payment")
      payment.write(to: &json)
      json.member("purchase_order", ifAny: purchaseOrder)
      json.key("seller")
      seller.write(to: &json)
    }
  }
}

extension InvoiceDocument.Party {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("address")
      json.array(address) { $0.write(text: $1.utf8) }
      json.member("capital", ifAny: capital)
      json.member("city", ifAny: city)
      json.member("country", ifAny: country)
      json.member("electronic_address", ifAny: electronicAddress)
      json.member("form", ifAny: form)
      json.member("name", name)
      json.member("postcode", ifAny: postcode)
      json.member("rcs", ifAny: rcs)
      json.member("siren", ifAny: siren)
      json.member("siret", ifAny: siret)
      json.member("vat", ifAny: vat)
    }
  }
}

extension InvoiceDocument.Payment {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("bic", ifAny: bic)
      json.member("iban", ifAny: iban)
      json.member("late_penalty", ifAny: latePenalty)
      json.member("recovery_fee", ifAny: recoveryFee)
      json.member("vat_on_debits", vatOnDebits)
    }
  }
}

extension InvoiceDocument.Totals {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("gross", gross)
      json.member("net", net)
      json.key("vat")
      json.array(vat) { json, vat in
        json.object { json in
          json.member("amount", vat.amount)
          json.member("base", vat.base)
          json.member("category", vat.category)
          json.member("rate", vat.rate)
          json.member("reason", ifAny: vat.reason)
        }
      }
    }
  }
}
