import Calendars
import Documents

/// The documents of one run, judged: what becomes of each, and what is in force after them.
struct Run {
  /// A document and what becomes of it.
  struct Change {
    let document: Document
    /// The version before it; nil where it is the first.
    let old: StoredDocument?
    let outcome: ApplicationOutcome
    /// Whether it changes a part that has begun.
    let isCorrection: Bool

    /// The number that the document's version gets where it is new.
    var version: Int { (old?.version ?? 0) + 1 }
  }

  private(set) var changes: [Change] = []
  /// What is in force after the run.
  private(set) var directory = Directory()

  /// Throws `DocumentError` at the first fault of a document, or of a contract or an inventory map
  /// that a document of the run leaves without what it names.
  init(
    _ documents: [Document], stored: [StoredDocument], issued: Set<String>, today: LocalDate,
    isCorrection: Bool
  ) throws(DocumentError) {
    var before = Directory()
    var old: [[String]: StoredDocument] = [:]
    for version in stored {
      before.put(version.document.content)
      old[version.document.key] = version
    }
    directory = before
    for document in documents { directory.put(document.content) }
    let amendment = Amendment(today: today, before: before)
    let terms = IssuedTerms(before: before, issued: issued)
    for document in documents {
      try terms.check(document, after: directory)
      var isNeeded = false
      do throws(DocumentError) {
        try amendment.check(document)
      } catch {
        guard isCorrection else { throw error }
        isNeeded = true
      }
      changes.append(Change(document, old[document.key], isCorrection: isNeeded))
    }
    let check = DirectoryCheck(directory: directory)
    for document in documents { try check.check(document) }
    let applied = Set(documents.map(\.key))
    for version in stored where [.contract, .inventoryMap].contains(version.document.kind) {
      if !applied.contains(version.document.key) { try check.check(version.document) }
    }
  }
}

extension Run.Change {
  fileprivate init(_ document: Document, _ old: StoredDocument?, isCorrection: Bool) {
    let isSame = old?.document.content == document.content
    self.init(
      document: document, old: old,
      outcome: old == nil ? .created : isSame ? .unchanged : isCorrection ? .corrected : .changed,
      isCorrection: isCorrection)
  }
}

extension Document {
  /// What a document is told apart by.
  fileprivate var key: [String] { [kind.rawValue, name] }
}
