/// What was said about components and tickets, version by version: the input of `ModelDecisions`.
/// Times are whole steps since the month's start; what is open has no end.
struct ModelRecord {
  enum Content {
    case outage(from: Int, to: Int?, impactMillionths: Int)
    case maintenance(from: Int, to: Int?, announced: Int?, recorded: Int?)
    case unknown(from: Int, to: Int?)
    case sample(at: Int, isUp: Bool)
    case ticket(Ticket)
  }

  struct Ticket {
    let organisation: String
    let opened: Int
    var priority: String?
    var firstResponse: Int?
    var isClaim = false
  }

  /// Unique among records of the same kind of content.
  let id: String
  let component: String
  let content: Content
  let isRetracted: Bool
  /// From when on it is known: rises with every version.
  let knownAt: Int

  /// What tells records apart that have the same id.
  var kind: Int {
    switch content {
    case .outage: 0
    case .maintenance: 1
    case .unknown: 2
    case .sample: 3
    case .ticket: 4
    }
  }

  /// All versions of each record that were known at a time, in order.
  static func versions(of records: [ModelRecord], knownAt: Int) -> [[ModelRecord]] {
    var order: [String] = []
    var versions: [String: [ModelRecord]] = [:]
    for record in records where record.knownAt <= knownAt {
      let key = "\(record.kind) \(record.id)"
      if versions[key] == nil { order.append(key) }
      versions[key, default: []].append(record)
    }
    return order.compactMap { versions[$0] }
  }
}
