import ArgumentParser

/// A command that takes the global options.
protocol DatabaseCommanding: ParsableCommand {
  var options: GlobalOptions { get }
}

extension DatabaseCommanding {
  /// Where the command's messages go.
  var console: Console { Console(options) }

  /// The database that the command works on.
  var database: Database { Database(options, console: console) }
}
