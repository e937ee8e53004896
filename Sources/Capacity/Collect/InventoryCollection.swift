import Documents

/// Reads the parts of a tenant's inventory from the provider's API. A part that cannot be read is
/// named with its reason, and keeps none of the others away.
public struct InventoryCollection {
  /// What was read: answers as the API gave them, which `InventoryReader` reads. Of what is asked
  /// for machine by machine, they are put together.
  public private(set) var answers: [InventoryPart: [UInt8]] = [:]
  /// In the order of the parts.
  public private(set) var failures: [PartFailure] = []

  private let client: ProviderClient
  private let progress: (String) -> Void
  /// The list of machines, once it was read.
  private var machines: [UInt8]?

  /// Nothing read yet; `progress` is told what is being read.
  public init(_ client: ProviderClient, progress: @escaping (String) -> Void = { _ in }) {
    self.client = client
    self.progress = progress
  }

  /// Reads parts, in the order in which they are declared.
  public mutating func read(_ parts: some Sequence<InventoryPart>) {
    let wanted = Set(parts)
    for part in InventoryPart.allCases where wanted.contains(part) {
      do throws(RequestFailure) {
        progress(part.rawValue)
        answers[part] = try answer(part)
      } catch {
        failures.append(PartFailure(part: part, failure: error))
      }
    }
  }

  private mutating func answer(_ part: InventoryPart) throws(RequestFailure) -> [UInt8] {
    switch part {
    case .virtualMachines:
      let list = try list(part, at: part.path)
      machines = list
      return list
    case .virtualMachineReplications:
      let lists = try listsByMachine(.replicationPolicies) { MachinePath.replications($0) }
      return JoinedAnswers.object(lists)
    case .networkAdapters, .snapshots:
      // The provider's own client asks for these machine by machine only.
      do throws(RequestFailure) {
        return try list(part, at: part.path)
      } catch .refused(400, _) {
        return JoinedAnswers.list(
          try listsByMachine(part) { MachinePath.list(part, ofMachine: $0) }.map(\.list))
      }
    default: return try list(part, at: part.path)
    }
  }

  private func list(
    _ part: InventoryPart, at path: String
  ) throws(RequestFailure) -> [UInt8] {
    try client.get(path) { bytes in
      var reader = InventoryReader()
      do throws(DocumentError) {
        try reader.read(bytes, as: part, file: part.rawValue)
        return nil
      } catch {
        return "the answer is broken: \(error)"
      }
    }
  }

  /// A list for each machine; a machine that went away meanwhile has none.
  private mutating func listsByMachine(
    _ part: InventoryPart, at path: (String) -> String
  ) throws(RequestFailure) -> [(machine: String, list: [UInt8])] {
    let ids = try machineIDs()
    var lists: [(machine: String, list: [UInt8])] = []
    for (index, id) in ids.enumerated() {
      progress("\(part.rawValue) of machine \(index + 1) of \(ids.count)")
      do throws(RequestFailure) {
        lists.append((id, try list(part, at: path(id))))
      } catch {
        guard case .refused(404, _) = error, try isGone(id) else { throw error }
      }
    }
    return lists
  }

  /// Whether there is no such machine any more: 404 alone could also be a path that has moved, and
  /// then nothing would be known of any machine.
  private func isGone(_ machine: String) throws(RequestFailure) -> Bool {
    do throws(RequestFailure) {
      _ = try client.get(MachinePath.machine(machine)) { _ in nil }
      return false
    } catch .refused(404, _) {
      return true
    }
  }

  /// The ids of all machines, sorted, so that the same answers are put together alike.
  private mutating func machineIDs() throws(RequestFailure) -> [String] {
    if machines == nil {
      guard !failures.contains(where: { $0.part == .virtualMachines }) else {
        throw .needs(.virtualMachines)
      }
      machines = try list(.virtualMachines, at: InventoryPart.virtualMachines.path)
    }
    var reader = InventoryReader()
    do throws(DocumentError) {
      try reader.read(machines ?? [], as: .virtualMachines, file: "")
    } catch {
      throw .needs(.virtualMachines)
    }
    // Of a machine that cannot be read nothing would be known, and it would seem to have nothing.
    guard reader.refused.isEmpty else { throw .needs(.virtualMachines) }
    let ids = reader.inventory.virtualMachines.map(\.id)
    guard ids.allSatisfy(MachinePath.isSafe) else { throw .unusableID }
    return Set(ids).sorted()
  }
}

/// A part that was not read.
public struct PartFailure: Hashable, Sendable {
  public let part: InventoryPart
  public let failure: RequestFailure
}

extension PartFailure: CustomStringConvertible {
  public var description: String {
    let words = "\(part.rawValue) could not be read: \(failure)"
    guard case .unauthorised = failure else { return words }
    return "\(words); the credential needs the permission \(part.permission)"
  }
}
