extension DecimalNumber: CustomStringConvertible {
  /// The number as written: plain notation, with exactly `scale` digits after the point.
  public var description: String { DecimalCharacters(self).text(keepingZeros: true) }

  /// The number without trailing zeros: the form of quantities (contract, section 0).
  public var plain: String { DecimalCharacters(self).text(keepingZeros: false) }
}
