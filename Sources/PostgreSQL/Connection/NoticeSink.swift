internal import CLibPQ

/// Where libpq delivers a connection's notices; it must outlive the connection's handle.
final class NoticeSink {
  /// What is called with each notice; nil discards them.
  var handler: (@Sendable (String) -> Void)?

  /// Makes this the receiver of the notices of `handle`, instead of standard error.
  func attach(to handle: OpaquePointer) {
    // Unretained: the connection owns both, and finishes the handle before it lets go of this.
    let context = Unmanaged.passUnretained(self).toOpaque()
    PQsetNoticeProcessor(
      handle,
      { context, message in
        guard let context, let message else { return }
        Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue()
          .deliver(String(cString: message))
      }, context)
  }

  private func deliver(_ message: String) {
    handler?(message.hasSuffix("\n") ? String(message.dropLast()) : message)
  }
}
