internal import CWideCharacters

extension String {
  /// How many cells of a terminal the text takes: combining marks and what is invisible none, East
  /// Asian wide characters and emoji two. The widths of characters are glibc's.
  public var displayWidth: Int {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return utf8.count }
    return TerminalLocale.use { reduce(0) { $0 + $1.displayWidth } }
  }
}

extension String {
  /// As much of the text's beginning as fits into so many cells.
  public func prefix(displayWidth limit: Int) -> String {
    TerminalLocale.use {
      var width = 0
      return String(
        prefix { character in
          width += character.displayWidth
          return width <= limit
        })
    }
  }
}

extension Character {
  /// An emoji takes two cells, of however many scalars it consists: flags, families, skin tones,
  /// and what a variation selector makes an emoji. Everything else takes the cells of its scalars:
  /// a letter those of its base, since marks take none.
  fileprivate var displayWidth: Int {
    isEmoji ? 2 : unicodeScalars.reduce(0) { $0 + max(Int(wcwidth(wchar_t($1.value))), 0) }
  }

  private var isEmoji: Bool {
    guard let first = unicodeScalars.first, first.properties.isEmoji else { return false }
    let others = unicodeScalars.dropFirst()
    // A regional indicator alone is shown as a letter.
    return others.contains("\u{FE0F}")
      || (first.properties.isEmojiPresentation && (!first.isRegionalIndicator || !others.isEmpty))
  }
}

extension Unicode.Scalar {
  fileprivate var isRegionalIndicator: Bool { ("\u{1F1E6}"..."\u{1F1FF}").contains(self) }
}

/// glibc tells widths for the thread's locale. C.UTF-8 is part of glibc and of every Debian.
private enum TerminalLocale {
  private static let handle = SendableLocale(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))

  /// Runs `body` with the widths of Unicode.
  static func use<Result>(_ body: () -> Result) -> Result {
    let previous = uselocale(handle.value)
    defer { uselocale(previous) }
    return body()
  }
}

/// A locale that is never changed or freed, so that threads can share it.
private struct SendableLocale: @unchecked Sendable {
  let value: locale_t?

  init(_ value: locale_t?) { self.value = value }
}
