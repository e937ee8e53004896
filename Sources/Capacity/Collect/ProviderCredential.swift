import Foundation

/// A personal access token of the provider's console: an id and a secret, of one user and one
/// tenant.
public struct ProviderCredential: Sendable {
  let id: String
  let secret: String

  /// Takes it from the file that RELEVE_CONSOLE_TOKEN_FILE names, or from RELEVE_CONSOLE_ID and
  /// RELEVE_CONSOLE_SECRET.
  public init(environment: [String: String]) throws(ProviderError) {
    let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let file = value("RELEVE_CONSOLE_TOKEN_FILE")
    let (id, secret) = (value("RELEVE_CONSOLE_ID"), value("RELEVE_CONSOLE_SECRET"))
    switch (file, id, secret) {
    case (let file?, nil, nil): try self.init(file: file)
    case (nil, let id?, let secret?): self.init(id: id, secret: secret)
    case (nil, _, _): throw .noCredential
    default: throw .twoCredentials
    }
  }

  init(id: String, secret: String) {
    self.id = id
    self.secret = secret
  }

  private struct Content: Decodable {
    let id: String
    let secret: String
  }

  private static let bytesMax = 65_536

  /// Reads `{"id": …, "secret": …}`. As `ssh` does, it refuses a file that others may read.
  private init(file path: String) throws(ProviderError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .unreadableCredential(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadableCredential(path: path, reason: "it is no file")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .openCredential(path: path, mode: Int(status.st_mode & 0o777))
    }
    guard status.st_size <= Self.bytesMax,
      let data = try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd(),
      let content = try? JSONDecoder().decode(Content.self, from: data),
      !content.id.isEmpty, !content.secret.isEmpty
    else {
      throw .unreadableCredential(
        path: path, reason: #"{"id": "…", "secret": "…"} is expected, both of them texts"#)
    }
    self.init(id: content.id, secret: content.secret)
  }

  /// What the API takes in exchange for a token.
  var body: Data {
    get throws(RequestFailure) {
      guard let data = try? JSONEncoder().encode(["id": id, "secret": secret]) else {
        throw .unusableID
      }
      return data
    }
  }
}

extension ProviderCredential: CustomStringConvertible, CustomReflectable {
  /// Without the secret.
  public var description: String { "the credential \(id)" }
  public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
