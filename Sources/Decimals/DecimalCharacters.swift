/// The characters of a number in plain notation.
struct DecimalCharacters {
  let magnitude: WideMagnitude
  let scale: Int
  let isNegative: Bool

  /// The most digits of a magnitude of 256 bits.
  private static let digitsMax = 78

  /// As many digits as every number of 64 bits holds: division of those is several times faster.
  private static let chunkDigits = 19
  private static let chunk: UInt128 = 10_000_000_000_000_000_000

  /// Lends the number in ASCII, with all its digits after the point or without zeros at the end.
  func withBytes<Result>(
    keepingZeros: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    // A zero before the point, the point and the sign come on top.
    let capacity = max(Self.digitsMax, scale) + 3
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { memory in
      var start = fillDigits(memory)
      // At least one digit stands before the point.
      while memory.count - start <= scale { Self.put(UInt8(ascii: "0"), before: &start, memory) }
      let point = memory.count - scale
      var end = memory.count
      while !keepingZeros, end > point, memory[end - 1] == UInt8(ascii: "0") { end -= 1 }
      if end > point {
        // The whole digits move to make room.
        for place in start..<point { memory[place - 1] = memory[place] }
        memory[point - 1] = UInt8(ascii: ".")
        start -= 1
      }
      if isNegative { Self.put(UInt8(ascii: "-"), before: &start, memory) }
      return body(UnsafeBufferPointer(rebasing: memory[start..<end]))
    }
  }

  /// Appends the number in ASCII.
  func append(to bytes: inout [UInt8], keepingZeros: Bool) {
    withBytes(keepingZeros: keepingZeros) { bytes.append(contentsOf: $0) }
  }

  /// The number in ASCII.
  func text(keepingZeros: Bool) -> String {
    withBytes(keepingZeros: keepingZeros) { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes the digits to the end of the memory; returns where they begin.
  private func fillDigits(_ memory: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var start = memory.count
    var rest = magnitude
    while rest.high > 0 || rest.low > UInt128(UInt64.max) {
      let (quotient, lowest) = rest.quotientAndRemainder(dividingBy: Self.chunk)
      let next = start - Self.chunkDigits
      Self.put(UInt64(truncatingIfNeeded: lowest), before: &start, memory)
      while start > next { Self.put(UInt8(ascii: "0"), before: &start, memory) }
      rest = quotient
    }
    Self.put(UInt64(truncatingIfNeeded: rest.low), before: &start, memory)
    return start
  }

  private static func put(
    _ number: UInt64, before start: inout Int, _ memory: UnsafeMutableBufferPointer<UInt8>
  ) {
    var rest = number
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit), before: &start, memory)
      rest = quotient
    }
  }

  private static func put(
    _ character: UInt8, before start: inout Int, _ memory: UnsafeMutableBufferPointer<UInt8>
  ) {
    start -= 1
    memory[start] = character
  }
}

extension DecimalCharacters {
  init(_ number: DecimalNumber) {
    self.init(
      magnitude: WideMagnitude(high: 0, low: number.coefficient.magnitude), scale: number.scale,
      isNegative: number.isNegative)
  }

  init(_ number: WideDecimal) {
    self.init(magnitude: number.magnitude, scale: number.scale, isNegative: number.isNegative)
  }
}
