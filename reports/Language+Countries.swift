import Catalogue
import Foundation

extension Language {
  private static let frenchNames = Locale(identifier: "fr")
  private static let englishNames = Locale(identifier: "en")

  /// What readers of the language call the country of a code (ISO 3166, two letters; names of the
  /// Unicode CLDR); nil where there is none.
  func countryName(_ code: String) -> String? {
    guard CountryCode.isAssigned(code) else { return nil }
    let locale = self == .french ? Self.frenchNames : Self.englishNames
    return locale.localizedString(forRegionCode: code)
  }
}
