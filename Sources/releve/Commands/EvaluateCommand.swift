import ArgumentParser
import ServiceLevels

/// `releve sla evaluate FILE`
struct EvaluateCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Tells the availability of given intervals, without a database.",
    discussion: """
      Each line is a case: a JSON object with id, period, outages, maintenances, unknown and \
      policy (as a commitment has it). A span is [from, to] in instants, or in seconds; an outage \
      may have its impact as a third value; a to of null is open. All maintenance counts as \
      announced. Such as, on one line,

        {"id":1,"period":[0,2592000],"outages":[[600,1200],[1200,1500,"0.5"]],
        "policy":{"maintenance":"included","target":"99.9"}}

      Each is answered with a line of JSON, in the same order: availability in percent, with \
      maintenance included and excluded, the seconds of each class, whether the target is met, and \
      the percentage of the credit; or an error, and then the exit code is 3. Where nothing could \
      be measured, availability and met are null. A pipe that stays open gets each answer at once.

      Examples:
        releve sla evaluate cases.ndjson
        collector | releve sla evaluate -
      """)
  @OptionGroup var options: GlobalOptions

  @Argument(help: "A file, also gzip; - is standard input.", completion: .file())
  var file: String

  func run() throws {
    try Evaluator.answerAll(of: file, console, refusedCode: "evaluation_refused")
  }
}
