public import Documents

/// How an input writes its records: `--as`.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// The contract's own form: a JSON array, or objects on a line each.
  case records
  /// The incidents of a status page, through a map.
  case statuspage
  /// Notifications of Alertmanager's webhook, through a map.
  case alertmanager
  /// Tickets in CSV, through a map.
  case ticketsCSV = "tickets-csv"

  /// The format where `--as` is not given: what the file is for sure, else `records`. A status page
  /// is an object with a list `incidents`, a notification one with a list `alerts`; a file whose
  /// name ends in `.csv` has tickets.
  public static func inferred(from file: ImportFile) -> ImportFormat {
    if file.name.lowercased().hasSuffix(".csv") { return .ticketsCSV }
    return file.withBytes { bytes in
      var text = JSONCutter(bytes)
      guard case .piece(let first, _) = text.next(),
        let objects = try? JSONObjects(bytes, file: file.name)
      else { return .records }
      if objects.list("incidents", of: first) != nil { return .statuspage }
      return objects.list("alerts", of: first) != nil ? .alertmanager : .records
    }
  }

  /// The reader of this format; `map` is the document of `--map`, which says how foreign records
  /// make ours.
  public func reader(map: DocumentNode?) throws(DocumentError) -> ImportReader {
    guard self != .records else { return ImportReader(form: .records) }
    guard let map else {
      throw DocumentError(
        code: .missingKey, file: "--map", line: nil, key: "",
        message: "`\(rawValue)` is read through a map: give the YAML file that says which of its"
          + " components are yours")
    }
    switch self {
    case .records: return ImportReader(form: .records)
    case .statuspage:
      return ImportReader(form: .statuspage(StatusPageReader(map: try StatusPageMap(map))))
    case .alertmanager: return ImportReader(form: .alerts(AlertReader(map: try AlertMap(map))))
    case .ticketsCSV: return ImportReader(form: .tickets(TicketRowsReader(map: try TicketMap(map))))
    }
  }
}

/// Reads the records of one format.
public struct ImportReader: Sendable {
  fileprivate enum Form: Sendable {
    case records
    case statuspage(StatusPageReader)
    case alerts(AlertReader)
    case tickets(TicketRowsReader)
  }

  fileprivate let form: Form

  /// Hands on what the file says, record by record in its order; the same file gives the same.
  ///
  /// - Throws: what concerns the file or the map as a whole: a single record is refused.
  public func read(
    _ file: ImportFile, _ take: (RecordReading) -> Void
  ) throws(DocumentError) {
    switch form {
    case .records: try RecordsReader.read(file, take)
    case .statuspage(let reader): try reader.read(file, take)
    case .alerts(let reader): try reader.read(file, take)
    case .tickets(let reader): try reader.read(file, take)
    }
  }
}
