import Calendars
import Decimals
import Invoicing
public import Operations

/// A month from the events that were read to what was billed, as a person reads it: what adds up,
/// and apart from it what is only indicative.
public struct UsageReconciliationText {
  private let reconciliation: Reconciliation

  public init(_ reconciliation: Reconciliation) { self.reconciliation = reconciliation }

  /// The whole text, with a newline at its end. Days are added up by SKU, but for those that do not
  /// add up; a listing has all of them.
  public func text() throws -> String {
    let title = "RECONCILIATION OF \(reconciliation.period)"
    var blocks = [[title, String(repeating: "═", count: title.displayWidth)], read()]
    if !reconciliation.days.isEmpty { blocks.append(["Events by SKU"] + events().lines(indent: 2)) }
    if !reconciliation.quantities.isEmpty {
      blocks.append(["Quantities, in billed units"] + (try quantities().lines(indent: 2)))
    }
    blocks.append(differences())
    if !reconciliation.sources.isEmpty {
      blocks.append(["Indicative: sources"] + sources().lines(indent: 2) + [bounds])
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func read() -> [String] {
    let all = reconciliation.ingested
    return [
      "Runs of ingest that stored events of the month: \(all.runs). They read \(all.read) events:",
      "  \(all.accepted) accepted, \(all.duplicate) duplicates, \(all.conflict) conflicts,"
        + " \(all.rejected) rejected;",
      "  of those accepted \(all.inMonth) are of the month, \(all.inOtherMonths) of others,"
        + " \(all.voids) voids\(all.addsUp ? "" : ": \(all.missing) are missing").",
    ]
  }

  private func events() -> TextTable {
    var table = TextTable(
      [.init("SKU"), .init("day")]
        + ["accepted", "voided", "counted", "conflict", "rejected", "difference"].map {
          .init($0, .right)
        })
    var skus: [(sku: String, days: [ReconciledDay])] = []
    for day in reconciliation.days {
      if skus.last?.sku == day.sku {
        skus[skus.count - 1].days.append(day)
      } else {
        skus.append((day.sku, [day]))
      }
    }
    for (sku, days) in skus {
      let isArchived = days.contains(where: \.isArchived)
      table.add([sku, isArchived ? "all, some archived" : "all"] + counts(of: days))
      for day in days where day.difference != 0 {
        table.add([sku, day.day.description] + counts(of: [day]))
      }
    }
    return table
  }

  private func counts(of days: [ReconciledDay]) -> [String] {
    let counts: [(ReconciledDay) -> Int64] = [
      \.accepted, \.voided, \.metered, \.conflict, \.rejected, \.difference,
    ]
    return counts.map { count in String(days.reduce(0) { $0 + count($1) }) }
  }

  private func quantities() throws -> TextTable {
    var table = TextTable(
      [.init("contract"), .init("SKU")]
        + ["metered", "due", "billed", "pending", "difference"].map {
          .init($0, .decimal(mark: "."))
        } + [.init("reason")])
    for balance in reconciliation.quantities {
      table.add([
        balance.contract ?? "none of \(balance.organisation)", balance.sku,
        balance.metered.plain, balance.due.plain, balance.billed.plain,
        balance.pending?.plain ?? "", try balance.difference().plain, balance.reason,
      ])
    }
    return table
  }

  private func differences() -> [String] {
    guard !reconciliation.differences.isEmpty else { return ["Everything adds up."] }
    return ["Does not add up:"]
      + reconciliation.differences.map {
        "  \($0.message.escapedForTerminal()) [\($0.reason.code)]"
      }
  }

  private func sources() -> TextTable {
    var table = TextTable([
      .init("source"), .init("events", .right), .init("median a day", .right),
      .init("silent days"), .init("days out of line"), .init("ahead", .right),
      .init("late", .right),
    ])
    for source in reconciliation.sources {
      table.add([
        source.source, String(source.events), source.medianEvents.map { String($0) } ?? "",
        Self.few(source.silentDays.map { String($0.day) }),
        Self.few(source.unusualDays.map { "\($0.day.day): \($0.events)" }),
        String(source.ahead), String(source.late),
      ])
    }
    return table
  }

  /// What a table has room for.
  private static func few(_ texts: [String]) -> String {
    let more = texts.count - 5
    return texts.prefix(5).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  private var bounds: String {
    typealias Bounds = SourceActivity.Bounds
    return """
        Silent: no event, but some before and after, also up to \(Bounds.marginDays) days outside
        the month. Out of line: more than \(Bounds.rateFactor) times the median of the source's days
        with events, or less than a third of it. Ahead: more than \(Bounds.aheadSeconds) s after the
        run began that read it; late: more than \(Bounds.lateSeconds / 86_400) days before that.
      """
  }

  /// Rows of all kinds for programs and spreadsheets, told apart by `kind`: `day`, `quantity`,
  /// `source`; of a source, a row for each that is odd. What a kind does not have is absent.
  public static func listing(_ reconciliation: Reconciliation) throws -> Listing {
    var listing = Listing([
      "kind", "organisation", "contract", "product", "sku", "source", "day", "accepted", "voided",
      "counted", "conflict", "rejected", "metered", "due", "billed", "pending", "difference",
      "reason",
    ])
    let none = Listing.Cell.absent
    for day in reconciliation.days {
      let counts = [day.accepted, day.voided, day.metered, day.conflict, day.rejected]
      listing.add(
        [.text("day"), none, none, .text(day.product), .text(day.sku), none]
          + [.text(day.day.description)] + counts.map { .integer(Int($0)) }
          + [none, none, none, none, .decimal(String(day.difference))]
          + [
            day.isArchived
              ? .text("archived") : day.difference == 0 ? none : .text("not_metered")
          ])
    }
    for balance in reconciliation.quantities {
      listing.add(
        [.text("quantity"), .text(balance.organisation)]
          + [balance.contract.map { .text($0) } ?? none, .text(balance.product)]
          + [.text(balance.sku), none, none, none, none, none, none, none]
          + [.decimal(balance.metered.plain), .decimal(balance.due.plain)]
          + [.decimal(balance.billed.plain), balance.pending.map { .decimal($0.plain) } ?? none]
          + [.decimal(try balance.difference().plain)]
          + [balance.reason.isEmpty ? none : .text(balance.reason)])
    }
    for source in reconciliation.sources {
      for (day, events, reason) in source.oddities {
        listing.add(
          [.text("source"), none, none, none, none, .text(source.source)]
            + [day.map { .text($0.description) } ?? none, .integer(Int(events))]
            + Array(repeating: none, count: 9) + [.text(reason)])
      }
    }
    return listing
  }
}

extension QuantityBalance {
  /// A code for why not all is billed; empty where it is.
  fileprivate var reason: String {
    if let obstacle { return obstacle.rawValue }
    let isBalanced = (try? difference().isZero) ?? false
    return !isBalanced ? "not_billed" : pending?.isZero ?? true ? "" : "pending"
  }
}

extension SourceActivity {
  fileprivate var oddities: [(day: LocalDate?, events: Int64, reason: String)] {
    silentDays.map { ($0, 0, "silent") }
      + unusualDays.map { ($0.day, $0.events, "out_of_line") }
      + (ahead > 0 ? [(nil, ahead, "ahead")] : []) + (late > 0 ? [(nil, late, "late")] : [])
  }
}
