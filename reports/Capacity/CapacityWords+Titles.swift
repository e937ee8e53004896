extension CapacityWords {
  var title: String { pick("Capacité", "Capacity") }
  var findings: String { pick("Constats", "Findings") }
  var noFindings: String { pick("Aucun constat.", "Nothing to tell.") }
  var pools: String { pick("Pools", "Pools") }
  var hosts: String { pick("Lames", "Hosts") }
  var host: String { pick("Lame", "Host") }
  var machine: String { pick("Machine", "Machine") }
  var machines: String { pick("Machines", "Machines") }
  var storage: String { pick("Stockage", "Storage") }
  var repository: String { pick("Dépôt", "Repository") }
  var classTitle: String { pick("Classe", "Class") }
  var stateTitle: String { pick("État", "State") }
  var priorityTitle: String { pick("Priorité HA", "HA priority") }
  var memory: String { pick("Mémoire", "Memory") }
  var allocated: String { pick("Alloué", "Allocated") }
  var physical: String { pick("Physique", "Physical") }
  var used: String { pick("Rempli", "Used") }
  var free: String { pick("Libre", "Free") }
  var snapshotNeed: String { pick("à garder libre", "to keep free") }
  var throughput: String { pick("Mo/s", "MB/s") }
  var disks: String { pick("Disques", "Disks") }
  var adapters: String { pick("Adaptateurs", "Adapters") }
  var backupTitle: String { pick("Sauvegarde", "Backup") }
  var replicationTitle: String { pick("Réplication", "Replication") }
  var lastBackup: String { pick("Dernière sauvegarde", "Last backup") }
  var policy: String { pick("Politique", "Policy") }
  var interval: String { pick("Intervalle", "Interval") }
  var effective: String { pick("RPO effectif", "Effective RPO") }
  var result: String { pick("Résultat", "Result") }
  var target: String { pick("Cible", "Target") }
  var zoneTitle: String { pick("Zone", "Zone") }
  var schedule: String { pick("Planification", "Schedule") }
  var kept: String { pick("Gardées", "Kept") }
  var nextRun: String { pick("Prochaine exécution", "Next run") }
  var skippedTitle: String { pick("Sautés en 7 j", "Skipped in 7 d") }
  var missingTitle: String { pick("Machines sans", "Machines without") }
  var unusedTitle: String {
    pick("Alloué et inutilisé", "Allocated and not used")
  }
  var what: String { pick("Quoi", "What") }
  var name: String { pick("Nom", "Name") }
  var belongsTo: String { pick("De", "Of") }
  var since: String { pick("Depuis", "Since") }
  var severityTitle: String { pick("Gravité", "Severity") }
  var subject: String { pick("Sujet", "Subject") }
  var finding: String { pick("Constat", "Finding") }
  var none: String { "–" }
  var unknown: String { pick("inconnue", "not known") }

  func otherRepositories(_ count: Int) -> String {
    let plural = count == 1 ? "" : "s"
    return pick(
      "et \(count) autre\(plural), locaux ou de disques ISO, non facturés",
      "and \(count) other\(plural), local or of ISO discs, not billed")
  }
}
