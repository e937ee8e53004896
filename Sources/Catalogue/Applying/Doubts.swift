import Documents
import Foundation

/// Values of a document that are read and can hardly be right: digits that do not agree, countries
/// and currencies that do not exist. Nothing is refused for them, since authorities know exceptions
/// that no rule does; but a tax platform or a bank refuses what is made of them later.
struct Doubts {
  private let spec: DocumentNode
  private var found: [DocumentError] = []

  /// What is doubtful in a document, with its place; each is a warning.
  static func of(_ document: Document) -> [DocumentError] {
    guard let spec = document.node["spec"] else { return [] }
    var doubts = Doubts(spec: spec)
    doubts.lookAtIdentifiers()
    doubts.lookAtAccount()
    doubts.look("address", "country") { country in
      CountryCode.isAssigned(country) ? nil : "no country has this code (ISO 3166)"
    }
    doubts.look("currency") { currency in
      Locale.Currency(currency).isISOCurrency ? nil : "no currency has this code (ISO 4217)"
    }
    return doubts.found
  }

  private func text(_ path: [String]) -> (value: String, node: DocumentNode)? {
    var node: DocumentNode? = spec
    for key in path { node = node?[key] }
    guard let node, let value = try? node.normalisedName() else { return nil }
    return (value, node)
  }

  /// Notes what is wrong with the value under some keys, if there is one.
  private mutating func look(_ path: String..., doubt: (String) -> String?) {
    guard let (value, node) = text(path), let words = doubt(value) else { return }
    found.append(node.error(.doubtfulValue, "\"\(value)\": \(words)"))
  }

  private mutating func lookAtIdentifiers() {
    let siren = text(["identifiers", "siren"])?.value
    look("identifiers", "siren") { siren in
      CheckDigits.areRight(inSIREN: siren) ? nil : "its digits do not agree: one is wrong"
    }
    look("identifiers", "siret") { siret in
      if let siren, !siret.hasPrefix(siren) { return "it does not begin with the SIREN \(siren)" }
      return CheckDigits.areRight(inSIREN: siret) ? nil : "its digits do not agree: one is wrong"
    }
    look("identifiers", "vat") { vat in
      guard vat.hasPrefix("FR") else {
        // Greece has EL, Northern Ireland XI.
        let country = String(vat.prefix(2))
        return vat.wholeMatch(of: /[A-Z]{2}[A-Z0-9+*]{2,13}/) == nil
          || !(CountryCode.isAssigned(country) || ["EL", "XI"].contains(country))
          ? "not two letters of a country, then letters and digits without spaces" : nil
      }
      guard vat.wholeMatch(of: /FR[A-Z0-9]{2}[0-9]{9}/) != nil else {
        return "not FR, two characters and the nine digits of a SIREN"
      }
      let own = String(vat.suffix(9))
      if let siren, siren != own { return "it ends in another SIREN than \(siren)" }
      guard let key = CheckDigits.vatKey(ofSIREN: own), Int(vat.dropFirst(2).prefix(2)) != nil
      else { return nil }
      return vat.dropFirst(2).prefix(2) == key ? nil : "the key of this SIREN is \(key)"
    }
    // The schemes whose values begin with a SIREN: French tax platforms, SIRENE, SIRET.
    look("identifiers", "electronic_address") { address in
      guard let siren, let match = address.wholeMatch(of: /(0225|0002|0009):(.*)/) else {
        return address.wholeMatch(of: /[0-9A-Z]{2,4}:.+/) == nil
          ? "not a scheme, a colon and a value, such as 0225:732829320" : nil
      }
      return match.output.2.hasPrefix(siren) ? nil : "it does not begin with the SIREN \(siren)"
    }
  }

  private mutating func lookAtAccount() {
    look("iban") { iban in
      let account = iban.filter { $0 != " " }
      guard CheckDigits.isAccount(account) else {
        return "not two letters of a country, two digits, then 11 to 30 letters and digits"
      }
      return CheckDigits.areRight(inIBAN: account) ? nil : "its digits do not agree: one is wrong"
    }
    look("bic") { bic in
      bic.wholeMatch(of: /[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?/) == nil
        ? "not the 8 or 11 letters and digits of a bank (ISO 9362)" : nil
    }
  }
}
