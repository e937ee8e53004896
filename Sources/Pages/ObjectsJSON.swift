import Documents

/// Objects of a PDF as qpdf reads them in JSON (its version 2): names begin with a slash,
/// references are `12 0 R`, texts begin with `u:`.
struct ObjectsJSON {
  private var json: [UInt8] = []
  private var isFirst = true

  init(capacity: Int) {
    json.reserveCapacity(capacity)
    write(#"{"qpdf":[{"jsonversion":2,"pdfversion":"1.7","maxobjectid":0},{"#)
  }

  /// Adds an indirect object, or puts it in the place of the one with its number.
  mutating func add(_ number: Int, _ value: Value) {
    if !isFirst { write(",") }
    isFirst = false
    write("\"obj:")
    write(integer: number)
    write(#" 0 R":{"value":"#)
    write(value)
    write("}")
  }

  /// The JSON, closed.
  var bytes: [UInt8] {
    var closed = json
    closed += "}]}".utf8
    return closed
  }

  private mutating func write(_ json: StaticString) {
    self.json += UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount)
  }

  private mutating func write(integer: Int) { json += String(integer).utf8 }

  private mutating func write(text: String) {
    var writer = JSONWriter()
    writer.write(text: "u:\(text)".utf8)
    json += writer.bytes
  }

  typealias Entry = (key: StaticString, value: Value)

  indirect enum Value {
    case null
    case flag(Bool)
    case integer(Int)
    /// With two decimals at most.
    case real(Double)
    case name(StaticString)
    case text(String)
    case reference(Int)
    case list([Value])
    case dictionary([Entry])
  }

  private mutating func write(_ value: Value) {
    switch value {
    case .null: write("null")
    case .flag(let flag): write(flag ? "true" : "false")
    case .integer(let value): write(integer: value)
    case .real(let value):
      let hundredths = Int((value * 100).rounded())
      write(integer: hundredths / 100)
      write(".")
      write(integer: abs(hundredths) % 100 / 10)
      write(integer: abs(hundredths) % 10)
    case .name(let name):
      write("\"/")
      write(name)
      write("\"")
    case .text(let text): write(text: text)
    case .reference(let number):
      write("\"")
      write(integer: number)
      write(" 0 R\"")
    case .list(let items):
      write("[")
      for (index, item) in items.enumerated() {
        if index > 0 { write(",") }
        write(item)
      }
      write("]")
    case .dictionary(let entries):
      write("{")
      for (index, (key, value)) in entries.enumerated() {
        write(index > 0 ? ",\"/" : "\"/")
        write(key)
        write("\":")
        write(value)
      }
      write("}")
    }
  }
}
