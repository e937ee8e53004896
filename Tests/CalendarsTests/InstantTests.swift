import Calendars
import TestSeeds
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1),
    ("1969-12-31T23:59:59.999999Z", -1), ("2026-10-05T22:14:03.512Z", 1_791_238_443_512_000),
    ("2026-10-06T00:14:03.512+02:00", 1_791_238_443_512_000),
    ("2026-10-05T16:44:03.5120009-05:30", 1_791_238_443_512_000),
    ("2026-10-05t22:14:03.512z", 1_791_238_443_512_000),
    ("2000-02-29T12:00:00Z", 951_825_600_000_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
    ("1970-01-01T00:00:00-00:00", 0), ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ("1970-01-01T23:59:00+23:59", 0), ("1970-01-01T00:00:00.1234567899999999999999Z", 123_456),
  ])
  func `reads RFC 3339`(text: String, microseconds: Int64) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-10-05", "2026-10-05T22:14:03", "2026-10-05 22:14:03Z", "2026-10-05T22:14Z",
    "2026-10-05T22:14:03.Z", "2026-10-05T22:14:03,5Z", "2026-10-05T24:00:00Z",
    "2026-10-05T22:60:00Z", "2026-10-05T22:14:61Z", "2026-13-05T22:14:03Z", "2026-00-05T22:14:03Z",
    "2026-10-00T22:14:03Z", "2026-09-31T22:14:03Z", "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2026-10-05T22:14:03+0200", "2026-10-05T22:14:03+02", "2026-10-05T22:14:03+24:00",
    "2026-10-05T22:14:03+02:60", "2026-10-05T22:14:03ZZ", " 2026-10-05T22:14:03Z",
    "2026-10-05T22:14:03Z ", "26-10-05T22:14:03Z", "02026-10-05T22:14:03Z", "2026-1-5T22:14:03Z",
    "-2026-10-05T22:14:03Z", "２０２６-10-05T22:14:03Z", "0000-01-01T00:00:00+00:01",
    "9999-12-31T23:59:60Z", "9999-12-31T23:59:59-00:01", "2026-10-05T22:14:03\u{0}",
  ])
  func `refuses what is no date-time`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `a space stands for the T only where it is allowed`() {
    let text = "2026-10-05 22:14:03Z"
    #expect(Instant(rfc3339: text) == nil)
    #expect(Instant(rfc3339: text, allowingSpace: true)?.description == "2026-10-05T22:14:03Z")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
    (100_000, "1970-01-01T00:00:00.1Z"), (1_000_000, "1970-01-01T00:00:01Z"),
    (1_791_238_443_512_000, "2026-10-05T22:14:03.512Z"),
  ])
  func `prints in UTC with the digits it needs`(microseconds: Int64, text: String) {
    #expect(Instant(microseconds: microseconds).description == text)
  }

  @Test func `what is printed is read back, and sorts as time does`() {
    var random = SeededGenerator.seeded(for: "instants")
    let range = Instant.distantPast.microseconds..<Instant.distantFuture.microseconds
    var previous = Instant.distantPast
    for unit: Int64 in [1, 1_000, 1_000_000, 86_400_000_000] {
      for _ in 0..<4_000 {
        let drawn = Int64.random(in: range, using: &random)
        let instant = Instant(microseconds: drawn / unit * unit)
        #expect(Instant(rfc3339: instant.description) == instant)
        let printedInOrder = previous.description.prefix(19) <= instant.description.prefix(19)
        #expect((previous.secondsFloor <= instant.secondsFloor) == printedInOrder)
        previous = instant
      }
    }
  }

  @Test func `the second below an instant lies in its past`() {
    #expect(Instant(microseconds: -1).secondsFloor == -1)
    #expect(Instant(microseconds: -1_000_000).secondsFloor == -1)
    #expect(Instant(microseconds: 999_999).secondsFloor == 0)
    #expect(Instant(seconds: -5).adding(microseconds: 5_000_001).microseconds == 1)
  }

  @Test(arguments: [Int64.min, Int64.max])
  func `every instant can be printed`(microseconds: Int64) {
    #expect(Instant(microseconds: microseconds).description.hasSuffix("Z"))
  }
}
