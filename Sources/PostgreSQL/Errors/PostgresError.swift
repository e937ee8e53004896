/// Why a connection, a statement or a value failed.
///
/// What the server said is kept in its own fields; `description` puts it in words.
public struct PostgresError: Error, Hashable, Sendable {
  /// The kind of failure.
  public let kind: Kind
  /// The server's code; nil where the failure arose on this side.
  public internal(set) var sqlState: SQLState?
  /// What happened, in one sentence without a final full stop.
  public let message: String
  /// More about the values concerned, as the server words it.
  public internal(set) var detail: String?
  /// What to do about it.
  public internal(set) var hint: String?
  /// The constraint that does not hold.
  public internal(set) var constraint: String?
  /// The table concerned.
  public internal(set) var table: String?
  /// The name of the statement or script that was running.
  public internal(set) var statement: String?
  /// The line of the statement's text where the server saw the error, from 1.
  public internal(set) var line: Int?
  /// The place of a value that cannot be written or read, such as `row 3, column "total"`.
  public internal(set) var place: String?

  /// A stable, machine-readable name of the kind.
  public var code: String { kind.code }

  /// An error that arises on this side; the server's own fields are filled in afterwards.
  init(
    _ kind: Kind, _ message: String, hint: String? = nil, statement: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.statement = statement
  }

  /// A value that its type on either side cannot hold, for own `PostgresEncodable` and
  /// `PostgresDecodable` types; the caller's place is added on the way up.
  public static func valueOutOfRange(_ message: String) -> PostgresError {
    PostgresError(.valueOutOfRange, message)
  }

  /// A result that is not what the code expects, for own `PostgresDecodable` types.
  public static func unexpectedResult(_ message: String) -> PostgresError {
    PostgresError(.unexpectedResult, message)
  }

  /// The same error, of that statement unless one is named already.
  func inStatement(_ name: String) -> PostgresError {
    var error = self
    error.statement = statement ?? name
    return error
  }

  /// The same error, at that place unless a closer one is named already.
  func at(_ place: String) -> PostgresError {
    var error = self
    error.place = self.place ?? place
    return error
  }
}

extension PostgresError {
  /// A kind of failure. Kinds may be added: match the ones you handle, and have a default.
  public struct Kind: Hashable, Sendable {
    private enum Name: String {
      case connectionFailed = "connection_failed"
      case connectionLost = "connection_lost"
      case statementFailed = "statement_failed"
      case statementConflict = "statement_conflict"
      case unexpectedResult = "unexpected_result"
      case valueOutOfRange = "value_out_of_range"
      case nestedTransaction = "nested_transaction"
      case transactionAborted = "transaction_aborted"
      case commitOutcomeUnknown = "commit_outcome_unknown"
      case copyInPipeline = "copy_in_pipeline"
      case interrupted = "interrupted"
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// A stable, machine-readable name.
    public var code: String { name.rawValue }

    /// No connection could be opened.
    public static let connectionFailed = Kind(.connectionFailed)
    /// The server went away, and what was under way is not done, or not known to be.
    public static let connectionLost = Kind(.connectionLost)
    /// The server refused a statement; `sqlState` says why.
    public static let statementFailed = Kind(.statementFailed)
    /// One statement name with two texts or two lists of parameter types: an error in the program.
    public static let statementConflict = Kind(.statementConflict)
    /// A result that has other columns, types or rows than the code expects.
    public static let unexpectedResult = Kind(.unexpectedResult)
    /// A value that its type on either side cannot hold.
    public static let valueOutOfRange = Kind(.valueOutOfRange)
    /// A transaction within a transaction: an error in the program.
    public static let nestedTransaction = Kind(.nestedTransaction)
    /// A commit after a statement had failed: the server rolled back instead.
    public static let transactionAborted = Kind(.transactionAborted)
    /// The connection was lost while COMMIT was under way: the transaction is stored, or it is not.
    public static let commitOutcomeUnknown = Kind(.commitOutcomeUnknown)
    /// A COPY among statements that are sent together: an error in the program.
    public static let copyInPipeline = Kind(.copyInPipeline)
    /// The work was ended from outside, by an `Interrupter`.
    public static let interrupted = Kind(.interrupted)
  }
}
