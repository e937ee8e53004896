import Calendars
import Decimals

/// What a generated document is to have.
struct DocumentShape: Sendable {
  var name: String
  /// How many lines, of which kinds: drawn from these.
  var lineCount = 3
  var kinds = ["usage", "usage", "usage", "commitment", "one_off", "discount", "adjustment"]
  /// Category, rate and reason.
  var vat: [VAT] = [.standard]
  var currency = "EUR"
  var language = "fr"
  /// Whether what is owed is to be below 0, which makes a credit note.
  var isCredit = false
  var label = "Machines virtuelles · vCPU"
  var numbers = Numbers.ordinary
  var customer = Customer.french
  /// As documents were before electronic addresses, parts of addresses and unit codes were kept.
  var isOld = false
  var purchaseOrder: String? = "PO-4711"
  var iban: String? = "FR76 3000 6000 0112 3456 7890 189"
  var isTaxedOnIssue = false
  /// Whether the seller names a late penalty and a fee for recovery.
  var hasTerms = true

  struct VAT: Hashable, Sendable {
    let category: String
    let rate: String
    var reason: String?

    static let standard = VAT(category: "S", rate: "20.00")
    static let reverseCharge = VAT(
      category: "AE", rate: "0", reason: "Autoliquidation, article 283-2 du CGI")
    static let export = VAT(category: "G", rate: "0")
    static let exempt = VAT(category: "E", rate: "0.00", reason: "Article 261, 4-4° du CGI")
    static let zero = VAT(category: "Z", rate: "0")
    static let outside = VAT(category: "O", rate: "0", reason: "Hors du champ de la TVA")
  }

  /// How large quantities and prices are, and how many digits they have.
  enum Numbers: Sendable {
    case ordinary, tiny, huge, manyDecimals, nothing
  }

  enum Customer: Sendable {
    case french, belgian, withoutNumbers, american
  }
}

extension DocumentShape {
  /// Each thing that a document can have, by itself; the rest is drawn.
  static let named: [DocumentShape] = kinds + taxes + figures + texts + sides

  private static let everyKind = [
    "usage", "commitment", "one_off", "discount", "minimum", "service_credit", "adjustment",
  ]

  private static let kinds =
    everyKind.flatMap { kind in
      [
        DocumentShape(name: "only \(kind)", kinds: [kind]),
        DocumentShape(name: "credit of \(kind)", kinds: [kind], language: "en", isCredit: true),
      ]
    } + [
      DocumentShape(name: "one line", lineCount: 1, kinds: ["usage"]),
      DocumentShape(name: "2 000 lines", lineCount: 2_000, kinds: everyKind),
      DocumentShape(name: "a credit note of 300 lines", lineCount: 300, isCredit: true),
    ]

  private static let taxes = [
    DocumentShape(
      name: "four rates", lineCount: 12,
      vat: [
        .standard, VAT(category: "S", rate: "10"), VAT(category: "S", rate: "5.50"),
        VAT(category: "S", rate: "2.1"),
      ]),
    DocumentShape(
      name: "taxed, zero and exempt", lineCount: 9, vat: [.standard, .zero, .exempt]),
    DocumentShape(name: "exempt", vat: [.exempt]),
    DocumentShape(name: "zero-rated", vat: [.zero], language: "en"),
    DocumentShape(
      name: "reverse charge", vat: [.reverseCharge], language: "en", customer: .belgian),
    DocumentShape(
      name: "credit under reverse charge", vat: [.reverseCharge], isCredit: true,
      customer: .belgian),
    DocumentShape(name: "export", vat: [.export], language: "en", customer: .american),
    DocumentShape(name: "outside the scope", vat: [.outside], customer: .withoutNumbers),
    DocumentShape(name: "credit outside the scope", vat: [.outside], isCredit: true),
    DocumentShape(name: "on debits", vat: [.standard, .exempt], isTaxedOnIssue: true),
    DocumentShape(name: "a former rate", vat: [VAT(category: "S", rate: "19.60")]),
  ]

  private static let figures = [
    DocumentShape(name: "tiny prices", lineCount: 20, kinds: ["usage"], numbers: .tiny),
    DocumentShape(name: "huge prices", lineCount: 5, kinds: ["usage"], numbers: .huge),
    DocumentShape(name: "many decimals", lineCount: 20, kinds: ["usage"], numbers: .manyDecimals),
    DocumentShape(name: "tiny credits", lineCount: 9, isCredit: true, numbers: .tiny),
    DocumentShape(name: "an invoice of nothing", kinds: ["usage"], numbers: .nothing),
    DocumentShape(
      name: "dollars, without VAT", vat: [.export], currency: "USD", customer: .american),
    DocumentShape(
      name: "yen, without VAT", vat: [.export], currency: "JPY", language: "en",
      customer: .american),
  ]

  private static let texts = [
    DocumentShape(name: "accents", label: "Œuvre d’été : l’hébergement à 5 °C, ça coûte 3 €"),
    DocumentShape(name: "Greek and Cyrillic", label: "Υπολογιστής · Вычисления"),
    DocumentShape(name: "Arabic and Hebrew", label: "خادم افتراضي · שרת"),
    DocumentShape(name: "Chinese, Japanese, emoji", label: "虚拟机 · 仮想マシン · 🖥️"),
    DocumentShape(name: "markup", label: "<b>&amp;</b> \"x\" ']]>' <!-- --> &#0; <?pi?>"),
    DocumentShape(name: "controls", label: "a\u{0}b\u{1}c\u{1B}[31md\u{85}\u{FFFE}\r\n\te"),
    DocumentShape(name: "a long label", label: String(repeating: "Très long. ", count: 200)),
  ]

  private static let sides = [
    DocumentShape(name: "of before", isOld: true),
    DocumentShape(
      name: "of before, a Belgian", vat: [.reverseCharge], customer: .belgian, isOld: true),
    DocumentShape(name: "without numbers", customer: .withoutNumbers),
    DocumentShape(name: "without order and account", purchaseOrder: nil, iban: nil),
    DocumentShape(name: "the law's own terms", language: "en", hasTerms: false),
  ]
}
