import Documents

extension DocumentNode {
  /// The item of this list at a place from 0; nil where there is none.
  func item(_ index: Int) -> DocumentNode? {
    guard case .list(let items) = content, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The first place below this node where a key holds a value; this node where there is none.
  func place(ofValue value: String, under key: String) -> DocumentNode {
    find(value, under: key) ?? self
  }

  private func find(_ value: String, under key: String) -> DocumentNode? {
    switch content {
    case .mapping(let entries):
      for entry in entries {
        if entry.key == key, let place = entry.value.holder(of: value) { return place }
        if let found = entry.value.find(value, under: key) { return found }
      }
      return nil
    case .list(let items):
      return items.lazy.compactMap { $0.find(value, under: key) }.first
    case .scalar, .absent:
      return nil
    }
  }

  /// This scalar, or the item of this list, that is a value or has it as its name.
  private func holder(of value: String) -> DocumentNode? {
    switch content {
    case .scalar(let text):
      return text == value ? self : nil
    case .list(let items):
      return items.first { item in
        item.holder(of: value) != nil || item["name"]?.holder(of: value) != nil
      }
    case .mapping, .absent:
      return nil
    }
  }
}
