/// Something else that an object of the API names: `{"id", "name"}`.
public struct ProviderReference: Hashable, Sendable {
  public let id: String
  public let name: String

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
