/// Why nothing can be read from the provider's API.
public enum ProviderError: Error, Hashable, Sendable {
  case badAddress(String)
  case noCredential
  /// A file, and something in the environment.
  case twoCredentials
  case unreadableCredential(path: String, reason: String)
  /// Others may read it.
  case openCredential(path: String, mode: Int)
  /// No token was given for the credential.
  case noToken(address: String, RequestFailure)
  /// The credential's tenant is none that we know.
  case unknownTenant(id: String)
  /// Each part has failed, for reasons that were told.
  case nothingRead
  /// The folder for answers has something in it already.
  case folderNotEmpty(String)
  case cannotWrite(file: String, reason: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .badAddress: "console_bad_address"
    case .noCredential: "console_no_credential"
    case .twoCredentials: "console_two_credentials"
    case .unreadableCredential: "console_unreadable_credential"
    case .openCredential: "console_open_credential"
    case .noToken(_, let failure): failure.code
    case .unknownTenant: "console_unknown_tenant"
    case .nothingRead: "console_nothing_read"
    case .folderNotEmpty: "folder_not_empty"
    case .cannotWrite: "cannot_write"
    }
  }

  /// Whether the command was called wrongly, as opposed to having failed.
  public var isWrongUsage: Bool {
    switch self {
    case .badAddress, .noCredential, .twoCredentials, .unreadableCredential, .openCredential,
      .folderNotEmpty:
      true
    case .noToken, .unknownTenant, .nothingRead, .cannotWrite: false
    }
  }
}

extension ProviderError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badAddress(let reason):
      "the address of the provider's API cannot be used: \(reason); see --url and"
        + " RELEVE_CONSOLE_URL"
    case .noCredential:
      "no credential is set: RELEVE_CONSOLE_TOKEN_FILE names a file with"
        + #" {"id": "…", "secret": "…"}, or RELEVE_CONSOLE_ID and RELEVE_CONSOLE_SECRET have"#
        + " both; it is made in the provider's console, under personal access tokens"
    case .twoCredentials:
      "RELEVE_CONSOLE_TOKEN_FILE is set, and so is RELEVE_CONSOLE_ID or RELEVE_CONSOLE_SECRET:"
        + " unset the one or the others"
    case .unreadableCredential(let path, let reason):
      "the credential cannot be read from \(path): \(reason)"
    case .openCredential(let path, let mode):
      "others may read \(path), which has a secret (mode 0\(String(mode, radix: 8))): run"
        + " `chmod 600` on it, and make a new secret if somebody may have"
    case .noToken(let address, .unauthorised(let status, let words)):
      "\(address) gives no token for the credential: "
        + "\(RequestFailure.unauthorised(status: status, words: words)). Check its id and secret,"
        + " whether it has expired (they live for a year at most), and whether this machine's"
        + " address is on the console's list of those that are let in"
    case .noToken(let address, let failure):
      "\(address) gives no token: \(failure)"
    case .unknownTenant(let id):
      "the credential is of the provider's tenant \(id), which no InventoryMap names: add"
        + " `{ id: \(id), tenant: … }` to the `tenants` of one, and apply it"
    case .nothingRead: "no part of the inventory could be read; nothing was stored"
    case .folderNotEmpty(let path):
      "\(path) has something in it: name a folder that is empty or does not exist, so that answers"
        + " of two runs are not mixed"
    case .cannotWrite(let file, let reason): "\(file) cannot be written: \(reason)"
    }
  }
}
