/// Events of one input, one after the other.
public protocol EventSource: AnyObject {
  /// The input, for its name and its progress.
  var input: InputFile { get }

  /// The next event, sound or not; nil at the end of the input. After an error there is no more
  /// to be read.
  func next() throws(ReadError) -> EventReading?
}
