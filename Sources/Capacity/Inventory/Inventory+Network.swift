public import Documents

/// A network of a pool. One VLAN spans pools and zones: it is told by its name (rule D1).
public struct Network: Hashable, Sendable {
  public let id: String
  public let name: String
  public let zone: ProviderReference?
  public let pool: ProviderReference?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.name("name")
    zone = try object.reference("machineManager")
    pool = try object.reference("pool")
  }
}

/// A machine's adapter.
public struct NetworkAdapter: Hashable, Sendable {
  public let id: String
  public let machineID: String
  public let network: ProviderReference?
  public let isAttached: Bool

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    machineID = try object.text("virtualMachineId")
    network = try object.reference("network")
    isAttached = try object.flag("attached") ?? true
  }
}

/// A public address, billed from its reservation on (rule D2).
public struct FloatingIP: Hashable, Sendable {
  public let id: String
  public let address: String

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    address = try object.text("ipAddress")
  }
}
