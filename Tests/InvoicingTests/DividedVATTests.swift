import Decimals
import TestSeeds
import Testing

@testable import Invoicing

/// VAT that is rounded once is divided among accounts to the cent.
@Suite struct DividedVATTests {
  private func divided(_ nets: [String], _ rate: String, digits: Int = 2) throws -> [String] {
    let vat = try DividedVAT(
      on: nets.map { try DecimalNumber($0, limits: .price) },
      rate: DecimalNumber(rate, limits: .price), minorDigits: digits)
    return [vat.total.description] + vat.shares.map(\.description)
  }

  @Test func `the largest remainder gets the cent that is left, the first of equal ones`() throws {
    // 0.204 and 0.206 and 0.204: 0.61 in all.
    #expect(try divided(["1.02", "1.03", "1.02"], "20") == ["0.61", "0.20", "0.21", "0.20"])
    #expect(try divided(["0.02", "0.02", "0.02"], "20") == ["0.01", "0.01", "0.00", "0.00"])
    #expect(try divided(["10.00"], "5.5") == ["0.55", "0.55"])
    #expect(try divided([], "20.00") == ["0.00"])
    #expect(try divided(["1", "2"], "10", digits: 0) == ["0", "0", "0"])
  }

  @Test func `a discount that is booked apart has a negative share, and credits mirror`() throws {
    // 20.002 and -0.998: 19.004, which is 19.00.
    #expect(try divided(["100.01", "-4.99"], "20") == ["19.00", "20.00", "-1.00"])
    #expect(try divided(["-100.01", "4.99"], "20") == ["-19.00", "-20.00", "1.00"])
    #expect(try divided(["5.00", "-5.00"], "20") == ["0.00", "1.00", "-1.00"])
  }

  @Test func `shares add up, and none is a cent away from its exact VAT`() throws {
    var generator = SeededGenerator.seeded(for: "divided VAT")
    for _ in 0..<2_000 {
      let nets = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        DecimalNumber(
          coefficient: Int128(Int.random(in: -999_999...999_999, using: &generator)), scale: 2)
      }
      let rate = DecimalNumber(
        coefficient: Int128(Int.random(in: 0...10_000, using: &generator)), scale: 2)
      let vat = try DividedVAT(on: nets, rate: rate, minorDigits: 2)
      #expect(try vat.shares.reduce(.zero) { try $0 + $1 } == vat.total)
      for (net, share) in zip(nets, vat.shares) {
        let exact = net.coefficient * rate.coefficient
        #expect((exact - share.coefficient * 10_000).magnitude < 10_000, "\(nets) at \(rate)")
      }
      let mirrored = try DividedVAT(
        on: nets.map(\.negated), rate: rate, minorDigits: 2)
      let sum = try nets.reduce(DecimalNumber.zero) { try $0 + $1 }
      if !sum.isZero { #expect(mirrored.shares == vat.shares.map(\.negated), "\(nets) at \(rate)") }
    }
  }
}
