public import ArgumentParser
public import Calendars
public import Capacity
public import Catalogue
public import Metering
public import Reports
public import ServiceLevels

// How values of the modules are written on the command line.

extension Period: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension ArgumentHelp {
  /// The help of `--period`.
  static var month: ArgumentHelp { ArgumentHelp("The month, YYYY-MM.", valueName: "month") }

  /// The help of `--date`.
  static var today: ArgumentHelp {
    ArgumentHelp("The local day, YYYY-MM-DD; default today.", valueName: "day")
  }

  /// The help of `--known-at`.
  static var knownAt: ArgumentHelp {
    ArgumentHelp("As of what was known then, such as 2026-11-03T09:00:00Z.", valueName: "instant")
  }

  /// The help of `--price-list`.
  static var otherList: ArgumentHelp {
    ArgumentHelp("By this price list, in the place of the contract's.", valueName: "name")
  }
}

/// The months that documents are taken of.
struct MonthsOption: ParsableArguments {
  @Option(help: ArgumentHelp("Only documents of this month, YYYY-MM.", valueName: "month"))
  var period: Period?
  @Option(help: ArgumentHelp("Only documents of this month and later.", valueName: "month"))
  var from: Period?
  @Option(help: ArgumentHelp("Only documents of this month and earlier.", valueName: "month"))
  var to: Period?

  func validate() throws {
    if period != nil, from != nil || to != nil {
      throw ValidationError("--period is one month: give it alone, or --from and --to")
    }
    if let from, let to, to < from {
      throw ValidationError("--to \(to) is before --from \(from)")
    }
  }
}

extension Language: ExpressibleByArgument {}

extension LocalDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
  public init?(argument: String) { self.init(rfc3339: argument) }
}

extension EventFormat: ExpressibleByArgument {}

extension ImportFormat: ExpressibleByArgument {}

extension InventoryPart: ExpressibleByArgument {}

extension BillableResource.Kind: ExpressibleByArgument {}

extension Listing.Format: ExpressibleByArgument {}

extension InvoiceFormat: ExpressibleByArgument {}
