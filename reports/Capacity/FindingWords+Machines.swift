import Capacity

extension CapacityWords {
  func machineMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit, names) = (facts.measured, facts.limit, facts.names)
    switch code {
    case .machineTooManyProcessors:
      return pick(
        "\(measured) vCPU ; \(limit) au plus.", "\(measured) vCPU, where \(limit) are allowed.")
    case .machineUntestedProcessors:
      return pick(
        "\(measured) vCPU ; au-delà de \(limit), Linux n'a pas été éprouvé.",
        "\(measured) vCPU; more than \(limit) were not tested on Linux.")
    case .machineTooManyAdapters:
      return pick(
        "\(measured) adaptateurs ; \(limit) au plus. Passer à un trunk de VLAN.",
        "\(measured) adapters, where \(limit) are allowed. Use one trunk of VLANs.")
    case .machineTooManyDisks:
      return pick(
        "\(measured) disques et lecteurs ; \(limit) au plus.",
        "\(measured) disks and drives, where \(limit) are allowed.")
    case .machineTooMuchMemory:
      return pick(
        "\(measured) de mémoire ; \(limit) au plus, même sans instantané de la mémoire.",
        "\(measured) of memory, where \(limit) are allowed even without snapshots of it.")
    case .machineMemoryAgainstSnapshots:
      return pick(
        "\(measured) de mémoire ; au-delà de \(limit), pas d'instantané avec la mémoire.",
        "\(measured) of memory; above \(limit) no snapshot may have the memory in it.")
    case .machineUnprotected:
      return pick(
        "Dans aucune politique de sauvegarde ; SecNumCloud en exige une. L'affecter.",
        "In no backup policy, where SecNumCloud asks for one. Assign one.")
    case .machineNoBackupChosen:
      return pick(
        "Non sauvegardée, par choix (\(names)).", "Not backed up, by choice (\(names)).")
    case .machineDoesNotStartItself:
      return pick(
        "Son démarrage automatique est ignoré tant qu'elle n'a pas de politique de sauvegarde.",
        "It does not start by itself, as it is set to, without a backup policy.")
    case .machineInSeveralPolicies:
      return pick(
        "Dans \(measured) politiques de sauvegarde (\(names)) ; facturée une fois.",
        "In \(measured) backup policies (\(names)); billed once.")
    default:
      return pick(
        "Pas de sauvegarde par \(names) au cycle du \(limit), ni depuis"
          + (measured.isEmpty ? ", ni avant." : " ; la dernière est du \(measured).")
          + " Examiner ses exécutions.",
        "No backup by \(names) in the cycle of \(limit), nor since"
          + (measured.isEmpty ? ", nor before." : "; the last is of \(measured).")
          + " Look at its runs.")
    }
  }

  func backupMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit) = (facts.measured, facts.limit)
    let plural = facts.count == 1 ? "" : "s"
    switch code {
    case .backupScheduleUnreadable:
      return pick(
        "La planification « \(measured) » ne se lit pas : ses cycles ne sont pas vérifiés.",
        "The timetable \"\(measured)\" cannot be read: its cycles are not checked.")
    case .backupTooOften:
      return pick(
        "\(measured) entre deux exécutions ; \(limit) au moins.",
        "\(measured) between two runs, where \(limit) are the least.")
    case .backupKeptTooLong:
      return pick(
        "Garde \(measured) sauvegardes ; en 24 mois, le maximum, il y en a \(limit). Réduire la"
          + " rétention.",
        "Keeps \(measured) backups, where 24 months, the most, have \(limit). Keep fewer.")
    default:
      return pick(
        "\(measured) cycle\(plural) sauté\(plural) sur \(limit) en 7 jours : un cycle ne commence"
          + " pas tant que le précédent dure. Répartir ses machines.",
        "\(measured) of \(limit) cycles skipped in 7 days: none begins while the one before goes"
          + " on. Spread its machines.")
    }
  }

  func replicationMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit, names) = (facts.measured, facts.limit, facts.names)
    switch code {
    case .replicationInterval:
      return pick(
        "Intervalle de \(measured) ; sont offertes 15 à 59 minutes, ou 1 à 24 heures.",
        "Interval of \(measured), where 15 to 59 minutes or 1 to 24 hours are offered.")
    case .replicationLate:
      return pick(
        "Dernier point vieux de \(measured) pour un intervalle de \(limit) (\(names)). Le cycle"
          + " dure plus que prévu, ou s'est arrêté : examiner.",
        "The last point is \(measured) old where the interval is \(limit) (\(names)). Cycles take"
          + " too long, or have stopped: look.")
    case .replicationFailed:
      return pick(
        "Dernier cycle (\(limit))\(colon)\(measured). Le point de reprise de \(names) n'est pas"
          + " connu.",
        "Last cycle (\(limit)): \(measured). How old the point of \(names) is, is not known.")
    case .replicationNeverRan:
      return pick(
        "Aucun cycle encore\(colon)\(names) sans copie.", "No cycle yet: \(names) without a copy.")
    case .replicationSameZone:
      return pick(
        "La cible est dans la zone des machines, \(measured)\(colon)\(names). En choisir une"
          + " autre.",
        "The target is in the machines' own zone, \(measured): \(names). Choose another.")
    default:
      return pick(
        "Aucune machine. Seule une politique inutilisée peut être supprimée.",
        "No machine has it. Only an unused policy can be deleted.")
    }
  }
}
