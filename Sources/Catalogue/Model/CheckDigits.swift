/// Numbers of companies and accounts whose last or first digits follow from the others.
enum CheckDigits {
  /// Whether the digits of a SIREN or SIRET agree (INSEE: Luhn, ISO/IEC 7812-1). The establishments
  /// of La Poste have a SIRET whose digits add up to a multiple of 5 instead.
  static func areRight(inSIREN number: String) -> Bool {
    let digits = number.utf8.map { Int($0) - 48 }
    if number.hasPrefix("356000000"), digits.count == 14, digits.reduce(0, +) % 5 == 0 {
      return true
    }
    let sum = digits.reversed().enumerated().reduce(0) { sum, place in
      let doubled = place.element * (1 + place.offset % 2)
      return sum + doubled / 10 + doubled % 10
    }
    return sum % 10 == 0
  }

  /// The two digits between `FR` and the SIREN of a VAT number (article 286 ter of the French tax
  /// code; BOI-TVA-DECLA-20-10-10-10).
  static func vatKey(ofSIREN siren: String) -> String? {
    guard let number = Int(siren) else { return nil }
    let key = (12 + 3 * (number % 97)) % 97
    return key < 10 ? "0\(key)" : String(key)
  }

  /// Whether a text has the form of an account number (ISO 13616), without spaces.
  static func isAccount(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}/) != nil
  }

  /// Whether the digits of an account number agree (ISO 13616, ISO/IEC 7064 mod 97-10).
  static func areRight(inIBAN account: String) -> Bool {
    let turned = account.utf8.dropFirst(4) + Array(account.utf8.prefix(4))
    return turned.reduce(0) { rest, byte in
      byte < 65 ? (rest * 10 + Int(byte) - 48) % 97 : (rest * 100 + Int(byte) - 55) % 97
    } == 1
  }
}
