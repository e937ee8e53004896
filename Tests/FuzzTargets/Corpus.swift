import Foundation

/// Sound inputs of every parser, from which the others are made.
enum Corpus {
  static let ndjson = bytes(of: [usage, void, usage + "\n\n" + void + "\r\n", "\u{FEFF}" + usage])

  static let csv = bytes(of: [
    """
    id,source,time,tenant,sku,resource,quantity,unit
    e-1,/s,2025-10-05T22:14:03Z,acme,csp:x,vm-1,1.50,VM
    e-2,/s,2025-10-05T22:14:03.5+02:00,acme,csp:x,"vm
    ""1"",",1,

    e-3,/s,1970-01-01T00:00:00Z,é😀,csp:x,vm-1,0,VM

    """,
    "unit,quantity,resource,sku,tenant,time,source,id\r\nVM,1,r,s,t,2025-01-01T00:00:00Z,/s,1\r\n",
  ])

  /// The lines of the first table.
  static let csvLineCount = 6

  /// A map with every kind of rule, for `mappedCSV`.
  static let fixedMap = """
    separator: ";"
    where: { kind: vm }
    time: { column: when, format: unix_ms }
    id: { template: "{vm}/{when}" }
    source: { constant: /import }
    tenant: { column: host, values: { a1: acme, b2: beta }, otherwise: rest }
    sku: { column: size, values: { S: "sku:small", L: "sku:large" } }
    resource: { column: vm }
    quantity: { constant: "1" }
    """

  static let mappedCSV = bytes(of: [
    """
    kind;when;vm;host;size
    vm;1730000000000;v1;a1;S
    "vm";1730000000000.25;v2;b2;"L"
    disk;1730000000000;d1;a1;S
    vm;1730000000000;v3;;XL

    """
  ])

  static let maps =
    bytes(of: [
      """
      separator: ","
      where: { tenant: acme }
      time: { column: time, format: rfc3339 }
      id: { template: "{id}/{time}" }
      source: { column: source }
      tenant: { column: tenant, values: { "acme": acme-prod }, otherwise: acme-dev }
      sku: { column: sku }
      resource: { column: resource }
      quantity: { column: quantity }
      unit: { column: unit }
      """, fixedMap,
    ]) + files("maps")

  static let documents =
    bytes(of: [
      "a: &a [1, {b: ~}]\n<<: {c: 1}\nd: *a\ne: |\n  text\n  more\n---\n? k\n: 'v'\n",
      """
      kind: PriceList
      name: l
      spec:
        currency: EUR
        versions:
          - from: 2026-01-01
            prices: [{ product: p, charge: { model: per_unit, unit_price: "1.50" } }]
      """,
      """
      kind: Catalogue
      name: c
      spec:
        products:
          - product: p
            sku: csp:(region):p:v1
            label: { fr: "é", en: e }
            service: S
            unit: VM
            meter: { aggregation: time_weighted, step: day }
      """,
    ]) + pieces(of: files("documents"))

  static let times = bytes(of: [
    "2026-10-05T22:14:03Z", "2026-10-05t22:14:03.512z", "2024-02-29 23:59:60+23:59",
    "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999-00:00",
  ])

  static let numbers = bytes(of: [
    "0", "-0.25", "12", "1730000000.5", "1730000000123", "-62167219200", "253402300799.999999",
    "000123456789012345678.123456789012345678", "1e3", "125E-2",
  ])

  static let gzip =
    ndjson
    + [usage + "\n", usage + "\n" + void + "\n", ""].compactMap {
      try? Gzip.member(Array($0.utf8)) + Gzip.member(Array($0.utf8))
    }

  static let quotes = bytes(of: [
    #"{"id":"a","quantity":"14.096774","charge":{"model":"per_unit","unit_price":"12.00"}}"#,
    #"{"id":7,"quantity":0,"charge":{"model":"flat","amount":-4.5},"minor_units":3}"# + "\r\n",
    #"{"id":"c","quantity":"99.5","charge":{"model":"graduated","included":"0.5","tiers":["#
      + #"{"up_to":"99","unit_price":"3","flat":"1"},{"unit_price":"2"}]},"minor_units":0}"#,
    #"{"id":"d\u00e9","quantity":"100","charge":{"model":"volume","maximum":"150","tiers":["#
      + #"{"up_to":"0.5","unit_price":"3"},{"up_to":"100","unit_price":"2"},{"unit_price":"1"}]}}"#,
    #"{"id":"e","quantity":"5","charge":{"model":"package","size":"0.3","price":"0.10"}}"#
      + "\n\n" + #"{"minor_units":9,"charge":{"minimum":"7","amount":"1","model":"flat"},"#
      + #""quantity":"1","id":"f"}"#,
  ])

  static let evaluations = bytes(of: [
    #"{"id":"a","period":["0","1000"],"outages":[["10","20"],["20","30.5","0.5"],[40,null,1]],"#
      + #""policy":{"maintenance":"included","target":"99.9"}}"#,
    #"{"id":2,"period":["2026-10-01T00:00:00+02:00","2026-11-01T00:00:00+01:00"],"#
      + #""outages":[["2026-10-04T01:10:00Z","2026-10-04T01:31:30.5Z","1e-6"]],"#
      + #""maintenances":[["2026-10-04T01:00:00Z","2026-10-04T01:20:00Z"]],"unknown":[],"#
      + #""policy":{"maintenance":"excluded","excluded_maintenance_leaves_period":true,"#
      + #""minimum_outage_seconds":240,"target":"99.99","#
      + #""credits":{"basis":"point_gap","cap_percent":"30"}}}"# + "\r\n",
    #"{"id":"c","period":["-5","95"],"unknown":[["0","50"]],"maintenances":[["40","60"]],"#
      + #""outages":[["45","70","0.25"]],"policy":{"maintenance":"excluded","target":99,"credits":"#
      + #"{"basis":"bands","bands":[{"below":"99","percent":"10"},{"below":95,"percent":25}]}}}"#,
  ])

  private static let usage =
    #"{"specversion":"1.0","id":"7f3c","source":"/c/fr1","type":"releve.usage.v1","#
    + #""time":"2025-10-05T22:14:03.512Z","subject":"acme","x":[1,{"y":null}],"#
    + #""data":{"sku":"csp:x","resource":"vm","quantity":"1.5","unit":"VM"}}"#

  private static let void =
    #"{"id":"v1","source":"/c","type":"releve.void.v1","data":{"id":"a\u00e9","reason":"b"}}"#

  private static func bytes(of texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// The demonstration's files of a folder.
  private static func files(_ folder: String) -> [[UInt8]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let paths = try? FileManager.default.contentsOfDirectory(
      at: root.appending(path: "demo/\(folder)"), includingPropertiesForKeys: nil)
    return (paths ?? []).sorted { $0.path < $1.path }
      .compactMap { try? Data(contentsOf: $0) }.map(Array.init)
  }

  /// The documents of YAML files, and of long ones their beginning.
  private static func pieces(of files: [[UInt8]]) -> [[UInt8]] {
    files.flatMap { file in
      String(decoding: file, as: UTF8.self).components(separatedBy: "\n---\n")
        .map { Array($0.utf8.prefix(1500)) }
    }
  }
}
