import Foundation

/// All that is exported of an estate, as one text.
struct Exports: Equatable {
  /// Journals, usage, service levels, and the documents with their digests.
  let bills: Substring
  /// What was kept aside, and what came of the files of the inbox.
  let files: Substring

  private static let divider = "== files\n"

  /// From what the commands wrote.
  init(_ text: String) {
    let divider = text.range(of: Self.divider)
    bills = text[..<(divider?.lowerBound ?? text.endIndex)]
    files = text[(divider?.upperBound ?? text.endIndex)...]
  }

  /// Commands of the shell that write what must be the same, byte for byte, and fail where the
  /// audit finds something. Of a file that was read twice the second time's events are duplicates:
  /// how many were so is left out.
  static func commands(_ months: EstateMonths) -> String {
    let commands =
      [months.first, months.second].flatMap { month in
        [
          "export journal --period \(month)",
          "usage --period \(month) --by organisation,tenant,product,sku,resource,day --format csv",
          "sla report --period \(month) --format json",
        ]
      } + ["invoice list --format csv", "invoice head --format json"]
    return """
      set -e
      "$RELEVE" audit --from-events --format csv >&2
      \(commands.map { "echo '== \($0)'; \"$RELEVE\" \($0)" }.joined(separator: "\n"))
      echo '== documents'
      "$RELEVE" db psql -- -XAtc \
        'select number, previous_digest, digest, document from invoice order by series, number'
      echo '== files'
      "$RELEVE" db psql -- -XAt <<'SQL'
      select reason, encode(digest, 'hex'), source, id from quarantine order by 1, 2;
      select encode(sha256, 'hex'), name, accepted + duplicate, conflict, rejected
      from inbox_file order by 1;
      SQL
      cd "$RELEVE_HOME/inbox"
      find . -type f ! -name '*.report.json' -exec sha256sum {} + | sort -k 2
      for report in */*.report.json; do
        echo "== $report"
        grep -v '"accepted"\\|"duplicate"' "$report" | sed "s#$RELEVE_HOME##"
      done
      """
  }

  /// The first line that is not the same, with what is expected there; nil where all are.
  func difference(from expected: Exports) -> String? {
    for (found, expected) in [(bills, expected.bills), (files, expected.files)]
    where found != expected {
      let lines = [found, expected].map {
        $0.split(separator: "\n", omittingEmptySubsequences: false)
      }
      let place = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }
      return "expected: \(place?.element.1 ?? "\(lines[1].count) lines")\n"
        + "found: \(place?.element.0 ?? "\(lines[0].count) lines")"
    }
    return nil
  }
}
