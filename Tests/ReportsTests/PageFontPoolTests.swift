import Foundation
import Pages
import Reports
import Synchronization
import TestInvoices
import Testing

/// Documents that are made on several threads at once.
@Suite struct PageFontPoolTests {
  @Test func `each thread makes the same bytes as one alone`() throws {
    let document = try SampleInvoice.full("fr").document()
    let alone = try InvoicePDF(document, fonts: PageFonts()).bytes()
    let pool = PageFontPool()
    let made = Mutex<[[UInt8]]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let bytes = try? pool.withFonts { fonts throws(PDFError) in
        try InvoicePDF(document, fonts: fonts).bytes()
      }
      made.withLock { $0.append(bytes ?? []) }
    }
    #expect(made.withLock { $0 } == Array(repeating: alone, count: 8))
  }
}
