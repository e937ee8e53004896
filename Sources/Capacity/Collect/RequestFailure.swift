/// Why a request to the provider's API came to nothing.
public enum RequestFailure: Error, Hashable, Sendable {
  /// 401 or 403: also with a token that had just been given. `words` is what the API says.
  case unauthorised(status: Int, words: String)
  /// A status that will stay.
  case refused(status: Int, words: String)
  /// In exchange for a credential came something else.
  case notAToken
  /// Another address was named; nil where none was. The token is sent to no other.
  case redirected(status: Int, host: String?)
  /// It could not be reached, did not answer in time, was not well or answered what is none,
  /// however often it was tried.
  case stayedAway(attempts: Int, reason: String)
  /// It wants to be left alone for longer than a run waits.
  case asksToWait(seconds: Int64)
  /// In bytes.
  case tooLarge(limit: Int)
  /// The time that a run may take has passed.
  case outOfTime
  /// An id of the API cannot stand in a path.
  case unusableID
  /// What it rests on was not read.
  case needs(InventoryPart)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unauthorised: "console_unauthorised"
    case .refused: "console_refused"
    case .notAToken: "console_not_a_token"
    case .redirected: "console_redirected"
    case .stayedAway: "console_stayed_away"
    case .asksToWait: "console_asks_to_wait"
    case .tooLarge: "console_answer_too_large"
    case .outOfTime: "console_out_of_time"
    case .unusableID: "console_unusable_id"
    case .needs: "console_needs_part"
    }
  }
}

extension RequestFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unauthorised(let status, let words): "status \(status)\(Self.quoted(words))"
    case .refused(let status, let words): "status \(status)\(Self.quoted(words))"
    case .notAToken: "what it answers is no token: check --url and RELEVE_CONSOLE_URL"
    case .redirected(let status, let host):
      "status \(status) leads to \(host ?? "another address"), where the token is not sent: name"
        + " the API's own address with --url or RELEVE_CONSOLE_URL"
    case .stayedAway(let attempts, let reason):
      attempts == 1 ? reason : "\(reason), after \(attempts) attempts"
    case .asksToWait(let seconds):
      "it asks to be left alone for \(seconds) s, which is longer than is waited: run this again"
        + " later"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .outOfTime:
      "the \(ProviderClient.runLimit / .seconds(60)) minutes that are given to a run have passed"
    case .unusableID: "an id of the API cannot stand in an address"
    case .needs(let part): "it is asked for by what \(part.rawValue) has, which could not be read"
    }
  }

  private static func quoted(_ words: String) -> String { words.isEmpty ? "" : ": \(words)" }
}
