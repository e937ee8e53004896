import Catalogue
import Testing

@testable import Reports

/// Words of a report on service levels that depend on how many there are.
@Suite struct ServiceLevelWordsTests {
  @Test func `of many commitments without a component the first are named, and all are counted`() {
    let names = (1...30).map { "acme offer/c\($0)" }
    let (french, english) = (
      ServiceLevelWords(language: .french), ServiceLevelWords(language: .english)
    )
    #expect(
      english.without(Array(names.prefix(2)))
        == "Without a declared component: acme offer/c1, acme offer/c2")
    #expect(english.without(Array(names.prefix(12))).hasSuffix("acme offer/c12"))
    #expect(english.without(names).hasSuffix("acme offer/c12 and 18 more"))
    #expect(french.without(names).hasSuffix("acme offer/c12 et 18 de plus"))
  }

  @Test func `components without an outage are others where some are listed before them`() {
    let (french, english) = (
      ServiceLevelWords(language: .french), ServiceLevelWords(language: .english)
    )
    #expect(english.quiet(1, of: 2) == "1 other component never down: 100%")
    #expect(english.quiet(2, of: 2) == "2 components never down: 100%")
    #expect(french.quiet(1, of: 1) == "1 composant sans arrêt\u{A0}: 100\u{A0}%")
    #expect(french.quiet(3, of: 4) == "3 autres composants sans arrêt\u{A0}: 100\u{A0}%")
  }
}
