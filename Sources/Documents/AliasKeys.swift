extension String {
  /// The line of a mapping's key that an alias may stand in; nil where there is none.
  ///
  /// The parser compares keys by all that they stand for, and a few nested anchors stand for
  /// billions: such a text must not reach it. Keys are texts here, so nothing is lost. This takes
  /// for such a key: the sign `?` where YAML has it for keys, an alias before a colon, and a list
  /// or a mapping with an alias before a colon.
  var lineOfAliasKey: Int? {
    guard contains("&"), contains("*"),
      let match = firstMatch(
        of: /(?:^[\s\-?]*|[{\[,]\s*)\?|(?:^|[\s{\[,?])\*[\w\-]+\s*:|\*[\w\-]+[^\n\r]*[\]}]\s*:/
          .anchorsMatchLineEndings().asciiOnlyCharacterClasses())
    else { return nil }
    return String(self[..<match.range.upperBound]).yamlLineCount
  }
}
