import Pages

/// The styles of all documents on pages: few sizes, one colour.
enum PageStyles {
  static let title = TextStyle(21, .semibold, .accent)
  static let seller = TextStyle(13, .semibold, .ink)
  static let strong = TextStyle(9.5, .semibold)
  static let body = TextStyle(8.5)
  static let label = TextStyle(6.8, .regular, .grey)
  static let note = TextStyle(7.2, .regular, .grey)
  static let head = TextStyle(7, .semibold, .grey)
  static let group = TextStyle(8.8, .semibold, .accent)
  static let section = TextStyle(10, .semibold)
  static let total = TextStyle(12, .semibold, .accent)
  static let commitment = TextStyle(13, .semibold)
  static let cell = TextStyle(7.6)
  static let day = TextStyle(7.2, .semibold, .accent)
  static let foot = TextStyle(6.8, .regular, .grey)

  static let table = PageTable.Styles(head: head, group: group)
}
