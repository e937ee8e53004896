internal import Glibc

/// Values by texts that are lent: a look-up copies nothing. Texts are compared as bytes.
struct TextTable<Value> {
  private var entries: [(text: [UInt8], value: Value)] = []
  /// Places in `entries`, from 1, by hash; a power of two, at most half full.
  private var slots = [Int32](repeating: 0, count: 64)

  /// The number of texts.
  var count: Int { entries.count }

  /// The value of a text; nil where it is new. Expected O(length).
  func value(of text: LentText) -> Value? {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] > 0 {
      let place = Int(slots[slot]) - 1
      if text.hasBytes(entries[place].text) { return entries[place].value }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the value of a text that is new.
  mutating func add(_ value: Value, of text: LentText) {
    if entries.count * 2 >= slots.count { grow() }
    entries.append((Array(text), value))
    place(entries.count)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for number in 1...entries.count { place(number) }
  }

  private mutating func place(_ number: Int) {
    var slot = entries[number - 1].text.withUnsafeBufferPointer(Self.hash) & (slots.count - 1)
    while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }

  /// Eight bytes at a time, multiplied and folded; seeded, so that nobody can choose texts that
  /// all fall into one place.
  private static func hash(_ text: LentText) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    var hash = seed ^ UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return Int(truncatingIfNeeded: fold(hash ^ tail) >> 1)
  }

  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private static var seed: UInt64 { textTableSeed }
}

/// Chosen anew in each process.
private let textTableSeed = UInt64.random(in: .min ... .max)
