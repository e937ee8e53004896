import Capacity

extension CapacityWords {
  /// What a finding tells: what is so, what was measured, where the line is, what to do.
  func message(_ finding: Finding) -> String {
    let words = FindingFacts(finding, self)
    return switch finding.subject.kind {
    case .pool: poolMessage(finding.code, words)
    case .host: hostMessage(finding.code, words)
    case .repository: repositoryMessage(finding.code, words)
    case .machine: machineMessage(finding.code, words)
    case .disk, .snapshot: storageMessage(finding.code, words)
    case .backupPolicy: backupMessage(finding.code, words)
    case .replicationPolicy: replicationMessage(finding.code, words)
    }
  }
}

/// The facts of a finding as they are written.
struct FindingFacts {
  let measured: String
  let limit: String
  let names: String
  /// The count that was measured, by which words take a plural; 0 for what is none.
  let count: Int

  init(_ finding: Finding, _ words: CapacityWords) {
    measured = finding.measured.map(words.measure) ?? ""
    limit = finding.limit.map(words.measure) ?? ""
    names = words.names(finding.names)
    if case .count(let count) = finding.measured { self.count = count } else { count = 0 }
  }
}

extension CapacityWords {
  private func poolMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit, names) = (facts.measured, facts.limit, facts.names)
    let plural = facts.count == 1 ? "" : "s"
    switch code {
    case .poolMixedClasses:
      return pick(
        "Lames de \(measured) classes (\(names)) ; un pool n'en a qu'une. Les séparer.",
        "Blades of \(measured) classes (\(names)), where a pool has one. Separate them.")
    case .poolTooManyHosts:
      return pick(
        "\(measured) lames ; \(limit) au plus. Ouvrir un autre pool.",
        "\(measured) hosts, where \(limit) are allowed. Open another pool.")
    case .poolMemoryOutOfBounds:
      return pick(
        "Mémoire physique de \(measured), hors des bornes de la classe (\(limit)). Vérifier les"
          + " lames et la carte.",
        "Physical memory of \(measured), beyond the bounds of its class (\(limit)). Check the"
          + " blades and the map.")
    case .poolMemoryAboveLine:
      return pick(
        "Mémoire allouée à \(measured), au-delà de la ligne de \(limit). Ajouter une lame ou"
          + " déplacer des machines.",
        "\(measured) of the memory is allocated, above the line of \(limit). Add a blade or move"
          + " machines.")
    case .poolMemoryNearLine:
      return pick(
        "Mémoire allouée à \(measured), au-delà du seuil de \(limit) de la console. Prévoir une"
          + " lame.",
        "\(measured) of the memory is allocated, above the console's line of \(limit). Plan for a"
          + " blade.")
    case .poolWithoutHeadroom:
      return pick(
        "Sans sa plus grande lame, le pool a \(limit) pour \(measured) alloués. Ajouter une lame ou"
          + " libérer de la mémoire.",
        "Without its largest host the pool has \(limit) for \(measured) allocated. Add a blade or"
          + " free memory.")
    case .haTooFewHosts:
      return pick(
        "Haute disponibilité avec \(measured) lame\(plural) connectée\(plural) ; il en faut"
          + " \(limit). Reconnecter ou ajouter une lame.",
        "High availability with \(measured) connected host\(plural), where \(limit) are needed."
          + " Connect or add one.")
    case .haWithoutSharedStorage:
      return pick(
        "Haute disponibilité sans stockage bloc partagé pour son battement de cœur. En ajouter un.",
        "High availability without shared block storage for its heartbeat. Add one.")
    case .haLocalDisc:
      return pick(
        "Machines \(quoted("restart")) avec un disque monté depuis le stockage local\(colon)"
          + "\(names). L'éjecter ou le déplacer sur un stockage partagé.",
        "\(quoted("restart")) machines with a disc mounted from local storage: \(names)."
          + " Eject it, or put it on shared storage.")
    case .haUnplacedDisc:
      return pick(
        "L'API ne dit pas où se trouve le disque monté par \(names). Vérifier qu'il n'est pas sur"
          + " un stockage local.",
        "The API does not say where the disc that \(names) has mounted lies. Make sure that it is"
          + " not local storage.")
    default: return failoverMessage(code, facts)
    }
  }

  private func failoverMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit, names) = (facts.measured, facts.limit, facts.names)
    let plural = facts.count == 1 ? "" : "s"
    switch code {
    case .haOffForRestart:
      return pick(
        "\(measured) machine\(plural) \(quoted("restart")) dans un pool sans haute disponibilité :"
          + " rien ne redémarre. L'activer.",
        "\(measured) \(quoted("restart")) machine\(plural) in a pool without high availability:"
          + " nothing is started again. Enable it.")
    case .restartDoesNotStart:
      return pick(
        "Si \(limit) est perdue, \(measured) machine\(plural) \(quoted("restart")) ne redémarre"
          + "\(facts.count == 1 ? "" : "nt") pas\(colon)\(names). Aucun placement n'a assez de"
          + " mémoire. Libérer de la mémoire ou ajouter une lame.",
        "If \(limit) is lost, \(measured) \(quoted("restart")) machine\(plural) will not start:"
          + " \(names). No placement has the memory. Free memory or add a blade.")
    case .restartMayNotStart:
      return pick(
        "Si \(limit) est perdue, \(measured) machine\(plural) \(quoted("restart")) risque"
          + "\(facts.count == 1 ? "" : "nt") de ne pas redémarrer\(colon)\(names). Un autre"
          + " placement n'est pas exclu. Libérer de la mémoire.",
        "If \(limit) is lost, \(measured) \(quoted("restart")) machine\(plural) may not start:"
          + " \(names). That another placement exists is not ruled out. Free memory.")
    default:
      return pick(
        "Si \(limit) est perdue, \(measured) machine\(plural) \(quoted("best-effort")) ne trouve"
          + "\(facts.count == 1 ? "" : "nt") pas de place\(colon)\(names). L'accepter, ou libérer"
          + " de la mémoire.",
        "If \(limit) is lost, \(measured) \(quoted("best-effort")) machine\(plural)"
          + " find\(facts.count == 1 ? "s" : "") no place: \(names). Accept it, or free memory.")
    }
  }

  private func hostMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    switch code {
    case .hostUnmapped:
      pick(
        "Aucune règle \(quoted("blades")) de la carte ne dit la classe de cette lame : ni facturée"
          + " ni vérifiée. L'ajouter.",
        "No rule under \(quoted("blades")) of the map says this blade's class: it is neither billed"
          + " nor checked. Add one.")
    case .hostInMaintenance:
      pick(
        "En maintenance, et facturée. La remettre en service ou la rendre.",
        "In maintenance, and billed all the same. Put it back to work or give it back.")
    case .hostNotRunning:
      pick(
        "Ne tourne pas (\(facts.measured)), et facturée. La redémarrer ou ouvrir un ticket.",
        "Does not run (\(facts.measured)), and is billed all the same. Start it or open a ticket.")
    default:
      pick(
        "A \(facts.measured) où sa classe a \(facts.limit). Vérifier la règle de la carte, ou la"
          + " lame.",
        "Has \(facts.measured) where its class has \(facts.limit). Check the map's rule, or the"
          + " blade.")
    }
  }
}
