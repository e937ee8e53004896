public import Calendars

/// A document as it was applied once: versions are added and never change.
public struct AppliedVersion: Sendable {
  public let kind: DocumentKind
  public let name: String
  /// From 1 on.
  public let version: Int
  public let recordedAt: Instant
  /// Why it is a correction; nil where it is none.
  public let reason: String?
  /// The SHA-256 over the version and the one before; nil where it was recorded before there were
  /// digests.
  public let digest: String?
  /// The document as it was written.
  public let yaml: String
}
