public import Invoicing

/// Invoices as they could have been issued, made from few words: for renderings, which need nothing
/// but the document.
public struct SampleInvoice {
  public var language = "fr"
  public var kind = "invoice"
  public var number: String? = "FR-2026-000042"
  public var customer = "Atelier Lumière SAS"
  public var lines: [String] = []
  public var vat = #"{"category":"S","rate":"20.00","base":"BASE","amount":"TAX"}"#
  public var net = "4216.80"
  public var tax = "843.36"
  public var gross = "5060.16"

  public init() {}

  private var isFrench: Bool { language == "fr" }

  /// A line's JSON: its number follows from its place.
  public mutating func add(
    kind: String = "usage", tenant: String? = "lumiere-prod", service: String? = "OpenIaaS",
    label: String, sku: String? = "csp:fr1:openiaas:vm:v1", period: String = "2026-10",
    quantity: String = "1", unit: String = "VM", price: String? = "12.00", amount: String,
    more: String = #""pricing":null,"corrects":null"#
  ) {
    let text = { (value: String?) in value.map { "\"\($0)\"" } ?? "null" }
    lines.append(
      """
      {"line":\(lines.count + 1),"kind":"\(kind)","product":"p","sku":\(text(sku)),
       "tenant":\(text(tenant)),"label":"\(label)","service":\(text(service)),
       "period":"\(period)","from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z",
       "quantity":"\(quantity)","unit":"\(unit)","unit_price":\(text(price)),
       "price_version":"public-2026@2026-01-01","amount":"\(amount)","vat_category":"S",
       "vat_rate":"20.00",\(more)}
      """)
  }

  public var json: String {
    let corrects =
      kind == "invoice"
      ? "" : #"{"number":"FR-2026-000036","date":"2026-10-02","period":"2026-09"}"#
    let issued = number == nil ? "null" : "\"2026-11-03\""
    return """
      {"number":\(number.map { "\"\($0)\"" } ?? "null"),"kind":"\(kind)",
       "organisation":"atelier-lumiere","contract":"lumiere-2026","seller":"default",
       "currency":"EUR","period":"2026-10","from":"2026-09-30T22:00:00Z",
       "to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris","issued_on":\(issued),
       "due_on":"2026-12-03","policy":"1","corrects":[\(corrects)],
       "lines":[\(lines.joined(separator: ",\n"))],
       "totals":{"net":"\(net)","gross":"\(gross)",
        "vat":[\(vat.replacing("BASE", with: net).replacing("TAX", with: tax))]},
       "parties":{"language":"\(language)","purchase_order":"PO-2026-0815",
        "seller":{"name":"Nuage de Démonstration SAS","form":"SAS","capital":"1000000",
         "address":["1 avenue de la Démonstration","92800 Puteaux","FR"],
         "siren":"123456782","siret":"12345678200010","vat":"FR11123456782","rcs":"Nanterre"},
        "customer":{"name":"\(customer)",
         "address":["17 quai des Chartrons","Bâtiment C","33000 Bordeaux","FR"],
         "siren":"732829320","siret":"73282932000074","vat":"FR44732829320"},
        "payment":{"iban":"FR7630006000011234567890189","bic":"AGRIFRPP",
         "late_penalty":"\(isFrench ? "3 × taux légal" : "3 × the legal rate")",
         "recovery_fee":"40.00","vat_on_debits":true}},
       "previous_digest":"00"}
      """
  }

  public func document() throws -> InvoiceDocument {
    var document = try InvoiceDocument(
      canonicalJSON: json,
      digest: "d9c92ffe2855711a9888fbc62093be72ce0fd86ff59907522fe121b474c21e59")
    if number == nil { document.digest = nil }
    return document
  }
}

extension SampleInvoice {
  /// A month of every kind of line.
  public static func full(_ language: String) -> SampleInvoice {
    var sample = SampleInvoice()
    sample.language = language
    let pick = { (french: String, english: String) in language == "fr" ? french : english }
    let tenants = [("lumiere-prod", "96.5", "1158.00"), ("lumiere-dev", "14.096774", "169.16")]
    for (tenant, quantity, amount) in tenants {
      sample.add(
        tenant: tenant, label: pick("SAUVEGARDE - Accès au service", "BACKUP - Service access"),
        sku: "csp:fr1:openiaas:backup:vm:v1", quantity: quantity, amount: amount)
      sample.add(
        tenant: tenant,
        label: pick(
          "Instances de machines virtuelles - vCPU - Usage général",
          "VM instances - vCPU - General purpose"),
        sku: "csp:fr1:vminstance:gp:vcpu:v1",
        quantity: tenant == "lumiere-dev" ? "5.729411" : "19.109589",
        unit: pick("vCPU · mois de 730 h", "vCPU · month of 730 h"), price: nil,
        amount: tenant == "lumiere-dev" ? "114.58" : "382.17", more: sharedPrice)
      sample.add(
        tenant: tenant, service: pick("Stockage", "Storage"),
        label: pick("Stockage objet, compatible S3", "Object storage, S3 compatible"),
        sku: "csp:fr1:storage:object:v1", quantity: "12431.25",
        unit: pick("Gio · mois", "GiB · month"), price: "0.0229", amount: "284.68")
    }
    sample.add(
      tenant: "lumiere-prod", service: pick("Réseau", "Network"),
      label: pick(
        "Réseau - Bande passante Internet réservée", "Network - Reserved internet bandwidth"),
      sku: "csp:fr1:network:internet:v1", quantity: "14", unit: "100 Mbps", price: "90.00",
      amount: "1260.00")
    sample.addAgreed(pick)
    return sample
  }

  private static var sharedPrice: String {
    """
    "pricing":{"model":"graduated","quantity":"24.839","unrounded":"496.74735","amount":"496.75",
     "lines":[{"quantity":"10","unit_price":"22.00","flat":null,"amount":"220","tier":1,
       "up_to":"10"},{"quantity":"14.839","unit_price":"18.65","flat":null,"amount":"276.74735",
       "tier":2,"above":"10"}]},"corrects":null
    """
  }

  private static var creditDerivation: String {
    """
    "pricing":null,"corrects":null,"derivation":{"availability":"99.61185","base":"1732.71",
     "percent":"10","target":"99.9"}
    """
  }

  private mutating func addAgreed(_ pick: (String, String) -> String) {
    let lump = pick("forfait", "lump sum")
    add(
      kind: "commitment", tenant: nil, service: pick("Réseau", "Network"),
      label: pick("Lien privé 1 Gbit/s, redondé", "Private link, 1 Gbit/s, redundant"),
      sku: nil, quantity: "1", unit: pick("lien", "link"), price: nil, amount: "650.00",
      more: #""pricing":null,"corrects":null,"derivation":{"committed":"2","used":"1"}"#)
    add(
      kind: "one_off", tenant: nil, service: nil,
      label: pick("Mise en service du second site", "Set-up of the second site"), sku: nil,
      unit: lump, price: "250.00", amount: "250.00")
    add(
      kind: "discount", tenant: nil, service: nil,
      label: pick("Remise 5 % · OpenIaaS", "Discount 5% · OpenIaaS"), sku: nil, unit: lump,
      price: "-91.20", amount: "-91.20",
      more: #""pricing":null,"corrects":null,"derivation":{"percent":"5","base":"1823.91"}"#)
    add(
      kind: "service_credit", tenant: nil, service: "OpenIaaS",
      label: pick(
        "Avoir de service · Disponibilité de l'infrastructure",
        "Service credit · Infrastructure availability"),
      sku: nil, unit: lump, price: "-173.27", amount: "-173.27",
      more: Self.creditDerivation)
    add(
      kind: "adjustment", tenant: "lumiere-prod",
      label: pick("SAUVEGARDE - Accès au service", "BACKUP - Service access"),
      sku: "csp:fr1:openiaas:backup:vm:v1", period: "2026-09", quantity: "-6", price: "12.00",
      amount: "-72.00",
      more: """
        "pricing":null,"adjusts":"usage",
        "derivation":{"owed":{"quantity":"90","unit_price":"12.00","amount":"1080.00"},
         "billed":{"quantity":"96","amount":"1152.00"}},
        "corrects":{"number":"FR-2026-000036","period":"2026-09"}
        """)
  }

  /// What was billed too much, given back.
  public static func creditNote(_ language: String) -> SampleInvoice {
    var sample = SampleInvoice()
    let pick = { (french: String, english: String) in language == "fr" ? french : english }
    sample.language = language
    sample.kind = "credit_note"
    sample.number = "AV-2026-000003"
    sample.add(
      kind: "adjustment",
      label: pick("SAUVEGARDE - Accès au service", "BACKUP - Service access"),
      sku: "csp:fr1:openiaas:backup:vm:v1", period: "2026-09", quantity: "6", price: "12.00",
      amount: "72.00",
      more: """
        "pricing":null,"adjusts":"usage",
        "derivation":{"owed":{"quantity":"90","unit_price":"12.00","amount":"1080.00"},
         "billed":{"quantity":"96","amount":"1152.00"}},
        "corrects":{"number":"FR-2026-000036","period":"2026-09"}
        """)
    sample.add(
      kind: "service_credit", tenant: nil,
      label: pick(
        "Avoir de service · Disponibilité de l'infrastructure",
        "Service credit · Infrastructure availability"),
      sku: nil, unit: pick("forfait", "lump sum"), price: "173.27", amount: "173.27",
      more: Self.creditDerivation)
    (sample.net, sample.tax, sample.gross) = ("245.27", "49.05", "294.32")
    return sample
  }

  /// Many lines of some tenants.
  public static func long(_ language: String, lines: Int) -> SampleInvoice {
    var sample = SampleInvoice()
    sample.language = language
    for index in 0..<lines {
      sample.add(
        tenant: "tenant-\(index / 40)", service: index % 40 < 20 ? "OpenIaaS" : "Stockage",
        label: "Produit numéro \(index + 1)", sku: "csp:fr1:product:\(index + 1):v1",
        quantity: "\(index).\(index % 7)25", amount: "\(index * 12).50")
    }
    return sample
  }
}
