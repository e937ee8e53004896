import ArgumentParser
import ServiceLevels

/// `releve sla claim TICKET`
struct ClaimCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "claim",
    abstract: "Accepts or refuses the claim of a ticket.",
    discussion: """
      An accepted claim makes the credits due of the commitments that were missed in the month of \
      its outage, within their caps: on that month's document, or, where it is issued already, as \
      an adjustment on the next one. A claim that came too late is due only through this. The last \
      decision holds; every one is kept with its reason.

      Examples:
        releve sla claim INC-4521 --accept --reason 'outage of 4 October, 21 minutes'
        releve sla claim INC-4522 --refuse --reason 'their own network'
      """)
  @OptionGroup var options: GlobalOptions
  @Flag(help: "The claim is accepted.") var accept = false
  @Flag(help: "The claim is refused.") var refuse = false
  @Option(help: "Why, for whoever asks later.") var reason: String
  @Argument(help: "The ticket's id.") var ticket: String

  func validate() throws {
    guard accept != refuse else {
      throw ValidationError("either --accept or --refuse says what is decided")
    }
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty") }
  }

  func run() throws {
    let isNew = try ClaimDecisions(database.connect())
      .decide(ticket, accepted: accept, reason: reason)
    Console.output("\(isNew ? accept ? "accepted" : "refused" : "unchanged")  \(ticket)\n")
  }
}
