import Calendars

/// What is promised of components, and what happened to them.
extension World {
  /// A pattern of components, with those of the world that it stands for.
  struct ComponentScope {
    let pattern: String
    let components: [String]
  }

  struct ServiceCommitment {
    let id: String
    let scope: ComponentScope
    let policy: ModelPolicy
    let minimumZones: Int
    let services: [String]
  }

  struct ServiceAgreement {
    let name: String
    /// A month is one of this zone.
    let zone: Zone
    let commitments: [ServiceCommitment]
  }

  /// What was said about components, and decided about claims, in the order in which it came.
  struct Incidents {
    /// Declared since ever.
    static let components = ["r1/net", "r1/z1/compute/a", "r1/z1/compute/b", "r1/z2/compute/a"]
    static let stepMicroseconds: Int64 = 900_000_000

    /// From when on steps are counted: quarters of an hour.
    let origin: Instant
    var records: [ModelRecord] = []
    var decisions: [(ticket: String, isAccepted: Bool)] = []

    /// The latest versions that were not withdrawn.
    var valid: [ModelRecord] {
      ModelRecord.versions(of: records, knownAt: .max).compactMap(\.last)
        .filter { !$0.isRetracted }
    }

    /// The step that begins at an instant, of which all zones have whole ones.
    func step(at instant: Instant) -> Int {
      let distance = instant.microseconds - origin.microseconds
      return Int(distance / Self.stepMicroseconds)
    }
  }
}
