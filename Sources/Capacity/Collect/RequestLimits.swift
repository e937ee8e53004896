/// For how long an answer is waited for, and how large it may be.
public struct RequestLimits: Sendable {
  /// While nothing comes.
  let silence: Duration
  /// All in all.
  let whole: Duration
  /// Of a body, as it is after decompression.
  let bytesMax: Int

  init(silence: Duration, whole: Duration, bytesMax: Int) {
    self.silence = silence
    self.whole = whole
    self.bytesMax = bytesMax
  }

  /// 20 seconds, 5 minutes, 256 MiB. Lists come within seconds; the one of backup policies is known
  /// to hang for minutes, and comes at once where it is asked for again.
  public static let usual = RequestLimits(
    silence: .seconds(20), whole: .seconds(300), bytesMax: 256 << 20)
}
