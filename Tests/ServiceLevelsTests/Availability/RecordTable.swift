import PostgreSQL

/// How tests add versions to the tables of what was said: `$1` is the record's id, the others are
/// the columns in their order. The version is the next one.
enum RecordTable {
  static let component = Statement(
    name: "add_component",
    text: """
      insert into releve.component_version (
        record_id, version, known_at, recorded_at, component, starts_at,
          ends_at, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.component_version where record_id = $1),
        $2, $3, $4, $5, $6, $7, 'f', 1
      """)

  static let outage = Statement(
    name: "add_outage",
    text: """
      insert into releve.outage_version (
        record_id, version, known_at, recorded_at, component, starts_at,
          ends_at, impact, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.outage_version where record_id = $1),
        $2, $3, $4, $5, $6, $7, $8, 'f', 1
      """)

  static let maintenance = Statement(
    name: "add_maintenance",
    text: """
      insert into releve.maintenance_version (
        record_id, version, known_at, recorded_at, component, starts_at,
          ends_at, announced_at, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.maintenance_version where record_id = $1),
        $2, $3, $4, $5, $6, $7, $8, 'f', 1
      """)

  static let unknown = Statement(
    name: "add_unknown",
    text: """
      insert into releve.unknown_version (
        record_id, version, known_at, recorded_at, component, starts_at,
          ends_at, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.unknown_version where record_id = $1),
        $2, $3, $4, $5, $6, $7, 'f', 1
      """)

  static let sample = Statement(
    name: "add_sample",
    text: """
      insert into releve.sample_version (
        record_id, version, known_at, recorded_at, component, sampled_at,
          is_up, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.sample_version where record_id = $1),
        $2, $3, $4, $5, $6, $7, 'f', 1
      """)

  static let ticket = Statement(
    name: "add_ticket",
    text: """
      insert into releve.ticket_version (
        record_id, version, known_at, recorded_at, organisation_id, component,
          priority, opened_at, first_response_at, resolved_at, is_claim,
          resource, is_retracted, file, line)
      select $1,
        (select coalesce(max(version), 0) + 1 from releve.ticket_version where record_id = $1),
        $2, $3, (select organisation_id from releve.organisation where name = $4),
          $5, $6, $7, $8, $9, $10, $11, $12, 'f', 1
      """)
}
