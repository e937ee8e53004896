import ArgumentParser
import Documents
import Metering
import Rating

/// `releve quote FILE`
struct QuoteCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Prices quantities by charges, without a database.",
    discussion: """
      Each line is a question: a JSON object with id, quantity, charge (as a price list has it) \
      and minor_units, the digits of the amount, 2 where it is left out. Such as

        {"id":"1","quantity":"3","charge":{"model":"per_unit","unit_price":"12.00"}}

      Each is answered with a line of JSON, in the same order: the amount, also unrounded, and \
      how it comes about; or an error, and then the exit code is 3. A pipe that stays open gets \
      each answer at once.

      Examples:
        releve quote questions.ndjson
        releve quote - <<<'{"id":1,"quantity":3,"charge":{"model":"flat","amount":5}}'
      """)
  @OptionGroup var options: GlobalOptions

  @Argument(help: "A file, also gzip; - is standard input.", completion: .file())
  var file: String

  /// As much is written at once, unless the input makes a pause.
  private static let outputBytes = 1 << 16

  func run() throws {
    let (read, refused) = try answerAll()
    guard refused == 0 else {
      console.warning(
        "quote_refused", "lines with an error for an answer: \(refused) of \(read)")
      throw ExitStatus.needsPerson
    }
  }

  /// Answers every line that is not blank; returns how many, and how many with an error.
  private func answerAll() throws -> (read: Int, refused: Int) {
    let input = try InputFile(path: file)
    var quoter = try Quoter(file: input.name)
    var lines = RecordReader(input: input, boundary: LineBoundary())
    var (read, refused) = (0, 0)
    defer { Self.flush(&quoter) }
    // Before the program waits for more, all answers are out.
    while let record = try lines.next(patienceMilliseconds: quoter.answers.isEmpty ? -1 : 0) {
      switch record {
      case .pause:
        Self.flush(&quoter)
        continue
      case .oversized(let line, let record):
        quoter.refuse(lineOf: record.length, number: line, limit: RecordLimits.bytesMax)
        refused += 1
      case .whole(let number, let range):
        let isAnswered = lines.withBytes(of: range) { line in
          line.isBlank ? nil : quoter.answer(line, number: number)
        }
        guard let isAnswered else { continue }
        if !isAnswered { refused += 1 }
      }
      read += 1
      if quoter.answers.count >= Self.outputBytes { Self.flush(&quoter) }
    }
    return (read, refused)
  }

  private static func flush(_ quoter: inout Quoter) {
    guard !quoter.answers.isEmpty else { return }
    Console.output(bytes: quoter.answers)
    quoter.clearAnswers()
  }
}
