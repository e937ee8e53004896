import Foundation
import TestSupport
import Testing

@testable import Capacity

/// Where the provider's API is, and by what it knows us.
@Suite struct ProviderCredentialTests {
  @Test(arguments: [
    "https://shiva.cloud-temple.com/api", "https://host:8443/api/", "http://127.0.0.1:80/api",
    "http://localhost:8080", "http://[::1]:8080/api", "http://127.1.2.3",
  ])
  func `addresses that can be used`(text: String) throws {
    let url = try ProviderAddress(text).url("/compute/v1/open_iaas").absoluteString
    #expect(url.hasPrefix(text.dropLast(text.hasSuffix("/") ? 1 : 0)))
    #expect(url.hasSuffix("/compute/v1/open_iaas") && !url.dropFirst(8).contains("//"))
  }

  @Test(arguments: [
    "", "nonsense", "ftp://host/", "https://", "https:///api", "http://host/api",
    "http://10.0.0.1/api", "http://127.0.0.1.example.com/", "https://user@host/",
    "https://user:s3cret@host/", "https://host/?x=1", "https://host/#x", "http://localhost.evil/",
  ])
  func `addresses that cannot`(text: String) throws {
    let error = try #require(throws: ProviderError.self) { try ProviderAddress(text) }
    #expect(error.code == "console_bad_address" && error.isWrongUsage)
    #expect(!"\(error)".contains("s3cret"))
  }

  private func credential(_ environment: [String: String]) throws -> ProviderCredential {
    try ProviderCredential(environment: environment)
  }

  @Test func `a credential comes from the environment or from a file, and from one of them`() throws
  {
    let given = try credential(["RELEVE_CONSOLE_ID": "i", "RELEVE_CONSOLE_SECRET": "s"])
    #expect(given.id == "i" && given.secret == "s")
    let file = try TemporaryFile(#"{"id":"j","secret":"t","note":"of acme"}"#)
    chmod(file.path, 0o600)
    let read = try credential(["RELEVE_CONSOLE_TOKEN_FILE": file.path, "RELEVE_CONSOLE_ID": ""])
    #expect(read.id == "j" && read.secret == "t")
    #expect(throws: ProviderError.noCredential) { try credential([:]) }
    #expect(throws: ProviderError.noCredential) { try credential(["RELEVE_CONSOLE_ID": "i"]) }
    #expect(throws: ProviderError.twoCredentials) {
      try credential(["RELEVE_CONSOLE_TOKEN_FILE": file.path, "RELEVE_CONSOLE_SECRET": "s"])
    }
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o601])
  func `a file that others may touch is refused`(mode: Int) throws {
    let file = try TemporaryFile(#"{"id":"j","secret":"t"}"#)
    chmod(file.path, mode_t(mode))
    let error = try #require(throws: ProviderError.self) {
      try credential(["RELEVE_CONSOLE_TOKEN_FILE": file.path])
    }
    #expect(error == .openCredential(path: file.path, mode: mode))
    #expect("\(error)".contains("mode 0\(String(mode, radix: 8))): run `chmod 600`"))
  }

  @Test(arguments: [
    "", "{}", #"{"id":"s3cret"}"#, #"{"id":1,"secret":"s3cret"}"#, #"{"id":"","secret":"s3cret"}"#,
    "s3cret",
  ])
  func `a file that is no credential is not quoted`(content: String) throws {
    let file = try TemporaryFile(content)
    chmod(file.path, 0o600)
    let error = try #require(throws: ProviderError.self) {
      try credential(["RELEVE_CONSOLE_TOKEN_FILE": file.path])
    }
    #expect(error.code == "console_unreadable_credential" && !"\(error)".contains("s3cret"))
  }

  @Test(arguments: ["/nonexistent", "/dev/zero", "/tmp"])
  func `what is no file is not read`(path: String) throws {
    let error = try #require(throws: ProviderError.self) {
      try credential(["RELEVE_CONSOLE_TOKEN_FILE": path])
    }
    #expect(error.code == "console_unreadable_credential")
  }

  @Test func `a credential does not show its secret`() throws {
    let credential = ProviderCredential(id: "i", secret: "s3cret")
    var dumped = ""
    dump(credential, to: &dumped)
    for text in ["\(credential)", String(reflecting: credential), dumped] {
      #expect(!text.contains("s3cret"), "\(text)")
    }
  }
}
