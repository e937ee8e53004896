import Decimals
public import Documents

/// Answers the lines of `quote`, each with a line of JSON.
public struct Quoter {
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

  /// Answers a line: the amount, or what is wrong. Returns whether it is the amount. `number` is
  /// the line's in the file, from 1.
  ///
  /// - Precondition: `JSONLineReader.paddingBytes` can be read behind the line.
  public mutating func answer(_ line: UnsafeBufferPointer<UInt8>, number: Int) -> Bool {
    reader.read(line, number: number) { line in
      do throws(DocumentError) {
        write(try Quote(line.document()), id: line.scalar(of: "id"))
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

  private mutating func write(_ quote: Quote, id: JSONLine.Scalar?) {
    write(id)
    json.write(#","amount":"#)
    json.write(quote.amount)
    json.write(#","unrounded":"#)
    json.write(plain: quote.pricing.unrounded)
    json.write(#","lines":["#)
    for (index, part) in quote.pricing.parts.enumerated() {
      if index > 0 { json.write(",") }
      json.write(#"{"quantity":"#)
      json.write(plain: part.quantity)
      json.write(#","unit_price":"#)
      json.write(part.unitPrice)
      json.write(#","flat":"#)
      json.write(part.flat)
      json.write(#","amount":"#)
      json.write(plain: part.amount)
      json.write("}")
    }
    json.write("]}\n")
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
