import Calendars
import Catalogue
import Reports

/// The versions of documents, each with what it changed.
struct DocumentHistory {
  /// By name, the latest version first.
  private let versions: [AppliedVersion]

  init(_ versions: [AppliedVersion]) { self.versions = versions }

  /// What a version changed in the one before; all of it where it is the first.
  private func difference(at index: Int) -> LineDifference {
    let before = versions.indices.contains(index + 1) ? versions[index + 1] : nil
    let isSame = before?.name == versions[index].name
    return LineDifference(from: isSame ? before?.yaml ?? "" : "", to: versions[index].yaml)
  }

  /// In colours it is for a terminal: what that would act upon is an escape.
  func text(coloured: Bool) -> String {
    versions.indices.map { index in
      let version = versions[index]
      var head = "\(version.kind.rawValue) \(version.name), version \(version.version)\n"
      head += "  applied    \(Zone.default.localTime(of: version.recordedAt))\n"
      if let reason = version.reason { head += "  corrects   \(reason)\n" }
      if let digest = version.digest { head += "  digest     \(digest)\n" }
      return (coloured ? head.escapedForTerminal(keepingNewlines: true) : head)
        + difference(at: index).text(coloured: coloured)
    }.joined(separator: "\n")
  }

  /// A row for each version, with the number of lines that it added and removed.
  var listing: Listing {
    var listing = Listing([
      "kind", "name", "version", "applied_at", "reason", "added_lines", "removed_lines", "digest",
    ])
    for (index, version) in versions.enumerated() {
      let difference = difference(at: index)
      listing.add([
        .text(version.kind.rawValue), .text(version.name), .integer(version.version),
        .text(version.recordedAt.description), version.reason.map { .text($0) } ?? .absent,
        .integer(difference.addedCount), .integer(difference.removedCount),
        version.digest.map { .text($0) } ?? .absent,
      ])
    }
    return listing
  }
}
