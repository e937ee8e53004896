import BigInt
import Calendars
import Decimals
import Metering

/// RFC 3339 times: what is accepted is what a slow reading gives, prints, and reads back the same.
func fuzzTime(_ bytes: UnsafeRawBufferPointer) throws {
  let text = bytes.bindMemory(to: UInt8.self)
  for allowsSpace in [false, true] {
    let instant = Instant(rfc3339: text, allowingSpace: allowsSpace)
    let expected = ModelTime.microseconds(Array(bytes), allowingSpace: allowsSpace)
    try require(
      instant?.microseconds == expected,
      "space \(allowsSpace): read \(instant.map { "\($0)" } ?? "nothing"), expected "
        + (expected.map { "\($0) µs" } ?? "nothing"))
    guard let instant else { continue }
    try require(
      Instant(rfc3339: instant.description) == instant, "\(instant) does not read back the same")
    try require((0...9999).contains(instant.utcDate.year), "\(instant) is out of range")
  }
}

/// Unix times in seconds and milliseconds: rounded to the microsecond towards the past.
func fuzzUnixTime(_ bytes: UnsafeRawBufferPointer) throws {
  let text = bytes.bindMemory(to: UInt8.self)
  for (format, digits) in [(TimeFormat.unixSeconds, 6), (.unixMilliseconds, 3)] {
    let instant = format.instant(from: text)
    var expected: BigInt?
    if case .number(let coefficient, let scale) = ModelDecimal(Array(bytes), limits: .quantity) {
      let (quotient, remainder) = (coefficient * BigInt(10).power(digits))
        .quotientAndRemainder(dividingBy: BigInt(10).power(scale))
      let floor = remainder < 0 ? quotient - 1 : quotient
      let range =
        BigInt(
          Instant.distantPast.microseconds)..<BigInt(
          Instant.distantFuture.microseconds)
      if range.contains(floor) { expected = floor }
    }
    try require(
      instant.map { BigInt($0.microseconds) } == expected,
      "\(format): read \(instant.map { "\($0)" } ?? "nothing"), expected \(expected ?? -1) µs")
  }
}

/// Decimals: what is accepted is what integers without bounds give, and prints back.
func fuzzDecimal(_ bytes: UnsafeRawBufferPointer) throws {
  let text = bytes.bindMemory(to: UInt8.self)
  for limits in [DecimalNumber.Limits.quantity, .price] {
    let result = Result { () throws(DecimalError) in
      try DecimalNumber(parsing: text, limits: limits)
    }
    switch (ModelDecimal(Array(bytes), limits: limits), result) {
    case (.number(let coefficient, let scale), .success(let number)):
      try require(
        BigInt(number.coefficient) == coefficient && number.scale == scale,
        "read \(number), expected \(coefficient) at scale \(scale)")
      let again = try? DecimalNumber(number.description, limits: limits)
      try require(
        again?.coefficient == number.coefficient && again?.scale == number.scale,
        "\(number) does not read back the same")
    case (.refused(let code), .failure(let error)):
      try require(error.code == code, "refused as \(error.code), expected \(code)")
    case (let expected, let found):
      throw Finding("read \(found), expected \(expected)")
    }
  }
}
