import Calendars
import Foundation

extension InvoiceArchive.Head: Decodable {
  private enum CodingKeys: String, CodingKey {
    case series, number, documents, digest
    case issuedOn = "issued_on"
  }

  public init(from decoder: any Decoder) throws {
    let head = try decoder.container(keyedBy: CodingKeys.self)
    let date = try head.decode(String.self, forKey: .issuedOn)
    guard let issuedOn = LocalDate(date) else {
      throw DecodingError.dataCorruptedError(
        forKey: .issuedOn, in: head, debugDescription: "`\(date)` is no date")
    }
    self.init(
      series: try head.decode(String.self, forKey: .series),
      number: try head.decode(String.self, forKey: .number), issuedOn: issuedOn,
      documents: try head.decode(Int.self, forKey: .documents),
      digest: try head.decode(String.self, forKey: .digest))
  }

  /// Reads what `invoice head` has written, as JSON: an array, or a head on each line. nil where it
  /// is neither.
  public static func heads(of json: String) -> [InvoiceArchive.Head]? {
    let decoder = JSONDecoder()
    if let heads = try? decoder.decode([Self].self, from: Data(json.utf8)) { return heads }
    let lines = json.split(whereSeparator: \.isNewline)
    let heads = lines.compactMap { try? decoder.decode(Self.self, from: Data($0.utf8)) }
    return !lines.isEmpty && heads.count == lines.count ? heads : nil
  }
}
