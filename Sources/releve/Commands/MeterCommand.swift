import ArgumentParser
import Metering

/// `releve meter`
struct MeterCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "meter",
    abstract: "Meters what has changed: new events, voids, documents.",
    discussion: """
      usage and invoice do it by themselves; run each night, it keeps them quick. With --rebuild \
      all that was metered is dropped and made anew from the events: it comes out the same.

      It ends with a line of JSON: `days` are days of resources that were metered, `held` days of \
      tenants that have changed but wait for an archived month to be restored (then the exit code \
      is 3).

      Example: releve meter
      """)
  @OptionGroup var options: GlobalOptions
  @Flag(help: "Drops all that was metered and meters every event anew.") var rebuild = false

  func run() throws {
    let progress = MeteringProgress(console)
    defer { progress.finish() }
    let rollup = Rollup(try database.connect())
    let start = ContinuousClock.now
    let days =
      try rebuild
      ? rollup.rebuild(progress: progress.show) : rollup.update(progress: progress.show)
    progress.finish()
    let held = try rollup.heldCount()
    try JSONOutput.write(
      MeterSummary(days: days, held: held, seconds: (ContinuousClock.now - start).inSeconds),
      pretty: false)
    guard held == 0 else {
      console.warning(
        "archived_month",
        "\(held) days of tenants have changed and wait for an archived month: `releve db archive"
          + " --list`, and --restore")
      throw ExitStatus.needsPerson
    }
  }
}

/// The line that ends `meter`.
private struct MeterSummary: Encodable {
  let days: Int
  let held: Int64
  let seconds: String
}
