import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports

extension InvoiceCommand {
  /// `releve invoice explain NUMBER --line N`
  struct Explain: DatabaseCommanding {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
      abstract: "Explains a line of a document, down to the events with their files and lines.",
      discussion: """
        Amount, price, quantity, days, events: each level says its sum, and whether that is what \
        the level above says. The document is what was issued, what is below is what is known now: \
        where they differ, the events and corrections that came since are named, and whether a \
        later document has adjusted them. Sums are of all of the line; of many days and events the \
        first are shown, or those that --resource and --day name.

        Examples:
          releve invoice explain FR-2026-000001 --line 1
          releve invoice explain FR-2026-000001 --line 1 --resource vm-0042
          releve invoice explain FR-2026-000001 --line 1 --day 2026-10-05
        """)
    @OptionGroup var options: GlobalOptions
    @Option(help: "The line's number on the document.") var line: Int
    @Option(help: "Only the days and events of this resource.") var resource: String?
    @Option(help: ArgumentHelp("Only this local day, YYYY-MM-DD.", valueName: "day"))
    var day: LocalDate?
    @Option(help: "How many events are shown.") var events = 20
    @Option(help: "fr or en; default the document's.") var language: Language?
    @Option(help: "text or json; text on a terminal, json when piped.") var format: Format?
    @Argument(help: "The document's number.") var number: String

    func validate() throws {
      guard (0...Self.eventsMax).contains(events) else {
        throw ValidationError("--events is a number from 0 to \(Self.eventsMax)")
      }
    }

    /// What fits into memory several times.
    private static let eventsMax = 100_000

    func run() throws {
      let connection = try database.connect()
      let explainer = Explainer(
        connection, directory: try DocumentStore(connection).directory(), now: Clock.now)
      let explanation = try explainer.explanation(
        of: number, line: line,
        scope: ExplanationScope(resource: resource, day: day, eventsMax: events))
      switch format ?? (Console.outputIsTerminal ? .text : .json) {
      case .text:
        Console.output(
          ExplanationText(explanation, in: language, width: Console.outputWidth).text())
      case .json: try JSONOutput.write(ExplanationReport(explanation), pretty: true)
      }
    }
  }
}
