/// A large value that most lines do not have, kept beside them: lines are copied often, and are a
/// quarter of the size without it.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private let box: Box?

  public init(wrappedValue: Value?) { box = wrappedValue.map(Box.init) }

  public var wrappedValue: Value? {
    get { box?.value }
    set { self = Boxed(wrappedValue: newValue) }
  }
}

extension Boxed: Equatable where Value: Equatable {
  public static func == (left: Boxed, right: Boxed) -> Bool {
    left.wrappedValue == right.wrappedValue
  }
}

extension Boxed: Decodable where Value: Decodable {
  public init(from decoder: any Decoder) throws {
    self.init(wrappedValue: try Value?(from: decoder))
  }
}

extension KeyedDecodingContainer {
  /// A key that is missing is a value that is not there.
  func decode<Value>(
    _ type: Boxed<Value>.Type, forKey key: Key
  ) throws -> Boxed<Value> where Value: Decodable {
    Boxed(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
  }
}
