/// A parser of untrusted input: what is fed to it, and what must hold whatever that is.
public struct FuzzTarget: Sendable {
  /// The name that `scripts/fuzz` takes.
  public let name: String

  /// Sound inputs, from which others are made.
  public let seeds: [[UInt8]]

  /// Reads an input in every way that the parser is used.
  ///
  /// - Throws: `Finding`, where a property does not hold; nothing for input that is refused.
  public let check: @Sendable (UnsafeRawBufferPointer) throws -> Void

  init(
    _ name: String, seeds: [[UInt8]],
    check: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.check = check
  }

  /// All of them.
  public static let all: [FuzzTarget] = [
    FuzzTarget("ndjson", seeds: Corpus.ndjson, check: fuzzNDJSON),
    FuzzTarget("csv", seeds: Corpus.csv, check: fuzzCSV),
    FuzzTarget("csv-map", seeds: Corpus.mappedCSV, check: fuzzMappedCSV),
    FuzzTarget("map", seeds: Corpus.maps, check: fuzzMap),
    FuzzTarget("document", seeds: Corpus.documents, check: fuzzDocument),
    FuzzTarget("time", seeds: Corpus.times, check: fuzzTime),
    FuzzTarget("unix-time", seeds: Corpus.numbers, check: fuzzUnixTime),
    FuzzTarget("decimal", seeds: Corpus.numbers, check: fuzzDecimal),
    FuzzTarget("gzip", seeds: Corpus.gzip, check: fuzzGzip),
    FuzzTarget("quote", seeds: Corpus.quotes, check: fuzzQuotes),
    FuzzTarget("sla-evaluate", seeds: Corpus.evaluations, check: fuzzEvaluations),
    FuzzTarget("json-cut", seeds: Corpus.records + Corpus.pages, check: fuzzJSONCutter),
    FuzzTarget("service-records", seeds: Corpus.records, check: fuzzServiceRecords),
    FuzzTarget("status-page", seeds: Corpus.pages, check: fuzzStatusPage),
    FuzzTarget("alerts", seeds: Corpus.alerts, check: fuzzAlerts),
    FuzzTarget("tickets", seeds: Corpus.tickets, check: fuzzTickets),
    FuzzTarget("service-map", seeds: Corpus.serviceMaps, check: fuzzServiceMaps),
  ]
}

/// A property that does not hold.
public struct Finding: Error, CustomStringConvertible {
  /// What was expected, and what was found.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Requires a property of a parser; `finding` says what was found where it does not hold.
func require(_ isTrue: Bool, _ finding: @autoclosure () -> String) throws {
  if !isTrue { throw Finding(finding()) }
}
