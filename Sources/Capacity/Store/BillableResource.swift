/// Something of an inventory that can be billed, whatever it is billed as.
public struct BillableResource: Hashable, Sendable {
  /// What it is; the raw values are those of the database.
  public enum Kind: String, CaseIterable, Sendable {
    /// A host.
    case blade
    /// Shared block storage, by its capacity (rule C5).
    case storage
    /// A machine that a backup policy protects (rule E1).
    case backup
    /// A machine that is replicated (rule F7).
    case replication
    /// A network by its name, wherever it reaches (rule D1).
    case vlan
    /// A public address (rule D2).
    case publicIP = "public_ip"
    /// A zone in which the tenant has something (rule A2).
    case availabilityZone = "availability_zone"
    /// The tenant itself (rule A2).
    case tenant
  }

  public let kind: Kind
  /// The provider's id; of a VLAN its name, of the tenant ours.
  public let id: String
  public let name: String
  /// Bytes of storage, 1 of everything else.
  public let quantity: Int64

  public init(kind: Kind, id: String, name: String, quantity: Int64 = 1) {
    self.kind = kind
    self.id = id
    self.name = name
    self.quantity = quantity
  }
}

extension BillableResource {
  /// What tells it from others of its tenant.
  struct Key: Hashable, Sendable {
    let kind: Kind
    let id: String
  }

  var key: Key { Key(kind: kind, id: id) }
}
