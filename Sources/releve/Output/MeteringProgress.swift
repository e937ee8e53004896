import Calendars

/// Shows how far metering is, where it takes a while.
struct MeteringProgress {
  private let line: ProgressLine

  init(_ console: Console) {
    line = ProgressLine(isOn: console.isTalkative, isForced: false)
  }

  /// Before each month that is worked on.
  func show(month: Period, done: Int, all: Int) {
    line.show("metering \(month): month \(done + 1) of \(all)")
  }

  func finish() { line.finish() }
}
