public import TestSeeds

/// Makes inputs out of sound ones: by bits, bytes, splices, repetitions, and pieces that parsers
/// have stumbled over.
public struct Mutator {
  private let seeds: [[UInt8]]
  private var random: SeededGenerator

  /// No input is longer.
  private static let bytesMax = 4096

  public init(_ target: FuzzTarget, _ random: SeededGenerator) {
    self.seeds = target.seeds
    self.random = random
  }

  /// The next input.
  public mutating func next() -> [UInt8] {
    var bytes = seed()
    // Many small changes leave nothing to be read; most inputs have one or two.
    for _ in 0..<(1 << Int.random(in: 0...3, using: &random)) { mutate(&bytes) }
    return Array(bytes.prefix(Self.bytesMax))
  }

  private mutating func seed() -> [UInt8] { seeds.randomElement(using: &random) ?? [] }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let piece = piece(of: bytes)
    switch Int.random(in: 0..<9, using: &random) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2 where place < bytes.count: bytes.remove(at: place)
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 4: bytes.removeSubrange(piece)
    case 5:
      let count = Int.random(in: 1...4, using: &random)
      bytes.insert(contentsOf: Array(repeating: bytes[piece], count: count).joined(), at: place)
    case 6:
      let other = seed()
      bytes.replaceSubrange(place..., with: other[self.piece(of: other)])
    case 7:
      bytes.insert(contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: place)
    default:
      bytes.replaceSubrange(piece, with: Self.tokens.randomElement(using: &random) ?? [])
    }
  }

  /// Some part, mostly a short one.
  private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
    let start = Int.random(in: 0...bytes.count, using: &random)
    let length = Int.random(in: 0...(1 << Int.random(in: 0...8, using: &random)), using: &random)
    return start..<min(start + length, bytes.count)
  }

  /// What parsers have stumbled over.
  public static let tokens: [[UInt8]] =
    [
      "1e999", "-1e-999", "NaN", "Infinity", "-0", "1e", ".5", "00", "true", "null", "~",
      "1234567890123456789012345678901234567890", "9223372036854775808", "\0", "\u{FEFF}", "\r\n",
      "\n", "\r", "\"", "\"\"", "'", "\\", "\\ud800", "\\ud83d\\ude00", "\\u0000", "\\u0000\":1,",
      "<<: *a", "&a ", "*a", "!!str ", "!!binary ", "? ", "- ", ": ", "---\n", "...\n", "|\n",
      ">-\n",
      "%YAML 1.1\n", "{", "}", "[", "]", ",", ";", "\t", "#", "\u{85}", "\u{2028}", "e\u{301}", "é",
      "2023-02-29T00:00:00Z", "10000-01-01T00:00:00Z", "2026-10-05T22:14:03", ":60", "+24:00",
      "\"id\":\"x\"", "\"data\":{}", "\"included\":\"1.5\",", "{id", "}}", "{}", "otherwise: x",
      "format: unix",
    ].map { Array($0.utf8) }
    + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x1F, 0x8B, 8], [0xE9],
    ]
    + ["[", "{\"a\":", "- ", "(", "\""].map { Array(String(repeating: $0, count: 70).utf8) }
}
