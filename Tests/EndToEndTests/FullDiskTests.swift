import Foundation
import TestSupport
import Testing

/// A disk without room: a clear error, nothing half-written, and work goes on once there is room.
///
/// The disk is a tmpfs in a mount namespace of its own, which root and ordinary users may have; an
/// ordinary user is root in it for the moment of the mount.
@Suite struct FullDiskTests {
  private static let script = """
    mount -t tmpfs -o size=150m,mode=755 tmpfs "$DISK" || exit 99
    if [ "$USER_ID" = 0 ]; then exec sh -c "$WORK"; fi
    exec unshare --user --map-user="$USER_ID" --map-group="$GROUP_ID" -- sh -c "$WORK"
    """

  private static let work = """
    say() { "$@" 2>&1; echo "exit $?"; }
    fill() { head -c "$1" /dev/zero >"$DISK/filler" 2>/dev/null; }
    RELEVE_HOME=$DISK/home; export RELEVE_HOME
    IFS=$LINE_END
    trap '"$RELEVE" db stop --quiet' EXIT
    fill 142M; echo "== create"; say "$RELEVE" db start; ls "$RELEVE_HOME"
    rm "$DISK/filler"; echo "== room"; say "$RELEVE" apply $DOCUMENTS
    fill 1G; echo "== ingest"; say "$RELEVE" ingest "$EVENTS"
    rm "$DISK/filler"; echo "== again"; say "$RELEVE" ingest "$EVENTS"
    echo "== end"; "$RELEVE" db psql -- -Atc 'select count(*) from event'
    """

  /// What was said after each heading.
  private func parts() throws -> [String: String] {
    try TemporaryFolder.with { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/disk", withIntermediateDirectories: false)
      try eventLines(0..<5_000).write(
        toFile: folder + "/events.ndjson", atomically: true, encoding: .utf8)
      let releve = Program(
        home: folder,
        environment: [
          "DISK": folder + "/disk", "EVENTS": folder + "/events.ndjson", "WORK": Self.work,
          "SCRIPT": Self.script, "DOCUMENTS": demoDocuments.joined(separator: "\n"),
          "LINE_END": "\n",
          "USER_ID": "\(geteuid())", "GROUP_ID": "\(getegid())", "RELEVE_RECONNECT_SECONDS": "1",
        ])
      let isRoot = geteuid() == 0
      let run = try releve.shell(
        "exec unshare --mount \(isRoot ? "" : "--map-root-user") sh -c \"$SCRIPT\"")
      #expect(run.status == 0, "\(run.errors)")
      let parts = run.output.split(separator: "== ").compactMap { part in
        part.firstIndex(of: "\n").map { (String(part[..<$0]), String(part[$0...].dropFirst())) }
      }
      return Dictionary(parts) { first, _ in first }
    }
  }

  @Test func `creating a cluster and storing a batch on a full disk`() throws {
    let parts = try parts()
    let create = try #require(parts["create"])
    #expect(create.contains("initdb failed"), "\(create)")
    #expect(create.contains("MiB free in"))
    #expect(create.contains("[initialisation_failed]\nexit 4\n"))
    #expect(!create.contains("\ndata\n"))
    let room = try #require(parts["room"])
    #expect(room.hasSuffix("exit 0\n"), "\(room)")
    let ingest = try #require(parts["ingest"])
    #expect(ingest.contains("No space left on device"), "\(ingest)")
    #expect(ingest.contains("The disk of the database is full: make room there"), "\(ingest)")
    #expect(ingest.contains("[statement_failed]\nexit 1\n"))
    let again = try #require(parts["again"])
    #expect(again.contains(#""accepted":5000,"conflict":0,"duplicate":0"#), "\(again)")
    #expect(parts["end"]?.hasPrefix("5000\n") == true)
  }
}
