import Catalogue

// How a product's events become a quantity (contract, section 2, "Aggregations"), in a sentence.
extension ExplanationText {
  func aggregation(_ meter: Meter) -> String {
    switch meter {
    case .sum(let roundsUp):
      roundsUp
        ? pick(
          "Les quantités des événements, chacune portée à l'entier supérieur, sont ajoutées.",
          "The events' quantities, each rounded up to a whole number, are added.")
        : pick(
          "Les quantités des événements sont ajoutées.", "The events' quantities are added.")
    case .count: pick("Les événements sont comptés.", "Events are counted.")
    case .max:
      pick(
        "La plus grande quantité d'un seul événement du mois.",
        "The largest quantity of a single event in the month.")
    case .last:
      pick(
        "La dernière quantité de chaque ressource dans le mois ; les ressources sont ajoutées.",
        "Each resource's latest quantity in the month; the resources are added.")
    case .unique:
      pick("Les ressources distinctes sont comptées.", "Distinct resources are counted.")
    case .timeWeighted(let step, let result): level(step, result)
    case .percentile(let percent, let seconds, let missing):
      percentile(percent, seconds, missing)
    }
  }

  private func level(_ step: Meter.Step, _ result: Meter.LevelResult) -> String {
    let held = pick(
      "Un événement dit le niveau tenu jusqu'au suivant. ",
      "An event tells the level that is held until the next one. ")
    let counted =
      switch step {
      case .second: pick("Niveau × temps est ajouté", "Level × time is added up")
      case .hour:
        pick(
          "De chaque heure, le plus grand niveau de chaque ressource est ajouté",
          "Of each hour each resource's largest level is added")
      case .day:
        pick(
          "De chaque jour local, le plus grand niveau de chaque ressource est ajouté",
          "Of each local day each resource's largest level is added")
      case .month:
        pick(
          "Le plus grand niveau de chaque ressource dans le mois est ajouté",
          "Each resource's largest level of the month is added")
      }
    return held + counted + end(step, result)
  }

  private func end(_ step: Meter.Step, _ result: Meter.LevelResult) -> String {
    switch (step, result) {
    case (.month, .average): "."
    case (.day, .unitHours):
      pick(", pour les heures que ce jour a vraiment.", ", for the hours that the day really has.")
    case (.hour, .unitHours), (.second, .unitHours), (.month, .unitHours):
      pick(", en unités · heures.", ", in unit · hours.")
    case (.second, .average):
      pick(", puis divisé par la durée du mois.", ", then divided by the length of the month.")
    case (.hour, .average):
      pick(", puis divisé par les heures du mois.", ", then divided by the hours of the month.")
    case (.day, .average):
      pick(", puis divisé par les jours du mois.", ", then divided by the days of the month.")
    }
  }

  private func percentile(
    _ percent: Int, _ seconds: Int, _ missing: Meter.MissingWindows
  ) -> String {
    let windows = pick(
      "Dans chaque fenêtre de \(seconds) s, les échantillons d'une ressource font une moyenne ; les"
        + " moyennes des ressources sont ajoutées. ",
      "In each window of \(seconds) s a resource's samples make a mean; the resources' means are"
        + " added. ")
    let ranked =
      switch missing {
      case .skip:
        pick("Des fenêtres qui ont un échantillon", "Of the windows that have a sample")
      case .zero:
        pick(
          "De toutes les fenêtres du mois, sans échantillon elles comptent 0",
          "Of all windows of the month, which count 0 without a sample")
      }
    return windows + ranked
      + pick(
        ", compte celle au percentile \(percent).", ", the one at percentile \(percent) counts.")
  }
}
