/// What the file of a document is called.
public enum ExportedName {
  /// The document's number, with every byte but ASCII letters, digits, `.`, `_` and `-` written as
  /// `%2F`, and a full stop that it begins with too: no number leads out of the folder, none is
  /// hidden, and no two have the same name.
  public static func name(of number: String) -> String {
    var name = ""
    for (place, byte) in number.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: ".") where place > 0, UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        name += "%" + String(0x100 + Int(byte), radix: 16, uppercase: true).suffix(2)
      }
    }
    return name
  }
}
