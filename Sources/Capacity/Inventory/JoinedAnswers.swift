import Documents

/// One JSON text of several lists of the API.
enum JoinedAnswers {
  /// An object of lists, by their machines.
  static func object(_ lists: [(machine: String, list: [UInt8])]) -> [UInt8] {
    let members = lists.map { machine, list in
      var key = JSONWriter()
      key.write(text: machine.utf8)
      return key.bytes + Array(":".utf8) + list.withoutByteOrderMark
    }
    return Array("{".utf8) + Array(members.joined(separator: ",\n".utf8)) + Array("}\n".utf8)
  }

  /// A list of all objects of lists.
  static func list(_ lists: [[UInt8]]) -> [UInt8] {
    let contents = lists.map(content).filter { !$0.isEmpty }
    return Array("[".utf8) + Array(contents.joined(separator: ",\n".utf8)) + Array("]\n".utf8)
  }

  /// What stands between a list's brackets.
  private static func content(_ list: [UInt8]) -> ArraySlice<UInt8> {
    trimmed(trimmed(list.withoutByteOrderMark).dropFirst().dropLast())
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    let text = text.drop(while: isSpace)
    return text.dropLast(text.reversed().prefix(while: isSpace).count)
  }
}
