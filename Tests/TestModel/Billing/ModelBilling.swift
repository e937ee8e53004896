import BigInt
import Calendars
import Catalogue
import Metering

/// What is billed of a world up to its period, by the words of contract.md, section 4: what is owed
/// less what was billed, month by month.
struct ModelBilling {
  /// In the order in which they are issued.
  private(set) var documents: [ModelDocument] = []
  /// What stands in the way, by organisation: a code.
  private(set) var obstacles: [String: String] = [:]
  /// By contract, with these documents.
  private(set) var accounts: [String: ModelAccount]

  let world: World
  private let ledger: ModelLedger
  /// The date of this issue.
  private let date: LocalDate

  /// `accounts` is what was billed before; `held` are organisations on hold.
  init(
    _ world: World, _ ledger: ModelLedger, on date: LocalDate,
    after accounts: [String: ModelAccount] = [:], held: Set<String> = []
  ) {
    self.world = world
    self.ledger = ledger
    self.date = date
    self.accounts = accounts
    let organisations = world.organisations.sorted { $0.name < $1.name }
    for organisation in organisations where world.isUsedOutsideContracts(organisation, ledger) {
      obstacles[organisation.name] = "outside_contracts"
    }
    for organisation in held { obstacles[organisation] = "held" }
    let begins = organisations.flatMap(\.contracts).map { contract in
      accounts[contract.name]?.last?.next ?? Period(containing: contract.from)
    }
    guard var period = begins.min() else { return }
    while period <= world.period {
      for organisation in organisations where obstacles[organisation.name] == nil {
        let pending = organisation.contracts.filter { isPending($0, period) }
          .sorted { $0.name < $1.name }
        // All of an organisation's contracts are billed, or none.
        do {
          for document in try pending.compactMap({ try self.document($0, organisation, period) }) {
            documents.append(document)
            self.accounts[document.contract.name, default: ModelAccount()].take(document, on: date)
          }
        } catch {
          obstacles[organisation.name] = (error as? ModelRater.Obstacle)?.code ?? "\(error)"
        }
      }
      period = period.next
    }
  }

  /// Whether a contract can have a document for a period: not before its last one's, nor after its
  /// end, but for one of adjustments in the month that is asked for.
  private func isPending(_ contract: World.Contract, _ period: Period) -> Bool {
    let first = accounts[contract.name]?.last?.next ?? Period(containing: contract.from)
    guard first <= period else { return false }
    return period == world.period || contract.to.map { period.firstDay < $0 } ?? true
  }

  private func document(
    _ contract: World.Contract, _ organisation: World.Organisation, _ period: Period
  ) throws -> ModelDocument? {
    let account = accounts[contract.name] ?? ModelAccount()
    let list = world.priceList(of: contract)
    let lines = try owed(contract, organisation, period)
    var adjustments: [ModelAdjustment] = []
    // A corrected contract may begin after months that were billed.
    var earlier = account.periods.reduce(Period(containing: contract.from), min)
    while earlier < period {
      adjustments += account.adjustments(
        of: earlier, to: try owed(contract, organisation, earlier), minorDigits: list.minorDigits)
      earlier = earlier.next
    }
    guard !lines.isEmpty || !adjustments.isEmpty else { return nil }
    return ModelDocument(
      organisation: organisation.name, contract: contract, list: list, period: period,
      span: organisation.zone.span(of: period), lines: lines, adjustments: adjustments)
  }

  func owed(
    _ contract: World.Contract, _ organisation: World.Organisation, _ period: Period
  ) throws -> [ModelLine] {
    var month = world
    month.period = period
    let pricingDate = accounts[contract.name]?.pricingDates[period] ?? date
    return try ModelRater(month, organisation, contract, ledger, pricingDate: pricingDate)?.lines()
      ?? []
  }
}

extension World {
  /// Whether an organisation has usage that none of its contracts covers, up to the end of the
  /// period in the default zone, which is that of time without a contract: events that are no
  /// levels, which are cut at a contract's ends; where it has no contract at all, anything.
  fileprivate func isUsedOutsideContracts(
    _ organisation: Organisation, _ ledger: ModelLedger
  ) -> Bool {
    let end = Zone.default.span(of: period).to
    let outside = ledger.usage.map(\.usage).filter { usage in
      usage.time < end && holder(of: usage.tenant, at: usage.time) == organisation.name
        && !covers(usage.time, organisation) && !isLevel(usage.product)
    }
    if !outside.isEmpty { return true }
    guard organisation.contracts.isEmpty else { return false }
    return !ModelMeter(self, organisation, ledger).quantities(by: [.tenant]).isEmpty
  }

  func isLevel(_ product: String) -> Bool {
    products.contains { candidate in
      guard candidate.name == product, case .timeWeighted = candidate.meter else { return false }
      return true
    }
  }

  /// Whether a contract of an organisation covers an instant.
  func covers(_ instant: Instant, _ organisation: Organisation) -> Bool {
    organisation.contracts.contains { contract in
      organisation.zone.start(of: contract.from) <= instant
        && contract.to.map { instant < organisation.zone.start(of: $0) } ?? true
    }
  }
}
