import TestSeeds
import Testing

@testable import Metering
@testable import TestModel

/// Whatever bytes arrive, an ingestion goes to its end and every line has an outcome.
@Suite struct HostileInputTests {
  @Test(arguments: [
    shopLine("a\\u0000b"), shopLine("\\ud800"), shopLine("e", ["subject": #""a\u0000b""#]),
    shopLine("e", data: ["sku": #""csp:\u0000:vm:v1""#]),
    shopLine("e", data: ["unit": #""\u0000""#]),
    shopLine("e", data: ["resource": #""\u0000""#]), shopLine("e", ["type": #""\u0000""#]),
    voidLine(data: #"{"id":"\u0000"}"#), voidLine(data: #"{"id":"e","reason":"\u0000"}"#),
    "\u{0}", "{\"id\":\"a\u{0}b\"}", "\"\u{FEFF}\"",
  ])
  func `texts that the database cannot hold are rejected`(line: String) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let counts = try shop.ingest(line + "\n" + shopLine("sound"))
    #expect(counts.outcomes == [1, 0, 0, 1])
  }

  @Test func `texts of any length are stored or rejected`() throws {
    var random = SeededGenerator.seeded(for: "long texts")
    for count in [1000, 3000, 20_000, 300_000] {
      // Random, so that it cannot be compressed below the limits of an index.
      let text = (0..<count / 8).map { _ in
        let digits = String(random.next() >> 24, radix: 36)
        return String(repeating: "x", count: 8 - digits.count) + digits
      }.joined()
      let shop = try MeteredWorld(yaml: shopYAML)
      let lines = [
        shopLine("r", data: ["resource": "\"\(text)\""]), shopLine(text),
        shopLine("s", ["source": "\"\(text)\""]), shopLine("t", ["subject": "\"\(text)\""]),
        shopLine("u", data: ["unit": "\"\(text)\""]),
        shopLine("k", data: ["sku": "\"csp:\(text):vm:v1\""]),
        voidLine(["id": "\"\(text)v\""], data: #"{"id":"\#(text)","reason":"\#(text)"}"#),
        shopLine("sound"),
      ]
      let counts = try shop.ingest(lines.joined(separator: "\n"))
      #expect(counts.read == lines.count)
      #expect(
        counts.accepted == (count <= 1000 ? 6 : 5), "all but tenant and unit, short SKUs only")
    }
  }

  @Test func `damaged lines all have an outcome`() throws {
    var random = SeededGenerator.seeded(for: "damaged lines")
    let shop = try MeteredWorld(yaml: shopYAML)
    var bytes: [UInt8] = []
    let count = 3000
    for number in 0..<count {
      var line = Array(shopLine("e\(number % 50)", data: ["unit": #""VM""#]).utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 1..<line.count, using: &random)
        line[place] = UInt8.random(in: 0...255, using: &random)
      }
      bytes += line.map { $0 == 10 || $0 == 13 ? 32 : $0 } + [10]
    }
    let counts = try shop.ingest(bytes: bytes)
    #expect(counts.read == count)
    #expect(counts.rejected > 100 && counts.accepted > 40)
    #expect(try shop.storedCounts() == counts.outcomes.map(Int64.init))
  }
}
