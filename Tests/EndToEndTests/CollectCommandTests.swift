import Foundation
import TestSupport
import Testing

/// `releve collect` as a user calls it: exit codes, errors that speak, what is kept.
@Suite(.timeLimit(.minutes(10))) struct CollectCommandTests {
  private static let hosts = "/compute/v1/open_iaas/hosts"
  private static let tokens = "/iam/v2/auth/personal_access_token"

  @Test func `what the API lists is stored`() throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    let run = try customer.collect("--at", "2026-09-01T04:00:00Z")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.contains(
        "acme-prod: 15 parts read; billable resources: 8 new, 0 changed, 0 released"))
    // A blade, a repository, a backup, a VLAN, an address, two zones and the tenant.
    #expect(try customer.stored() == "1 8")
  }

  @Test func `a wrong call is 2, and asks nobody`() throws {
    let customer = try CollectingCustomer(environment: [
      "RELEVE_CONSOLE_ID": "", "RELEVE_CONSOLE_SECRET": "",
    ])
    defer { customer.server.stop() }
    let file = try TemporaryFile(#"{"id":"i","secret":"s"}"#)
    chmod(file.path, 0o644)
    try TemporaryFolder.with { folder in
      try "[]".write(toFile: folder + "/pools.json", atomically: true, encoding: .utf8)
      let open = "RELEVE_CONSOLE_TOKEN_FILE=\(file.path) "
      let both = "RELEVE_CONSOLE_ID=i RELEVE_CONSOLE_SECRET=s "
      for (variables, arguments, words) in [
        ("", "", "[console_no_credential]"), (open, "", "[console_open_credential]"),
        (open + both, "", "[console_two_credentials]"),
        (both, "--url http://example.com/api", "[console_bad_address]"),
        (both, "--save \(folder)", "[folder_not_empty]"),
        (both, "--part pools --without hosts", "give one of them"),
        (both, "--part pool", "  - pools\n"), (both, "--at 2999-01-01T00:00:00Z", "in the future"),
      ] {
        let run = try customer.releve.shell("\(variables)\"$RELEVE\" collect \(arguments)")
        #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.errors)")
        #expect(run.output.isEmpty)
      }
    }
    #expect(customer.server.requests.isEmpty)
  }

  @Test func `a credential from a file that is one's own is taken`() throws {
    let file = try TemporaryFile("")
    let customer = try CollectingCustomer(environment: [
      "RELEVE_CONSOLE_ID": "", "RELEVE_CONSOLE_SECRET": "",
      "RELEVE_CONSOLE_TOKEN_FILE": file.path,
    ])
    defer { customer.server.stop() }
    let (id, secret) = customer.server.credential
    try #"{"id":"\#(id)","secret":"\#(secret)"}"#
      .write(toFile: file.path, atomically: false, encoding: .utf8)
    chmod(file.path, 0o600)
    #expect(try customer.collect("--part", "tenants").status == 0)
    #expect(customer.server.paths == [Self.tokens, "/iam/v2/tenants"])
  }

  @Test func `a credential that is refused is 1, and says what to look at`() throws {
    let customer = try CollectingCustomer(environment: ["RELEVE_CONSOLE_SECRET": "wr0ng"])
    defer { customer.server.stop() }
    let run = try customer.collect()
    #expect(run.status == 1 && run.output.isEmpty && !run.errors.contains("wr0ng"))
    #expect(run.errors.contains("status 401: Invalid personal access token"))
    #expect(run.errors.contains("Check its id and secret"))
    #expect(run.errors.hasSuffix("[console_unauthorised]\n"))
  }

  @Test func `a tenant that no map names is 1, and nothing of it is read`() throws {
    let customer = try CollectingCustomer(map: nil)
    defer { customer.server.stop() }
    let run = try customer.collect()
    #expect(run.status == 1 && run.errors.hasSuffix("[console_unknown_tenant]\n"))
    #expect(run.errors.contains("{ id: \(customer.server.tenant), tenant: … }"))
    #expect(customer.server.paths == [Self.tokens])
  }

  @Test func `a part that cannot be read is named, and the next run has it`() throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    #expect(try customer.collect("--at", "2026-09-01T04:00:00Z").status == 0)
    customer.server.always(
      Self.hosts, .status(403, body: #"{"error":{"message":"Forbidden"}}"#))
    let partial = try customer.collect("--at", "2026-09-02T04:00:00Z")
    #expect(partial.status == 3)
    #expect(
      partial.errors.contains(
        "warning: hosts could not be read: status 403: Forbidden; the credential needs the"
          + " permission compute_iaas_opensource_infrastructure_read [console_unauthorised]\n"))
    // The blade is not taken for gone.
    #expect(try customer.stored() == "2 8")
    customer.server.always(Self.hosts, nil)
    try customer.server.change("hosts") { $0 = [] }
    // Nor is it because an answer is empty, unless somebody says so.
    let empty = try customer.collect("--at", "2026-09-03T04:00:00Z")
    #expect(empty.status == 3 && empty.errors.contains("no blade is listed, where there were 1"))
    #expect(try customer.stored() == "3 8")
    let whole = try customer.collect("--at", "2026-09-04T04:00:00Z", "--all-gone", "blade")
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(try customer.stored() == "4 7")
  }

  @Test func `objects that cannot be read are told, and the others stored`() throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    try customer.server.change("hosts") { $0.append(["name": "no id"]) }
    let run = try customer.collect()
    #expect(run.status == 3)
    #expect(run.errors.contains("left out: hosts:"))
    #expect(run.errors.contains("the key `id` is missing [missing_key]"))
    #expect(try customer.stored() == "1 8")
  }

  @Test func `where nothing could be read nothing is stored`() throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    customer.server.always(Self.hosts, .status(404))
    let run = try customer.collect("--part", "hosts")
    #expect(run.status == 1)
    #expect(run.errors.contains("hosts could not be read: status 404 [console_refused]"))
    #expect(run.errors.hasSuffix("nothing was stored [console_nothing_read]\n"))
    #expect(try customer.stored() == "0 0")
  }

  @Test func `answers that are kept are those that were stored`() throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    customer.server.replicate("00000000-0000-4000-8000-000000000301")
    try TemporaryFolder.with { folder in
      let (time, path) = ("2026-09-01T04:00:00Z", folder + "/new")
      let run = try customer.collect("--at", time, "--save", path, "--without", "backups")
      #expect(run.status == 0, "\(run.errors)")
      #expect(!customer.server.paths.contains("/backup/v1/open_iaas/backups"))
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(names.count == 14 && !names.contains("backups.json"))
      let imported = try customer.releve("capacity", "import", "--at", time, path)
      #expect(imported.status == 0, "\(imported.errors)")
      #expect(imported.output.contains(#""unchanged" : true"#))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends it at once while the API is waited for`(signal: Int32) throws {
    let customer = try CollectingCustomer()
    defer { customer.server.stop() }
    customer.server.always(Self.hosts, .stall)
    let running = try customer.releve.start("collect")
    while running.isRunning, !customer.server.paths.contains(Self.hosts) { usleep(5_000) }
    // Others see neither the secret nor the token in its arguments.
    let arguments = try String(
      contentsOfFile: "/proc/\(running.processIdentifier)/cmdline", encoding: .utf8)
    #expect(arguments.hasSuffix("releve\u{0}collect\u{0}"))
    running.send(signal)
    let run = try running.finish(endingInput: false)
    #expect(run.status == 128 + signal && run.output.isEmpty)
    #expect(run.errors.contains("interrupted by") && run.errors.hasSuffix("[interrupted]\n"))
    #expect(try customer.stored() == "0 0")
  }
}
