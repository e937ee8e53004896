import Foundation
import TestSupport
import Testing

/// A night on a full disk, a tmpfs in a mount namespace of its own: it says so, and the next one
/// does what is left.
@Suite struct FullDiskNightTests {
  private static let mount = """
    mount -t tmpfs -o size=180m,mode=755 tmpfs "$DISK" || exit 99
    if [ "$USER_ID" = 0 ]; then exec sh -c "$WORK"; fi
    exec unshare --user --map-user="$USER_ID" --map-group="$GROUP_ID" -- sh -c "$WORK"
    """

  /// The inbox is on the disk, too: what cannot be moved there is moved later.
  private static let work = """
    RELEVE_HOME=$DISK/home; export RELEVE_HOME
    trap '"$RELEVE" db stop --quiet >&2' EXIT
    (set -e; eval "$SET_UP") >&2 || exit 98
    cp -a "$FILES/inbox" "$RELEVE_HOME/inbox"
    head -c 1G /dev/zero >"$DISK/filler" 2>/dev/null
    echo "== full"; "$RELEVE" nightly --date "$NIGHT" --format json 2>&1; echo "exit $?"
    rm "$DISK/filler"
    echo "== room"; "$RELEVE" nightly --date "$NIGHT" --format json 2>&1; echo "exit $?"
    echo "== exports"; eval "$EXPORTS"
    """

  @Test func `it says that the disk is full, and goes on once there is room`() throws {
    let months = EstateMonths.autumn
    try TemporaryFolder.with { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/disk", withIntermediateDirectories: false)
      try Estate.write(months, to: folder)
      try Inbox(home: folder).fill(EstateEvents(months: months))
      let releve = Program(
        home: folder,
        environment: [
          "DISK": folder + "/disk", "FILES": folder, "MOUNT": Self.mount, "WORK": Self.work,
          "SET_UP": Estate.setUp(months), "EXPORTS": Exports.commands(months),
          "NIGHT": months.night, "USER_ID": "\(geteuid())", "GROUP_ID": "\(getegid())",
          "RELEVE_RECONNECT_SECONDS": "1",
        ])
      let isRoot = geteuid() == 0
      let run = try releve.shell(
        "exec unshare --mount \(isRoot ? "" : "--map-root-user") sh -c \"$MOUNT\"")
      #expect(run.status == 0, "\(run.output.suffix(2000))\(run.errors)")
      let full = try #require(part("full", of: run.output))
      #expect(full.contains("No space left on device"), "\(full)")
      #expect(full.contains("exit 1\n") || full.contains("exit 4\n"), "\(full)")
      let room = try #require(part("room", of: run.output))
      #expect(room.contains("exit 3\n") || room.contains("exit 0\n"), "\(room)")
      let exports = try #require(run.output.range(of: "== exports\n"))
      let difference = try Exports(String(run.output[exports.upperBound...])).difference(
        from: Estate.unbroken.get().exports)
      #expect(difference == nil)
    }
  }

  /// What was said after a heading, up to the next.
  private func part(_ heading: String, of output: String) -> Substring? {
    output.range(of: "== \(heading)\n").map { range in
      let rest = output[range.upperBound...]
      return rest[..<(rest.range(of: "\n== ")?.lowerBound ?? rest.endIndex)] + "\n"
    }
  }
}
