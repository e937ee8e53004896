import Decimals
import ServiceLevels
import Testing

@Suite struct ClassedTimeTests {
  @Test func `Equal seconds are equal times`() {
    let time = ClassedTime(
      up: .one, down: .zero, maintenanceDown: .zero, maintenanceUp: .zero, unknown: .zero)
    #expect(
      time
        != ClassedTime(
          up: .zero, down: .one, maintenanceDown: .zero, maintenanceUp: .zero, unknown: .zero))
  }
}
