/// Why the private cluster cannot be started, stopped or looked at.
public struct ClusterError: Error, Hashable, Sendable {
  /// The kind of failure.
  public let kind: Kind
  /// What happened and where, in one sentence without a final full stop.
  public let message: String
  /// What to do about it.
  public let hint: String?
  /// The last lines of what initdb, pg_ctl or the server said; empty where they said nothing.
  public let output: String

  /// A stable, machine-readable name of the kind.
  public var code: String { kind.code }

  /// An error of this module; `hint` is a sentence without its full stop.
  init(_ kind: Kind, _ message: String, hint: String? = nil, output: String = "") {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.output = output
  }

  /// A kind of failure. Kinds may be added: match the ones you handle, and have a default.
  public struct Kind: Hashable, Sendable {
    private enum Name: String {
      case postgresNotFound = "postgres_not_found"
      case accountMissing = "server_account_missing"
      case directoryUnusable = "directory_unusable"
      case lockTimedOut = "lock_timed_out"
      case initialisationFailed = "initialisation_failed"
      case startFailed = "start_failed"
      case stopFailed = "stop_failed"
      case provisioningFailed = "provisioning_failed"
      case otherVersion = "data_of_other_version"
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// A stable, machine-readable name.
    public var code: String { name.rawValue }

    /// No PostgreSQL server of version 15 or later is installed.
    public static let postgresNotFound = Kind(.postgresNotFound)
    /// Run by root, without a `postgres` user to run the server as, or a program to become it.
    public static let accountMissing = Kind(.accountMissing)
    /// A folder cannot be made, or belongs to somebody else.
    public static let directoryUnusable = Kind(.directoryUnusable)
    /// Another process has been starting or stopping the cluster for a minute.
    public static let lockTimedOut = Kind(.lockTimedOut)
    /// initdb failed.
    public static let initialisationFailed = Kind(.initialisationFailed)
    /// The server did not start.
    public static let startFailed = Kind(.startFailed)
    /// The server did not stop.
    public static let stopFailed = Kind(.stopFailed)
    /// The server runs, but its role or database could not be created.
    public static let provisioningFailed = Kind(.provisioningFailed)
    /// The data was made by a PostgreSQL that is not installed, or too old.
    public static let otherVersion = Kind(.otherVersion)
  }
}

extension ClusterError {
  /// What to do about a folder that cannot be used.
  static let adviceOnHome =
    "Set RELEVE_HOME to a folder that is your own and can be written, or name a database with"
    + " --database"
}

extension ClusterError: CustomStringConvertible {
  /// What happened, what the programs said, and what to do, in readable words.
  public var description: String {
    var text = message
    if let hint { text += ". \(hint)" }
    if !output.isEmpty { text += "\n\(output)" }
    return text
  }
}
