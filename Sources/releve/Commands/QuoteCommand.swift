import ArgumentParser
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

  func run() throws {
    try Quoter.answerAll(of: file, console, refusedCode: "quote_refused")
  }
}
