import Foundation
import TestSupport
import Testing

/// `releve invoice explain` as a user types it: from an invoice of the demonstration's customer to
/// the lines of the files that its events stand in.
@Suite struct ExplainCommandTests {
  private static func usage(
    _ id: String, _ time: String, _ resource: String, _ quantity: String
  ) -> String {
    #"{"id":"\#(id)","source":"/collector","type":"releve.usage.v1","time":"\#(time)","#
      + #""subject":"lumiere-prod","data":{"sku":"csp:fr1:openiaas:backup:vm:v1","#
      + #""resource":"\#(resource)","quantity":"\#(quantity)"}}"#
  }

  private static let august = [
    usage("1", "2024-07-20T10:00:00Z", "vm-1", "1"),
    usage("2", "2024-08-05T22:14:03.512Z", "vm-2", "2"),
    usage("3", "2024-08-21T08:00:00Z", "vm-2", "0"),
    usage("4", "2024-08-10T08:00:00Z", "vm-9", "1"),
    #"{"id":"5","source":"/collector","type":"releve.void.v1","#
      + #""data":{"id":"4","reason":"test machine"}}"#,
  ].joined(separator: "\n")

  /// July and August are issued; then an event of August comes late, and September is issued.
  private func program(in folder: String) throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    let apply = try releve(["apply"] + demoDocuments)
    #expect(apply.status == 0, "\(apply.errors)")
    try Self.august.write(toFile: folder + "/august.ndjson", atomically: true, encoding: .utf8)
    let late = Self.usage("6", "2024-08-30T08:00:00Z", "vm-3", "1")
    try late.write(toFile: folder + "/late.ndjson", atomically: true, encoding: .utf8)
    let run = try releve.shell(
      """
      cd \(folder) && "$RELEVE" ingest august.ndjson \
      && "$RELEVE" invoice issue --period 2024-08 --issue-date 2024-09-03 \
      && "$RELEVE" ingest late.ndjson \
      && "$RELEVE" invoice issue --period 2024-09 --issue-date 2024-10-03
      """)
    #expect(run.status == 0, "\(run.errors)")
    return releve
  }

  /// A text with ordinary spaces, and without the day on which the test runs.
  private func plain(_ run: Program.Run) -> String {
    run.output.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .replacing(#/applied on \d+ \w+ \d+/#, with: "applied on DAY")
      .replacing(#/depuis le \d\d/\d\d/\d{4}/#, with: "depuis le JOUR")
      .replacing(#/État au   .+/#, with: "État au   JOUR")
      .replacing(#/As of     .+/#, with: "As of     DAY")
  }

  @Test func `an adjustment is explained down to the line of the file, in two languages`() throws {
    try TemporaryFolder.with { folder in
      let releve = try program(in: folder)
      let french = try releve(
        "invoice", "explain", "FR-2024-000004", "--line", "3", "--format", "text")
      #expect(french.status == 0 && french.errors.isEmpty, "\(french.errors)")
      #expect(plain(french) == Self.adjustment)
      let english = try releve(
        "invoice", "explain", "FR-2024-000002", "--line", "1", "--format", "text", "--language",
        "en")
      #expect(plain(english) == Self.lateUsage)
      let widths = (french.output + english.output).split(separator: "\n").map(\.count)
      #expect(widths.allSatisfy { $0 <= 100 })
    }
  }

  private struct Explained: Decodable {
    struct Agreement: Decodable {
      let sum: String
      let stated: String
      let agrees: Bool
    }
    struct Quantity: Decodable {
      struct Events: Decodable {
        struct Event: Decodable {
          let id: String
          let file: String
          let line: Int
        }
        let events: [Event]
        let more: Int
      }
      let sum: String
      let selected: String
      let quantity: Agreement
      let events: Events
    }
    struct Later: Decodable {
      let number: String
      let amount: String
    }
    let quantity: Quantity
    let later: [Later]
  }

  @Test func `json has the same, narrowed, with decimals as texts; errors have their codes`() throws
  {
    try TemporaryFolder.with { folder in
      let releve = try program(in: folder)
      let explain = { (words: String) in
        try releve.shell("\"$RELEVE\" invoice explain \(words)")
      }
      let json = try explain("FR-2024-000002 --line 1 --resource vm-2 --events 1")
        .json(as: Explained.self)
      #expect(json.quantity.sum == "65" && json.quantity.selected == "32")
      #expect(json.quantity.quantity.sum == "2.096774" && !json.quantity.quantity.agrees)
      #expect(json.quantity.quantity.stated == "2.032258")
      #expect(
        json.quantity.events.events.map { "\($0.id) \($0.file):\($0.line)" }
          == ["2 august.ndjson:2"])
      #expect(json.quantity.events.more == 1)
      #expect(json.later.map { "\($0.number) \($0.amount)" } == ["FR-2024-000004 0.77"])
      for (words, status, message) in [
        ("FR-2024-000009 --line 1", 1, "[unknown_document]"),
        ("FR-2024-000002 --line 3", 1, "it has lines 1 to 2"),
        ("FR-2024-000002 --line 1 --resource vm-7", 1, "did you mean `vm-1`"),
        ("FR-2024-000002 --line 1 --day 2024-09-01", 2, "[day_outside_period]"),
        ("FR-2024-000002 --line 1 --events=-1", 2, "from 0 to 100000"),
        ("FR-2024-000002", 2, "--line"),
      ] as [(String, Int32, String)] {
        let run = try explain(words)
        #expect(run.status == status && run.errors.contains(message), "\(words): \(run.errors)")
        #expect(run.output.isEmpty)
      }
    }
  }
}

extension ExplainCommandTests {
  private static let adjustment = """
    FR-2024-000004, ligne 3 : pourquoi 0,77 € ?
    ═══════════════════════════════════════════
    Document  facture du 03/10/2024, septembre 2024
    Client    Atelier Lumière SAS, contrat lumiere-2024
    État au   JOUR
    Ligne     SAUVEGARDE - Accès au service
              Régularisation août 2024 (document FR-2024-000002)
              lumiere-prod · csp:fr1:openiaas:backup:vm:v1

    1. RÉGULARISATION
       Pour août 2024, ce qui était dû à l'émission, moins ce qui avait été
       facturé.
                                             Quantité  Montant HT
       ──────────  ───────────────────────  ─────────  ──────────
       Dû                                    2,096774     25,16 €
       Facturé     FR-2024-000002, ligne 1  -2,032258    -24,39 €
       ──────────────────────────────────────────────────────────
       Différence                            0,064516      0,77 €
       ✓ La quantité de la ligne est cette différence.
       ✓ Le montant de la ligne est cette différence.
       Arrivés depuis le document précédent :
         instant               ressource  quantité  id  fichier:ligne
         ────────────────────  ─────────  ────────  ──  ─────────────
         2024-08-30T08:00:00Z  vm-3              1  6   late.ndjson:1

    2. MONTANT
       2,096774 VM × 12,00 € = 25,161288 €, arrondi à 25,16 €
       ✓ C'est ce qui était dû.
       TVA 20,00 % sur 72,00 € : 14,40 €
       ✓ La base est la somme des 4 lignes à 20,00 %.

    3. PRIX
       Liste de prix demo, version du 01/01/2020
       Ce document est appliqué depuis le JOUR, version 1
       ✓ Ce prix est celui de la ligne.

    4. QUANTITÉ
       Un événement dit le niveau tenu jusqu'au suivant. De chaque jour local, le
       plus grand niveau de chaque ressource est ajouté, puis divisé par les jours
       du mois.
       ressource  jours                niveau  jours  événements  VM · jours
       ─────────  ───────────────────  ──────  ─────  ──────────  ──────────
       vm-1       du 01 au 31/08/2024       1     31                      31
       vm-2       du 06 au 21/08/2024       2     16           2          32
       vm-3       du 30 au 31/08/2024       1      2           1           2
       ─────────────────────────────────────────────────────────────────────
       ensemble                                                           65
       65 VM · jours ÷ 31 jours du mois = 2,096774 VM, arrondi à 6 décimales
       ✓ C'est la quantité qui était due.

    5. ÉVÉNEMENTS
       Niveaux tenus dès avant, et d'où ils viennent :
       ressource  niveau  depuis                id  fichier:ligne
       ─────────  ──────  ────────────────────  ──  ───────────────
       vm-1            1  2024-07-20T10:00:00Z  1   august.ndjson:1
       Source : /collector
          instant                   ressource  quantité  id  fichier:ligne
       ─  ────────────────────────  ─────────  ────────  ──  ───────────────
          2024-08-05T22:14:03.512Z  vm-2              2  2   august.ndjson:2
          2024-08-21T08:00:00Z      vm-2              0  3   august.ndjson:3
          2024-08-30T08:00:00Z      vm-3              1  6   late.ndjson:1
       ~  2024-08-10T08:00:00Z      vm-9              1  4   august.ndjson:4
       ~ 4 est annulé par 5 (august.ndjson:5) : « test machine »
       ✓ Ce qui précède a été mesuré avec 3 événements ; ceux qui sont annulés (1)
         n'y comptent pas.

    """

  private static let lateUsage = """
    FR-2024-000002, line 1: why €24.39?
    ═══════════════════════════════════
    Document  invoice of 3 September 2024, August 2024
    Customer  Atelier Lumière SAS, contract lumiere-2024
    As of     DAY
    Line      SAUVEGARDE - Accès au service
              lumiere-prod · csp:fr1:openiaas:backup:vm:v1

    1. AMOUNT
       2.032258 VM × €12.00 = €24.387096, rounded to €24.39
       ✓ This is the line's amount.
       VAT 20.00% on €72.00: €14.40
       ✓ Its base is the sum of the 2 lines at 20.00%.

    2. PRICE
       Price list demo, version of 1 January 2020
       This document was applied on DAY, as version 1
       ✓ This price is the line's.

    3. QUANTITY
       An event tells the level that is held until the next one. Of each local day
       each resource's largest level is added, then divided by the days of the
       month.
       resource  days                  level  days  events  VM · days
       ────────  ────────────────────  ─────  ────  ──────  ─────────
       vm-1      1 to 31 August 2024       1    31                 31
       vm-2      6 to 21 August 2024       2    16       2         32
       vm-3      30 to 31 August 2024      1     2       1          2
       ──────────────────────────────────────────────────────────────
       together                                                    65
       65 VM · days ÷ 31 days of the month = 2.096774 VM, rounded to 6 decimals
       ✗ What is known now gives another quantity: 2.096774 instead of 2.032258,
         which is +0.064516.
       Come since the document:
          time                  resource  quantity  id  file:line
       ─  ────────────────────  ────────  ────────  ──  ─────────────
       +  2024-08-30T08:00:00Z  vm-3             1  6   late.ndjson:1
       ✓ The difference was adjusted by FR-2024-000004.

    4. EVENTS
       Levels held since before, and where they come from:
       resource  level  since                 id  file:line
       ────────  ─────  ────────────────────  ──  ───────────────
       vm-1          1  2024-07-20T10:00:00Z  1   august.ndjson:1
       Source: /collector
          time                      resource  quantity  id  file:line
       ─  ────────────────────────  ────────  ────────  ──  ───────────────
          2024-08-05T22:14:03.512Z  vm-2             2  2   august.ndjson:2
          2024-08-21T08:00:00Z      vm-2             0  3   august.ndjson:3
       +  2024-08-30T08:00:00Z      vm-3             1  6   late.ndjson:1
       ~  2024-08-10T08:00:00Z      vm-9             1  4   august.ndjson:4
       ~ 4 is cancelled by 5 (august.ndjson:5): “test machine”
       + has come after the document was issued
       ✓ What stands above was metered from 3 events; those that are void (1) do
         not count.

    5. SINCE THEN
       Later documents for the same:
       document                date             Quantity  Amount  Price
       ──────────────────────  ──────────────  ─────────  ──────  ───────────────
       FR-2024-000004, line 3  3 October 2024  +0.064516  +€0.77  demo@2020-01-01

    """
}
