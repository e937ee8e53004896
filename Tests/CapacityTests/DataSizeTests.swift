import Capacity
import Decimals
import Testing

@Suite("Sizes in the units of memory and storage")
struct DataSizeTests {
  @Test("rule C6: a tebibyte is 1.0995 terabytes, to 6 decimals")
  func units() throws {
    let size = DataSize(1, TiB.self)
    #expect(size.count(of: TiB.self) == .one)
    #expect(size.count(of: GiB.self) == DecimalNumber(1024))
    #expect(size.count(of: TB.self).plain == "1.099512")
    #expect(size.count(of: GB.self).plain == "1099.511628")
  }

  @Test("half of the last digit is rounded up, away from zero")
  func halves() {
    #expect(DataSize(bytes: 500).count(of: GB.self).plain == "0.000001")
    #expect(DataSize(bytes: 499).count(of: GB.self).plain == "0")
    #expect(DataSize(bytes: -500).count(of: GB.self).plain == "-0.000001")
  }

  @Test("a share of nothing is no share")
  func percentages() {
    #expect(DataSize(bytes: 17).percent(of: DataSize(bytes: 20))?.plain == "85")
    #expect(DataSize(bytes: 1).percent(of: DataSize(bytes: 3))?.plain == "33.3")
    #expect(DataSize(bytes: 17).percent(of: .zero) == nil)
  }
}
