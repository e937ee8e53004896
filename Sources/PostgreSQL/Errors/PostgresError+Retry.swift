extension PostgresError {
  /// Whether the transaction may succeed if it is run again: others were in its way, or the
  /// connection was lost.
  var isWorthAnotherAttempt: Bool {
    switch kind {
    case .connectionLost: true
    case .statementFailed: sqlState == .serializationFailure || sqlState == .deadlockDetected
    default: false
    }
  }

  /// The same error, which remained after so many attempts.
  func triedTimes(_ count: Int) -> PostgresError {
    guard count > 1 else { return self }
    var error = self
    error.hint = hint ?? "it was tried \(count) times: run it again when there is less going on"
    return error
  }

  /// The answer to a COMMIT is lost, and nobody can be asked.
  init(outcomeUnknownAfter loss: PostgresError) {
    self.init(
      .commitOutcomeUnknown,
      "the connection was lost while COMMIT was under way (\(loss.message)): it is unknown whether"
        + " the transaction was stored",
      hint: "look whether it is there before it is run again", statement: "commit")
  }
}
