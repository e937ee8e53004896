public import Calendars

/// Why months cannot be archived or restored.
public enum ArchiveError: Error, Equatable, Sendable {
  /// Months that have not ended would be archived.
  case monthNotEnded(Period)
  /// Another process archives or restores.
  case running
  /// A file stands where the month is to be written, and holds something else.
  case fileExists(file: String)
  case cannotWrite(file: String, reason: String)
  /// What was read back from the disk is not what the database has; line from 1.
  case notVerified(file: String, line: Int64)
  /// Events, voids or documents that concern the month kept coming while it was written.
  case eventsKeepComing(Period)
  /// Others kept reading or writing events for too long at a time.
  case eventsInUse(Period)
  case notArchived(Period)
  /// The file that a month is to be restored from cannot be opened.
  case cannotOpen(Period, file: String, reason: String)
  /// The file is not the one that was archived.
  case wrongFile(Period, file: String, reason: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .monthNotEnded: "month_not_ended"
    case .running: "archive_running"
    case .fileExists: "archive_file_exists"
    case .cannotWrite: "cannot_write"
    case .notVerified: "archive_not_verified"
    case .eventsKeepComing: "events_keep_coming"
    case .eventsInUse: "events_in_use"
    case .notArchived: "not_archived"
    case .cannotOpen: "cannot_open"
    case .wrongFile: "wrong_archive_file"
    }
  }
}

extension ArchiveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .monthNotEnded(let limit):
      "not all months before \(limit) have ended (in UTC): name the present month or an earlier one"
    case .running:
      "another process is archiving or restoring: run this again when it is done"
    case .fileExists(let file):
      "\(file) exists and is not what the month would be written as; move it away, or name another"
        + " folder with --to. Nothing was changed"
    case .cannotWrite(let file, let reason):
      "\(file) cannot be written: \(reason). The month stays where it is; make room or name another"
        + " folder with --to, and run this again"
    case .notVerified(let file, let line):
      "\(file), line \(line): what was read back is not what the database has. The month stays"
        + " where it is; check the disk, and run this again"
    case .eventsKeepComing(let month):
      "events, voids or documents of \(month) kept coming while it was written: it stays where it"
        + " is; run this again when they have ceased"
    case .eventsInUse(let month):
      "others kept working on the events, so that \(month) could not be taken out or put back;"
        + " nothing was changed: run this again when less is going on"
    case .notArchived(let month):
      "\(month) is not archived; `releve db archive --list` shows what is"
    case .cannotOpen(let month, let file, let reason):
      "\(file), to which \(month) was archived, cannot be read: \(reason). Name where it is now"
        + " with --from"
    case .wrongFile(let month, let file, let reason):
      "\(file) is not the file that \(month) was archived to: \(reason). Nothing was changed; name"
        + " the right one with --from"
    }
  }
}
