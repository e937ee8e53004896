import Documents
import ServiceLevels
import Testing

@Suite struct ImportFormatTests {
  @Test(arguments: [
    ("x", #"{"source":"s","incidents":[]}"#, ImportFormat.statuspage),
    ("x", "{\n\"version\":\"4\",\"alerts\":[]}\n{\"alerts\":[]}", .alertmanager),
    ("TICKETS.CSV", "id", .ticketsCSV),
    ("x.json", "[]", .records),
    ("x", #"{"kind":"outage"}"#, .records),
    ("x", #"{"incidents":1}"#, .records),
    ("x", #"{"x":{"alerts":[]}}"#, .records),
    ("x", "", .records), ("-", "garbage", .records),
  ])
  func `a format is guessed where it is sure`(name: String, text: String, format: ImportFormat) {
    #expect(ImportFormat.inferred(from: ImportFile(name: name, bytes: Array(text.utf8))) == format)
  }

  @Test(arguments: [ImportFormat.statuspage, .alertmanager, .ticketsCSV])
  func `a foreign format needs a map`(format: ImportFormat) {
    let error = #expect(throws: DocumentError.self) { try format.reader(map: nil) }
    #expect(error?.code == .missingKey && error?.message.contains(format.rawValue) == true)
  }
}
