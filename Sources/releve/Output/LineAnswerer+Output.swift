import Documents
import Metering

extension LineAnswerer {
  /// Answers every line of a file that is not blank on standard output; `-` is standard input. A
  /// pipe that stays open gets each answer at once.
  ///
  /// - Throws: `ExitStatus.needsPerson` where a line has an error for an answer, after a warning.
  static func answerAll(of file: String, _ console: Console, refusedCode: String) throws {
    let input = try InputFile(path: file)
    var answerer = try Self(file: input.name)
    let (read, refused) = try answerer.answerAll(of: input)
    guard refused == 0 else {
      console.warning(refusedCode, "lines with an error for an answer: \(refused) of \(read)")
      throw ExitStatus.needsPerson
    }
  }

  /// Returns how many lines were answered, and how many with an error.
  private mutating func answerAll(of input: InputFile) throws -> (read: Int, refused: Int) {
    // As much is written at once, unless the input makes a pause.
    let outputBytes = 1 << 16
    var lines = RecordReader(input: input, boundary: LineBoundary())
    var (read, refused) = (0, 0)
    defer { flush() }
    // Before the program waits for more, all answers are out.
    while let record = try lines.next(patienceMilliseconds: answers.isEmpty ? -1 : 0) {
      switch record {
      case .pause:
        flush()
        continue
      case .oversized(let line, let record):
        refuse(lineOf: record.length, number: line, limit: RecordLimits.bytesMax)
        refused += 1
      case .whole(let number, let range):
        let isAnswered = lines.withBytes(of: range) { line in
          line.isBlank ? nil : answer(line, number: number)
        }
        guard let isAnswered else { continue }
        if !isAnswered { refused += 1 }
      }
      read += 1
      if answers.count >= outputBytes { flush() }
    }
    return (read, refused)
  }

  private mutating func flush() {
    guard !answers.isEmpty else { return }
    Console.output(bytes: answers)
    clearAnswers()
  }
}
