public import ArgumentParser
public import Calendars
public import Metering
public import Reports

// How values of the modules are written on the command line.

extension Period: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension ArgumentHelp {
  /// The help of `--period`.
  static var month: ArgumentHelp { ArgumentHelp("The month, YYYY-MM.", valueName: "month") }
}

extension LocalDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension EventFormat: ExpressibleByArgument {}

extension Listing.Format: ExpressibleByArgument {}
