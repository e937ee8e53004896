import PostgreSQL

extension Rows {
  /// The ids that a statement gives by name.
  func ids() throws -> [String: Int32] {
    let rows = try decode(String.self, Int32.self)
    return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { $1 })
  }
}
