/// Events of one input, one after the other.
public protocol EventSource: AnyObject {
  /// The input, for its name and its progress.
  var input: InputFile { get }

  /// How its records are read.
  var form: RecordForm { get }

  /// Reads the next event, sound or not, and lends it for the length of the call; false, without a
  /// call, at the end of the input. After an error there is no more to be read.
  func next(_ take: (LentReading) -> Void) throws(ReadError) -> Bool
}

extension EventSource {
  /// A copy of the next event's reading; nil at the end of the input.
  public func next() throws(ReadError) -> EventReading? {
    var reading: EventReading?
    _ = try next { reading = EventReading($0) }
    return reading
  }
}
