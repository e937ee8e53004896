extension Duration {
  /// Its seconds with three digits, at least a thousandth, as results say how long they took.
  var inSeconds: String {
    let milliseconds = max(Int(self / .milliseconds(1)), 1)
    return "\(milliseconds / 1000).\(String(String(1000 + milliseconds % 1000).dropFirst()))"
  }
}
