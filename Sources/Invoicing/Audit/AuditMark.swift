/// Up to where an audit has found all in order: a later one can examine what came after.
public struct AuditMark: Hashable, Sendable {
  /// The last ingestion.
  public let ingestion: Int32
  /// The last document.
  public let invoice: Int64

  public init(ingestion: Int32, invoice: Int64) {
    self.ingestion = ingestion
    self.invoice = invoice
  }
}
