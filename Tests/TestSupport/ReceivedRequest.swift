public import Foundation

/// A request of HTTP as it was received.
public struct ReceivedRequest: Sendable {
  /// The first line, such as `POST /alerts HTTP/1.1`.
  public let line: String
  /// By name, in lower case.
  public let headers: [String: String]
  public let body: Data
}
