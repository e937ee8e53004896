import Documents

/// The names of services, and which ones are clearly a slip of the pen.
///
/// A document may name a service that no product has yet: another catalogue may bring it, and
/// one-off charges have services of their own. One that differs from a product's only in capitals,
/// spaces or signs would silently concern nothing.
struct ServiceNames {
  private let known: Set<String>
  private let bySound: [String: String]

  init(_ products: some Sequence<Product>) {
    known = Set(products.map(\.service))
    bySound = Dictionary(known.map { (Self.sound($0), $0) }, uniquingKeysWith: { min($0, $1) })
  }

  /// Throws `unknown_name` at the first slip, at its place below `nodes`.
  func check(_ names: [String], in nodes: [DocumentNode]) throws(DocumentError) {
    for name in names where !known.contains(name) {
      guard let meant = bySound[Self.sound(name)], let node = nodes.first else { continue }
      let keys = ["services", "service"]
      let places = nodes.flatMap { node in keys.map { node.place(ofValue: name, under: $0) } }
      throw (places.first { !nodes.map(\.key).contains($0.key) } ?? node).error(
        .unknownName, "no product has the service `\(name)`; did you mean `\(meant)`?")
    }
  }

  private static func sound(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
