import Capacity

extension CapacityWords {
  func repositoryMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    let (measured, limit) = (facts.measured, facts.limit)
    switch code {
    case .repositoryUnmapped:
      return pick(
        "Aucune règle \(quoted("storage")) de la carte ne dit sa classe : ni facturé ni vérifié."
          + " L'ajouter.",
        "No rule under \(quoted("storage")) of the map says its class: it is neither billed nor"
          + " checked. Add one.")
    case .repositoryNearlyFull:
      return pick(
        "Rempli à \(measured), au-delà de \(limit). Agrandir, ou libérer ce qui ne sert plus.",
        "\(measured) full, above \(limit). Enlarge it, or free what is not used.")
    case .repositoryFilling:
      return pick(
        "Rempli à \(measured), au-delà du premier seuil de \(limit). Suivre sa croissance.",
        "\(measured) full, above the first line of \(limit). Watch how it grows.")
    case .repositoryTooSmall:
      return pick(
        "\(measured) ; le minimum d'un LUN est de \(limit). Le réunir à un autre.",
        "\(measured), where a LUN has \(limit) at least. Merge it with another.")
    case .repositoryTooLarge:
      return pick(
        "\(measured) ; le bon de commande va jusqu'à \(limit). Le partager pour l'agrandir encore.",
        "\(measured), where the order form ends at \(limit). Split it before it grows.")
    case .repositoryCapped:
      return pick(
        "Sa taille donnerait \(measured) IOPS ; un volume en a \(limit) au plus. Plusieurs volumes"
          + " plus petits en auraient davantage.",
        "Its size would give \(measured) IOPS, and a volume has \(limit) at most. Several smaller"
          + " ones would have more.")
    case .repositoryInaccessible:
      return pick(
        "Inaccessible. Ouvrir un ticket.", "Cannot be accessed. Open a ticket.")
    case .repositoryInMaintenance:
      return pick(
        "En maintenance, et facturé.", "In maintenance, and billed all the same.")
    case .repositoryIdle:
      return pick(
        "\(measured) alloués, sans aucun disque. Le rendre.",
        "\(measured) allocated, without a disk. Give it back.")
    default:
      return pick(
        "\(measured) libres ; les instantanés des sauvegardes en veulent \(limit), la moitié de ce"
          + " qu'elles protègent. Agrandir ou libérer.",
        "\(measured) free, where the snapshots of backups want \(limit), half of what they protect."
          + " Enlarge or free it.")
    }
  }

  func storageMessage(_ code: Finding.Code, _ facts: FindingFacts) -> String {
    switch code {
    case .diskUnattached:
      pick(
        "\(facts.measured) sur \(facts.names), sans machine. L'attacher ou le supprimer.",
        "\(facts.measured) on \(facts.names), without a machine. Attach or delete it.")
    case .snapshotOld:
      pick(
        "Instantané de \(facts.names), vieux de \(facts.measured) ; il prend toute la taille des"
          + " disques. Le supprimer.",
        "A snapshot of \(facts.names), \(facts.measured) old; it takes the whole size of the disks."
          + " Delete it.")
    default:
      pick(
        "\(facts.measured) ; un disque a \(facts.limit) au plus. Le diviser.",
        "\(facts.measured), where a disk has \(facts.limit) at most. Divide it.")
    }
  }
}
