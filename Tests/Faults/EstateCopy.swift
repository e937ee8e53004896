import PostgreSQL
import TestSupport
import Testing

/// A copy of the estate, on which a night is run.
struct EstateCopy {
  let months: EstateMonths
  let database: TestDatabase
  let home: String

  /// The program, which finds the database as the URL says.
  func program(_ url: String? = nil, environment: [String: String] = [:]) -> Program {
    let usual = [
      "RELEVE_DATABASE_URL": url ?? database.connectionURL, "RELEVE_RECONNECT_SECONDS": "20",
    ]
    return Program(home: home, environment: usual.merging(environment) { _, own in own })
  }

  /// Starts the night, of another day if one is named.
  func start(_ url: String? = nil, date: String? = nil) throws -> RunningProgram {
    try program(url).start("nightly", "--date", date ?? months.night, "--format", "json")
  }

  /// Runs the night to its end.
  @discardableResult
  func run(date: String? = nil) throws -> Program.Run {
    let run = try start(date: date).finish()
    #expect([0, 3].contains(run.status), "\(run.output)\(run.errors)")
    #expect(!run.output.contains("\"busy\""), "\(run.output)")
    return run
  }

  /// What a night comes to that nothing happens to, how long it takes, and how it ends.
  func unbrokenNight() throws -> (exports: Exports, duration: Duration, status: Int32) {
    let start = ContinuousClock.now
    let status = try run().status
    let duration = ContinuousClock.now - start
    return (try exports(), duration, status)
  }

  /// All that is exported, after an audit that finds nothing.
  func exports() throws -> Exports {
    let run = try program().shell(Exports.commands(months))
    #expect(run.status == 0, "\(run.output.suffix(2000))\(run.errors)")
    return Exports(run.output)
  }

  /// Whether the exports are those of an unbroken night.
  func expectUnbroken(
    _ place: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let difference = try exports().difference(from: Estate.unbroken.get().exports)
    #expect(difference == nil, "\(place)", sourceLocation: sourceLocation)
  }
}
