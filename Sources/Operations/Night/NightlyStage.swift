/// A stage of the nightly batch (contract, section 6), in the order in which they run.
public enum NightlyStage: String, CaseIterable, Sendable {
  /// Files of the inbox are read.
  case ingest
  /// What has changed is metered.
  case meter
  /// Last month's and this month's availability, and the credits that follow from it.
  case serviceLevels = "service-levels"
  /// What there is, how full it is, and what is wrong with it.
  case capacity
  /// When what there is will be full.
  case forecast
  /// Contracts that issue automatically are billed, after their grace days.
  case invoice
  /// What came since the last audit that found all in order.
  case audit
  /// What a person should know of, sent to the webhook where there is one.
  case alerts
}

extension NightlyStage {
  /// The stages without which this one would work on half of what there is: it is skipped where one
  /// of them has failed.
  var restsOn: Set<NightlyStage> {
    switch self {
    case .ingest, .capacity, .forecast, .audit, .alerts: []
    case .meter: [.ingest]
    case .serviceLevels: [.meter]
    case .invoice: [.ingest, .meter, .serviceLevels]
    }
  }
}
