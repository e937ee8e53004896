import Catalogue
import Documents
import Testing

/// Maps of inventories: what is billed as what, and whose it is.
@Suite struct InventoryMapTests {
  private let world: ApplyWorld

  private static let products = """
    kind: Catalogue
    name: inventory
    spec:
      products:
        - { product: blade, sku: "csp:(region):blade", label: { fr: b, en: b }, service: C,
            unit: blade, meter: { aggregation: time_weighted, step: day } }
        - { product: flash, sku: "csp:(region):flash", label: { fr: f, en: f }, service: C,
            unit: GiB, meter: { aggregation: time_weighted, step: day } }
        - { product: backup, sku: "csp:(region):backup", label: { fr: v, en: v }, service: C,
            unit: VM, meter: { aggregation: time_weighted, step: day } }
        - { product: network, sku: "csp:network", label: { fr: n, en: n }, service: C,
            unit: VLAN, meter: { aggregation: time_weighted, step: day } }
        - { product: same, sku: "csp:fr2:backup", label: { fr: v, en: v }, service: C,
            unit: VM, meter: { aggregation: time_weighted, step: day } }

    """

  private static func map(
    _ rules: String, name: String = "m", region: String = "fr1",
    tenants: String = "{ id: a, tenant: t1 }"
  ) -> String {
    """
    kind: InventoryMap
    name: \(name)
    spec:
      region: \(region)
      tenants: [ \(tenants) ]
      \(rules)

    """
  }

  init() throws { world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + Self.products) }

  @Test func `a map is applied, and given back as it was written`() throws {
    let text = Self.map(
      """
      blades: [ { match: "host*", product: blade } ]
        storage: [ { match: "sr-iso*", ignore: discs }, { match: "*", product: flash } ]
        backup: backup
        vlan: [ { match: "net-*", ignore: not sold }, { match: "*", product: network } ]
        public_ip: { ignore: not sold }
      """)
    #expect(try world.apply(text) == ["created InventoryMap m"])
    let map = try #require(DocumentStore(world.connection).directory().inventoryMaps["m"])
    #expect(map.region == "fr1" && map.tenants == ["a": "t1"])
    #expect(InventoryMap.target(of: "host1", id: "x", in: map.blades) == .product("blade"))
    #expect(InventoryMap.target(of: "x", id: "host1", in: map.blades) == .product("blade"))
    #expect(InventoryMap.target(of: "x", id: "y", in: map.blades) == nil)
    // The first rule that matches holds.
    let iso = InventoryMap.target(of: "sr-iso-1", id: "x", in: map.storage)
    #expect(iso == .ignored(reason: "discs"))
    func target(_ service: InventoryMap.Service, _ name: String) -> InventoryMap.Target? {
      InventoryMap.target(of: name, id: "x", in: map.services[service] ?? [])
    }
    #expect(target(.backup, "any") == .product("backup"))
    #expect(target(.publicIP, "any") == .ignored(reason: "not sold"))
    #expect(target(.vlan, "net-1") == .ignored(reason: "not sold"))
    #expect(target(.vlan, "vlan-1") == .product("network") && target(.tenant, "any") == nil)
    #expect(map.products == ["blade", "flash", "backup", "network"])
    let written = try DocumentStore(world.connection).yaml(.inventoryMap, name: "m")
    #expect(try world.apply(written.joined()) == ["unchanged InventoryMap m"])
  }

  @Test(arguments: [
    ("blades: [ { match: x, product: nothing } ]", "blades[0].product", "is in no catalogue"),
    ("backup: nothing", "spec.backup", "is in no catalogue"),
    ("blades: [ { match: x, product: p } ]", "blades[0].product", "the meter count"),
    ("storage: [ { match: x, product: blade } ]", "storage[0].product", "the unit `blade`"),
    ("blades: [ { match: x } ]", "blades[0]", "product"),
    ("blades: [ { match: x, product: blade, ignore: y } ]", "blades[0].product", "unknown"),
    ("backup: backup\n  replication: backup", "spec.replication", "under `backup` too"),
    ("storage: [ { match: x, product: flash } ]\n  vlan: flash", "spec.vlan", "`storage` too"),
    ("backup: [ backup ]", "spec.backup[0]", "expected a mapping"),
    ("backup: [ { match: x, product: nothing } ]", "backup[0].product", "is in no catalogue"),
    ("backups: backup", "spec.backups", "unknown"),
  ])
  func `a rule that cannot bill is refused where it stands`(
    rules: String, key: String, words: String
  ) throws {
    let fault = try #require(try world.fault(Self.map(rules)))
    #expect(fault.key.hasSuffix(key), "\(fault)")
    #expect(fault.message.contains(words), "\(fault)")
  }

  @Test func `events could not tell two products of one SKU and unit apart`() throws {
    #expect(try world.fault(Self.map("backup: backup")) == nil)
    let fault = try world.fault(
      Self.map("backup: backup", region: "fr2"), because: "another region")
    #expect(fault?.message.contains("the SKU `csp:fr2:backup` and the unit `VM`") == true)
  }

  @Test func `a tenant stands in one map, once`() throws {
    let twice = try world.fault(
      Self.map("", tenants: "{ id: a, tenant: t1 }, { id: a, tenant: t2 }"))
    #expect(twice?.message.contains("the provider's tenant `a` stands twice") == true)
    let ours = try world.fault(
      Self.map("", tenants: "{ id: a, tenant: t1 }, { id: b, tenant: t1 }"))
    #expect(ours?.message.contains("the tenant `t1` stands twice") == true)
    try world.apply(Self.map(""))
    let other = try world.fault(Self.map("", name: "n", tenants: "{ id: a, tenant: t2 }"))
    #expect(other?.message.contains("`m` has the provider's tenant `a` too") == true)
    let shared = try world.fault(Self.map("", name: "n", tenants: "{ id: b, tenant: t1 }"))
    #expect(shared?.message.contains("`m` has the tenant `t1` too") == true)
    #expect(try world.fault(Self.map("", name: "n", tenants: "{ id: b, tenant: t2 }")) == nil)
  }

  @Test func `a tenant of a map is held by somebody`() throws {
    let fault = try world.fault(Self.map("", tenants: "{ id: a, tenant: t9 }"))
    #expect(fault?.message.contains("no organisation holds the tenant `t9`") == true)
    #expect(fault?.key.hasSuffix("tenants[0].tenant") == true)
  }

  @Test(arguments: [
    // Behind the others, or from a later day on.
    ("{ match: a, product: blade }, { match: b, ignore: lent }", true),
    ("{ match: a, ignore: x, from: 2099-01-01 }, { match: a, product: blade }", true),
    ("{ match: a, product: blade, from: 2020-01-01 }", false),
    ("{ match: b, ignore: lent }, { match: a, product: blade }", false),
    ("{ match: a, ignore: lent }", false),
    ("", false),
  ])
  func `rules that hold stand, and change by a correction`(rules: String, isFree: Bool) throws {
    try world.apply(Self.map("blades: [ { match: a, product: blade } ]"))
    let fault = try world.fault(Self.map("blades: [ \(rules) ]"))
    #expect((fault == nil) == isFree, "\(String(describing: fault))")
    if !isFree {
      #expect(fault?.code == .alreadyBegun && fault?.message.contains("`blades`") == true)
      #expect(try world.fault(Self.map("blades: [ \(rules) ]"), because: "it was wrong") == nil)
    }
  }

  @Test func `a catalogue that a map could not bill from any more is refused`() throws {
    try world.apply(Self.map("storage: [ { match: x, product: flash } ]"))
    let disks = Self.products.replacing("unit: GiB", with: "unit: disk")
    let fault = try world.fault(disks, because: "it was wrong")
    #expect(fault?.message.contains("the unit `disk`") == true)
  }
}
