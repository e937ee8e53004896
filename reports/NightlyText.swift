import Calendars
import Decimals
public import Operations

/// What a night came to, as an operator reads it.
public enum NightlyText {
  /// A table of the stages, then what was done, then what needs a person.
  public static func text(_ summary: NightlySummary) -> String {
    var table = Listing(["stage", "outcome", "rows", "seconds"])
    for result in summary.stages {
      table.add([
        .text(result.stage.rawValue), .text(result.outcome.rawValue), .integer(result.work.rows),
        .decimal(result.seconds.description),
      ])
    }
    var lines = ["Night of \(summary.date), run \(summary.run)", ""]
    lines.append((try? table.text(.table)) ?? "")
    for result in summary.stages {
      for note in result.work.notes { lines.append("\(result.stage.rawValue): \(note)") }
    }
    let matters = summary.stages.flatMap { result in
      result.work.matters.map { "  \(result.stage.rawValue): \($0.message) [\($0.code)]" }
    }
    if matters.isEmpty {
      lines.append("Nothing needs a person.")
    } else {
      lines += ["", "Needs a person:"] + matters
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// That another run holds the lock.
  public static func busy(_ holder: NightlyLockHolder?) -> String {
    guard let holder else {
      return "nothing done: another run holds the lock, and has only just begun"
    }
    return "nothing done: run \(holder.run), for \(holder.date), holds the lock: process"
      + " \(holder.pid) on \(holder.host), since \(holder.startedAt)"
  }

  /// A row for each stage of earlier nights; what needed a person as its codes, which a table has
  /// room for, or in words.
  public static func listing(_ history: NightlyHistory, inWords: Bool) -> Listing {
    var listing = Listing([
      "run", "date", "started_at", "state", "stage", "outcome", "rows", "seconds", "attention",
    ])
    for run in history.runs {
      let own: [Listing.Cell] = [
        .integer(Int(run.number)), .text(run.date.description), .text(run.startedAt.description),
        .text(run.state.text),
      ]
      for stage in run.stages {
        listing.add(
          own + [
            .text(stage.name), .text(stage.outcome), .integer(stage.rows),
            .decimal(stage.seconds.description),
            .text((inWords ? stage.messages : stage.codes).joined(separator: "; ")),
          ])
      }
      if run.stages.isEmpty {
        listing.add(own + [.absent, .absent, .absent, .absent, .absent])
      }
    }
    return listing
  }
}

extension NightlyHistory.Run.State {
  fileprivate var text: String {
    switch self {
    case .ended(let code): "exit \(code)"
    case .underWay: "under way"
    case .endedFromOutside: "ended from outside"
    }
  }
}

extension NightlyHistory.Stage {
  /// A message begins with its code; several of one code are told once.
  fileprivate var codes: [String] {
    var codes: [String] = []
    for code in messages.map({ String($0.prefix { $0 != ":" }) }) where !codes.contains(code) {
      codes.append(code)
    }
    return codes
  }
}
