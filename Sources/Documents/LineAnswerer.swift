import Decimals

/// A question that is a line of JSON with an id, and the answer to it.
public protocol LineQuestion {
  /// Reads a line's object and answers it. The id is only seen to be there: `MappingReader.id()`.
  init(_ node: DocumentNode) throws(DocumentError)

  /// Writes the answer's members, each after a comma, behind the id.
  func write(to json: inout JSONWriter)
}

/// Answers lines of questions, each with a line of JSON: the answer, or what is wrong.
public struct LineAnswerer<Question: LineQuestion> {
  private let reader: JSONLineReader
  private let file: String
  private var json = JSONWriter()

  /// `file` names the input in errors.
  public init(file: String) throws(DocumentError) {
    reader = try JSONLineReader(file: file)
    self.file = file
  }

  /// The answers since they were last cleared.
  public var answers: [UInt8] { json.bytes }

  /// Forgets the answers so far, and keeps the memory.
  public mutating func clearAnswers() { json.clear() }

  /// Answers a line: what was asked for, or what is wrong. Returns whether it is the former.
  /// `number` is the line's in the file, from 1.
  ///
  /// - Precondition: `JSONLineReader.paddingBytes` can be read behind the line.
  public mutating func answer(_ line: UnsafeBufferPointer<UInt8>, number: Int) -> Bool {
    reader.read(line, number: number) { line in
      do throws(DocumentError) {
        let question = try Question(line.document())
        write(line.scalar(of: "id"))
        question.write(to: &json)
        json.write("}\n")
        return true
      } catch {
        write(error, id: line.scalar(of: "id"))
        return false
      }
    }
  }

  /// Answers a line that is too long to be read.
  public mutating func refuse(lineOf bytes: Int, number: Int, limit: Int) {
    let error = DocumentError(
      code: .documentTooLarge, file: file, line: number, key: "",
      message: "the line has \(bytes) bytes; at most \(limit) are read")
    write(error, id: nil)
  }

  private mutating func write(_ error: DocumentError, id: JSONLine.Scalar?) {
    write(id)
    json.write(#","error":{"code":"#)
    json.write(text: (error.numberFault?.code ?? error.code.rawValue).utf8)
    json.write(#","message":"#)
    json.write(text: "\(error)".utf8)
    json.write("}}\n")
  }

  private mutating func write(_ id: JSONLine.Scalar?) {
    json.write(#"{"id":"#)
    switch id {
    case .text(let bytes): json.write(text: bytes)
    case .number(let bytes): json.write(bytes)
    case nil: json.write("null")
    }
  }
}

extension MappingReader {
  /// Sees that the key `id` says who asks: a text or a number.
  public mutating func id() throws(DocumentError) {
    let id = try required("id")
    let written = try id.string()
    guard id.isQuoted || Self.beginsNumber(written) else { throw id.invalid("a text or a number") }
  }

  /// Whether an unquoted value of JSON that begins so is a number.
  private static func beginsNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }
}
