internal import Documents

/// What `--map` says: how the columns of a CSV file make usage events (contract, section 3).
public struct EventMap: Sendable {
  /// Between cells.
  let separator: UInt8

  /// How the file writes its times.
  let timeFormat: TimeFormat

  /// The map as it was written.
  let yaml: String

  private let plan: RowPlan<ColumnName>

  /// Reads a map from a YAML file.
  public init(path: String) throws(ReadError) {
    do throws(DocumentError) {
      let yaml = try DocumentNode.text(ofFile: path)
      try self.init(DocumentNode.documents(of: yaml, file: path), yaml: yaml, file: path)
    } catch {
      throw ReadError(error)
    }
  }

  /// Reads a map from YAML; `file` names it in errors.
  public init(yaml: String, file: String) throws(ReadError) {
    do throws(DocumentError) {
      try self.init(DocumentNode.documents(of: yaml, file: file), yaml: yaml, file: file)
    } catch {
      throw ReadError(error)
    }
  }

  private init(
    _ documents: [DocumentNode], yaml: String, file: String
  ) throws(DocumentError) {
    self.yaml = yaml
    guard let root = documents.first, documents.count == 1 else {
      throw DocumentError(
        code: .invalidValue, file: file, line: nil, key: "",
        message: "expected one YAML document, found \(documents.count)")
    }
    var keys = try root.mapping()
    self.separator = try MapParts.separator(&keys)
    let conditions = try MapParts.conditions(&keys)
    var timeKeys = try keys.required("time").mapping()
    self.timeFormat = try TimeFormat.named(&timeKeys)
    self.plan = RowPlan(
      conditions: conditions,
      id: try MapParts.rule(keys.required("id")),
      source: try MapParts.rule(keys.required("source")),
      time: try MapParts.rule(&timeKeys),
      tenant: try MapParts.rule(keys.required("tenant")),
      sku: try MapParts.rule(keys.required("sku")),
      resource: try MapParts.rule(keys.required("resource")),
      quantity: try MapParts.rule(keys.required("quantity")),
      unit: try keys.optional("unit").map(MapParts.rule))
    try keys.finish()
  }

  /// The plan with the columns of one file; throws where the map names a column that is not there.
  func plan(for header: CSVHeader) throws(ReadError) -> RowPlan<Int> {
    do throws(DocumentError) {
      return try plan.mappingColumns { column throws(DocumentError) in
        try column.index(in: header)
      }
    } catch {
      throw ReadError(error)
    }
  }
}

extension ReadError {
  fileprivate init(_ error: DocumentError) {
    self.init(
      error.code == .unreadableFile ? .cannotOpen : .badMap, file: error.file, line: error.line,
      key: error.key.isEmpty ? nil : error.key, error.message)
  }
}
