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
}
