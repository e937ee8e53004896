import PostgreSQL

extension Connection {
  /// Runs statements that store rows unless they are there, until they are known to have done so:
  /// also where the answer to a commit was lost.
  func storingOnce(_ body: () throws -> Void) throws {
    try transaction(askingAfterLoss: { nil }, body)
  }
}
