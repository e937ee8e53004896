/// What the parts of a document are to those who cannot see it: the structure of a tagged PDF, in
/// the order in which it is read (ISO 32000-1, 14.7 and 14.8).
public final class StructureTree {
  public enum Role: Sendable {
    case document, section, heading(Int), paragraph, table, row
    /// The head of a column, or of a row, over several columns.
    case columnHead(span: Int)
    case rowHead(span: Int)
    case cell(span: Int)
    /// A drawing, with what is told instead of it, and its frame on the page in points from the
    /// top left corner.
    case figure(String, Frame)
  }

  public struct Frame: Sendable {
    public let x, y, width, height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  /// An element of the tree.
  public struct Element: Hashable, Sendable { let index: Int }

  enum Kid {
    case element(Int)
    /// Content of a page, both from 0.
    case mark(page: Int, id: Int)
  }

  struct Node {
    let role: Role
    let parent: Int?
    var kids: [Kid] = []
  }

  private(set) var nodes = [Node(role: .document, parent: nil)]

  public init() {}

  /// The whole document.
  public var root: Element { Element(index: 0) }

  /// Adds an element behind the parent's others.
  public func add(_ role: Role, to parent: Element) -> Element {
    let element = Element(index: nodes.count)
    nodes.append(Node(role: role, parent: parent.index))
    nodes[parent.index].kids.append(.element(element.index))
    return element
  }

  func addMark(page: Int, id: Int, to element: Element) {
    nodes[element.index].kids.append(.mark(page: page, id: id))
  }
}
