/// What became of reading on.
public enum ReadingStep: Sendable {
  /// An event was lent.
  case event
  /// None has come for a while: the input is a pipe, and still open.
  case pause
  /// The end of the input.
  case end
}

/// Events of one input, one after the other.
public protocol EventSource: AnyObject {
  /// The input, for its name and its progress.
  var input: InputFile { get }

  /// How its records are read.
  var form: RecordForm { get }

  /// Reads the next event, sound or not, and lends it for the length of the call. After an error
  /// there is no more to be read.
  func next(_ take: (LentReading) -> Void) throws(ReadError) -> ReadingStep
}

extension EventSource {
  /// A copy of the next event's reading; nil at the end of the input.
  public func next() throws(ReadError) -> EventReading? {
    var reading: EventReading?
    while try next({ reading = EventReading($0) }) == .pause {}
    return reading
  }
}
