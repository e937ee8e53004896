/// The five-character code by which PostgreSQL names an error (SQLSTATE).
public struct SQLState: RawRepresentable, Hashable, Sendable {
  /// Five digits or capital letters, such as 23505; the first two are the class.
  public let rawValue: String

  /// A code as the server wrote it.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Another row has the same key.
  public static let uniqueViolation = SQLState(rawValue: "23505")
  /// The row that is referred to does not exist, or is still referred to.
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  /// A NULL where none is allowed.
  public static let notNullViolation = SQLState(rawValue: "23502")
  /// A CHECK constraint does not hold.
  public static let checkViolation = SQLState(rawValue: "23514")
  /// Another row overlaps, where an EXCLUDE constraint forbids it.
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  /// Concurrent transactions cannot be put in an order; a new attempt may succeed.
  public static let serializationFailure = SQLState(rawValue: "40001")
  /// Two transactions waited for each other; a new attempt may succeed.
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  /// A lock was not available within its time, or NOWAIT.
  public static let lockNotAvailable = SQLState(rawValue: "55P03")
  /// The role lacks a privilege.
  public static let insufficientPrivilege = SQLState(rawValue: "42501")
  /// No such table or view.
  public static let undefinedTable = SQLState(rawValue: "42P01")
  /// No such column.
  public static let undefinedColumn = SQLState(rawValue: "42703")
  /// No such schema.
  public static let undefinedSchema = SQLState(rawValue: "3F000")
  /// The text is no SQL.
  public static let syntaxError = SQLState(rawValue: "42601")
  /// A write in a read-only transaction.
  public static let readOnlyTransaction = SQLState(rawValue: "25006")
  /// A statement in a transaction that has already failed.
  public static let transactionFailed = SQLState(rawValue: "25P02")
  /// No room is left where the server's data is.
  public static let diskFull = SQLState(rawValue: "53100")
  /// Cancelled on request or by a time limit.
  public static let queryCancelled = SQLState(rawValue: "57014")
}

extension SQLState {
  /// A family of codes: the first two characters of a SQLSTATE.
  public struct Class: RawRepresentable, Hashable, Sendable {
    /// Two digits or capital letters, such as 23.
    public let rawValue: String

    /// A class by its two characters.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Connections that broke or were refused.
    public static let connectionException = Class(rawValue: "08")
    /// Values that a type or a function does not take.
    public static let dataException = Class(rawValue: "22")
    /// Constraints that do not hold.
    public static let integrityConstraintViolation = Class(rawValue: "23")
    /// Transactions that the server gave up; the whole transaction may be tried again.
    public static let transactionRollback = Class(rawValue: "40")
    /// Wrong SQL, missing objects, missing privileges.
    public static let syntaxErrorOrAccessRuleViolation = Class(rawValue: "42")
    /// Memory, disk or connections ran out.
    public static let insufficientResources = Class(rawValue: "53")
    /// Cancellations and shutdowns.
    public static let operatorIntervention = Class(rawValue: "57")
  }

  /// Whether the code belongs to the family.
  public func isIn(class family: Class) -> Bool { rawValue.hasPrefix(family.rawValue) }

  /// Lets a `switch` or a `catch` match a family: `case .transactionRollback`.
  public static func ~= (family: Class, state: SQLState) -> Bool { state.isIn(class: family) }
}
