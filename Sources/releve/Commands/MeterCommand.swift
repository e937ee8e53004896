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

      Example: releve meter
      """)
  @OptionGroup var options: GlobalOptions
  @Flag(help: "Drops all that was metered and meters every event anew.") var rebuild = false

  func run() throws {
    let progress = MeteringProgress(console)
    defer { progress.finish() }
    let rollup = Rollup(try database.connect())
    if rebuild {
      try rollup.rebuild(progress: progress.show)
    } else {
      try rollup.update(progress: progress.show)
    }
  }
}
