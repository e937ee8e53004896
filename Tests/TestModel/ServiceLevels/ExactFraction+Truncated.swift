import BigInt

extension ExactFraction {
  /// This number, 0 or more, as far as so many digits after the point, without zeros at the end.
  func truncatedText(digits: Int) -> String {
    var text = (numerator * BigInt(10).power(digits) / denominator).text(scale: digits)
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") {
      text.removeLast()
      if !text.contains(".") { break }
    }
    return text
  }
}
