/// Sound inputs of the readers of `sla import`.
extension Corpus {
  static let records = texts(
    #"""
    {"kind":"component","id":"c","component":"fr1/az05/x","from":"2026-01-01T00:00:00Z","to":null}
    {"kind":"outage","id":"o","component":"fr1/x","from":"2026-10-04T01:10:00Z",\#
    "to":"2026-10-04T01:31:30Z","impact":"0.5","recorded_at":"2026-10-05T00:00:00Z"}
    {"kind":"outage","id":"o","retracted":true}
    {"kind":"sample","id":"s","component":"fr1/x","at":"2026-10-04T01:10:00.5Z","up":false}
    """#,
    #"""
    [{"kind":"maintenance","id":"m\u00e9","component":"fr1","from":"2026-10-04T01:10:00Z",
      "announced_at":"2026-10-01T01:10:00+02:00"},
     {"kind":"ticket","id":"t","organisation":"acme","component":"fr1/x","priority":"P1",\#
     "opened_at":"2026-10-04T01:10:00Z","claim":true,"resource":"a \"b\" ]"},
     {"kind":"unknown","id":"u","component":"fr1/x","from":"2026-10-04T01:10:00Z",\#
     "to":"2026-10-04T01:10:00Z"}]
    """#)

  static let pageMap = "components: { A: a/a, B: null }\nimpact: { minor: \"0.5\", none: null }\n"

  static let pages = texts(
    #"""
    {"source":"x","n":[1,{"a":[]}],"incidents":[
    {"id":"1","component":["A","B","C"],"start":"2024-08-01T10:00:00Z","end":null,\#
    "kind":"outage","impact":"minor","title":"]","amended_start":null,\#
    "amended_end":"2024-08-01T12:00:00Z","published_at":"2024-08-02T00:00:00Z"},
    {"id":"2","component":["A"],"start":"2024-08-01T10:00:00Z","end":"2024-08-01T11:00:00Z",\#
    "kind":"maintenance","impact":"maintenance","announced_at":"2024-07-01T00:00:00Z"}]}
    """#)

  static let alertMap = """
    component: { template: "fr1/{zone}/{host}", values: { fr1/a/b: null }, otherwise: fr1/x }
    impact: { label: severity, values: { critical: "1", warning: null } }

    """

  static let alerts = texts(
    #"""
    {"version":"4","alerts":[{"status":"firing","labels":{"zone":"a","host":"b",\#
    "severity":"critical"},"startsAt":"2026-10-04T03:10:00.123456789+02:00",\#
    "endsAt":"0001-01-01T00:00:00Z","fingerprint":"c0ffee"}]}
    {"version":"4","alerts":[{"status":"resolved","labels":{"zone":"a","host":"c",\#
    "severity":"critical"},"startsAt":"2026-10-04T03:10:00Z","endsAt":"2026-10-04T04:10:00Z",\#
    "fingerprint":"c0ffee"}]}
    """#)

  static let ticketMap = """
    separator: ";"
    timezone: Europe/Paris
    where: { type: i }
    id: { column: key }
    organisation: { column: client, values: { A: acme }, otherwise: beta }
    component: { template: "fr1/{ci}" }
    opened_at: { column: opened }
    resolved_at: { column: closed }
    claim: { column: credit, values: [oui] }

    """

  static let tickets = texts(
    """
    key;type;client;ci;opened;closed;credit
    T1;i;A;x;2026-10-04 03:00;2026-10-04T04:00:00Z;oui
    "T;2";i;B;y;2026-10-25 02:30;;
    T3;r;;;;;

    """)

  static let serviceMaps = texts(pageMap, alertMap, ticketMap)

  private static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
