/// Where a value stands: in which file, and under which keys from the document's root.
///
/// The path is put into words only where somebody asks for it. Most values are never wrong, and to
/// name each of them took longer than to read it.
struct DocumentPlace: Sendable {
  private enum Step {
    case root
    case key(String)
    case item(Int)
  }

  /// What the place is in; the values of one list or mapping share it.
  final class Container: Sendable {
    fileprivate let file: String
    /// That of the list or mapping; nil for the file, which holds documents.
    fileprivate let place: DocumentPlace?

    fileprivate init(file: String, place: DocumentPlace?) {
      self.file = file
      self.place = place
    }

    /// The place of the value under a key of the mapping.
    func value(of key: String) -> DocumentPlace {
      DocumentPlace(container: self, step: .key(key))
    }

    /// The place of an item of the list, from 0.
    func item(_ index: Int) -> DocumentPlace { DocumentPlace(container: self, step: .item(index)) }
  }

  private let container: Container
  private let step: Step

  private init(container: Container, step: Step) {
    self.container = container
    self.step = step
  }

  /// The root of a document in a file.
  init(file: String) {
    self.init(container: Container(file: file, place: nil), step: .root)
  }

  /// The list or mapping that stands here.
  func opened() -> Container { Container(file: file, place: self) }

  /// The file's path as it was given.
  var file: String { container.file }

  /// The path of the key, such as `spec.products[3].unit_size`; empty for the root.
  var key: String {
    let before = container.place?.key ?? ""
    return switch step {
    case .root: before
    case .key(let name): before.isEmpty ? name : "\(before).\(name)"
    case .item(let index): "\(before)[\(index)]"
    }
  }
}
