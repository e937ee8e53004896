/// The names that a mistyped one may have meant.
public enum NearestNames {
  /// Up to three names, the nearest first: those that a few letters tell from the one that was
  /// given, whatever the capitals, and those in which it stands.
  public static func of(_ given: String, among names: some Sequence<String>) -> [String] {
    let meant = letters(given)
    let distanceMax = max(2, meant.count / 3)
    let near = names.compactMap { name -> (distance: Int, name: String)? in
      let other = letters(name)
      let distance = distance(meant, other)
      let holds = meant.count >= 3 && String(other).contains(String(meant))
      return distance <= distanceMax || holds ? (distance, name) : nil
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// As many as tell names apart: comparing takes as many steps as their product.
  private static func letters(_ name: String) -> [Character] {
    Array(name.prefix(100).lowercased())
  }

  /// How many letters have to be put in, left out, changed, or changed with their neighbour to make
  /// one text of another (optimal string alignment).
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var rows = [Array(0...other.count)]
    for (i, letter) in one.enumerated() {
      let before = rows[i]
      var row = [i + 1]
      for (j, second) in other.enumerated() {
        var least = min(before[j + 1] + 1, row[j] + 1, before[j] + (letter == second ? 0 : 1))
        if i > 0, j > 0, letter == other[j - 1], one[i - 1] == second {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[one.count][other.count]
  }
}
