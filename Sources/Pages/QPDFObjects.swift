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

  func page(_ index: Int) -> qpdf_oh { qpdf_get_page_n(data, index) }
  func value(_ key: String, of object: qpdf_oh) -> qpdf_oh { qpdf_oh_get_key(data, object, key) }
  func item(_ index: Int, of array: qpdf_oh) -> qpdf_oh {
    qpdf_oh_get_array_item(data, array, Int32(index))
  }

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

  typealias Entries = KeyValuePairs<String, qpdf_oh>

  /// What is written in PDF's syntax; to a dictionary, entries are added that refer to others.
  func object(_ value: String, _ entries: Entries = [:]) -> qpdf_oh {
    let object = qpdf_oh_parse(data, value)
    set(entries, of: object)
    return object
  }

  /// The same, as an object that others refer to.
  func add(_ value: String, _ entries: Entries = [:]) -> qpdf_oh {
    qpdf_make_indirect_object(data, object(value, entries))
  }

  /// A text as PDF writes it.
  func text(_ text: String) -> qpdf_oh { qpdf_oh_new_unicode_string(data, text) }

  func integer(_ value: Int) -> qpdf_oh { qpdf_oh_new_integer(data, Int64(value)) }

  func array(_ items: [qpdf_oh]) -> qpdf_oh {
    let array = qpdf_oh_new_array(data)
    for item in items { qpdf_oh_append_item(data, array, item) }
    return array
  }

  func set(_ entries: Entries, of dictionary: qpdf_oh) {
    for (key, value) in entries { qpdf_oh_replace_key(data, dictionary, key, value) }
  }

  /// Adds a stream with its dictionary, in PDF's syntax.
  func addStream(_ dictionary: String, _ bytes: [UInt8]) -> qpdf_oh {
    let stream = qpdf_oh_new_stream(data)
    let entries = object(dictionary)
    let own = qpdf_oh_get_dict(data, stream)
    for key in keys(of: entries) { set([key: value(key, of: entries)], of: own) }
    replace(stream, bytes)
    return stream
  }

  /// Changes what a stream holds.
  func edit(
    _ stream: qpdf_oh, _ edit: (UnsafeBufferPointer<UInt8>) throws(PDFError) -> [UInt8]
  ) throws(PDFError) {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    _ = qpdf_oh_get_stream_data(data, stream, qpdf_dl_generalized, nil, &bytes, &count)
    defer { free(bytes) }
    try check()
    replace(stream, try edit(UnsafeBufferPointer(start: bytes, count: count)))
  }

  private func replace(_ stream: qpdf_oh, _ bytes: [UInt8]) {
    let none = qpdf_oh_new_null(data)
    qpdf_oh_replace_stream_data(data, stream, bytes, bytes.count, none, none)
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
