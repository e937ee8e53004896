import CQPDF
import Foundation

/// A PDF in memory, whose objects are changed by qpdf.
final class QPDFObjects {
  private var data: qpdf_data?
  /// What it was read from: qpdf reads it where an object is asked for.
  private let source: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) throws(PDFError) {
    source = .allocate(capacity: bytes.count)
    _ = source.initialize(from: bytes)
    data = qpdf_init()
    qpdf_silence_errors(data)
    qpdf_set_suppress_warnings(data, 1)
    _ = source.withMemoryRebound(to: CChar.self) {
      qpdf_read_memory(data, "pages", $0.baseAddress, UInt64($0.count), nil)
    }
    try check()
  }

  deinit {
    qpdf_cleanup(&data)
    source.deallocate()
  }

  /// Throws what qpdf has said; its warnings are errors too.
  func check() throws(PDFError) {
    if qpdf_has_error(data) != 0 {
      throw .archiving(String(cString: qpdf_get_error_full_text(data, qpdf_get_error(data))))
    }
    if qpdf_more_warnings(data) != 0 {
      throw .archiving(String(cString: qpdf_get_error_full_text(data, qpdf_next_warning(data))))
    }
  }

  var root: qpdf_oh { qpdf_get_root(data) }
  var trailer: qpdf_oh { qpdf_get_trailer(data) }
  var pageCount: Int { Int(qpdf_get_num_pages(data)) }

  func page(_ index: Int) -> qpdf_oh { qpdf_get_page_n(data, index) }
  func value(_ key: String, of object: qpdf_oh) -> qpdf_oh { qpdf_oh_get_key(data, object, key) }
  func item(_ index: Int, of array: qpdf_oh) -> qpdf_oh {
    qpdf_oh_get_array_item(data, array, Int32(index))
  }
  /// The number of an indirect object.
  func number(of object: qpdf_oh) -> Int { Int(qpdf_oh_get_object_id(data, object)) }

  func keys(of dictionary: qpdf_oh) -> [String] {
    var keys: [String] = []
    qpdf_oh_begin_dict_key_iter(data, dictionary)
    while qpdf_oh_dict_more_keys(data) != 0 {
      keys.append(String(cString: qpdf_oh_dict_next_key(data)))
    }
    return keys
  }

  func isName(_ object: qpdf_oh, _ name: String) -> Bool {
    qpdf_oh_is_name_and_equals(data, object, name) != 0
  }

  /// Sets an entry to what is written in PDF's syntax, without references.
  func set(_ key: String, of dictionary: qpdf_oh, to value: String) {
    qpdf_oh_replace_key(data, dictionary, key, qpdf_oh_parse(data, value))
  }

  /// A new stream with its dictionary, in PDF's syntax; returns its number.
  func addStream(_ dictionary: String, _ bytes: [UInt8]) -> Int {
    let stream = qpdf_oh_new_stream(data)
    let entries = qpdf_oh_parse(data, dictionary)
    let own = qpdf_oh_get_dict(data, stream)
    for key in keys(of: entries) { qpdf_oh_replace_key(data, own, key, value(key, of: entries)) }
    replace(stream, bytes)
    return number(of: stream)
  }

  /// Changes what a stream holds.
  func edit(_ stream: qpdf_oh, _ edit: (UnsafeBufferPointer<UInt8>) -> [UInt8]) throws(PDFError) {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    _ = qpdf_oh_get_stream_data(data, stream, qpdf_dl_generalized, nil, &bytes, &count)
    defer { free(bytes) }
    try check()
    replace(stream, edit(UnsafeBufferPointer(start: bytes, count: count)))
  }

  private func replace(_ stream: qpdf_oh, _ bytes: [UInt8]) {
    let none = qpdf_oh_new_null(data)
    qpdf_oh_replace_stream_data(data, stream, bytes, bytes.count, none, none)
  }

  /// The first number that no object has.
  func nextNumber() -> Int {
    1 + number(of: qpdf_make_indirect_object(data, qpdf_oh_new_null(data)))
  }

  /// Puts objects in, in qpdf's JSON of version 2, by their numbers.
  func put(_ objects: ObjectsJSON) throws(PDFError) {
    let json = objects.bytes
    _ = json.withUnsafeBytes { bytes in
      qpdf_update_from_json_data(
        data, bytes.assumingMemoryBound(to: CChar.self).baseAddress, UInt64(bytes.count))
    }
    try check()
  }

  /// The whole file; the same objects give the same bytes.
  func written() throws(PDFError) -> [UInt8] {
    qpdf_init_write_memory(data)
    qpdf_set_deterministic_ID(data, 1)
    qpdf_set_newline_before_endstream(data, 1)
    qpdf_set_object_stream_mode(data, qpdf_o_generate)
    qpdf_force_pdf_version(data, "1.7")
    qpdf_write(data)
    try check()
    return Array(
      UnsafeBufferPointer(start: qpdf_get_buffer(data), count: qpdf_get_buffer_length(data)))
  }
}
