/// A type of the server, by the numbers that PostgreSQL has given it for good (pg_type.dat).
public struct PostgresType: Hashable, Sendable {
  /// The name that SQL uses.
  public let name: String
  /// The type's number.
  public let oid: UInt32
  /// The number of the type of its arrays.
  public let arrayOID: UInt32

  /// A type by its name and numbers.
  public init(name: String, oid: UInt32, arrayOID: UInt32) {
    self.name = name
    self.oid = oid
    self.arrayOID = arrayOID
  }

  /// The type of arrays of this type. An array of arrays has that same type in PostgreSQL.
  public var array: PostgresType {
    PostgresType(name: name + "[]", oid: arrayOID, arrayOID: arrayOID)
  }

  /// `boolean`.
  public static let bool = PostgresType(name: "boolean", oid: 16, arrayOID: 1000)
  /// `bytea`.
  public static let bytea = PostgresType(name: "bytea", oid: 17, arrayOID: 1001)
  /// `bigint`.
  public static let int8 = PostgresType(name: "bigint", oid: 20, arrayOID: 1016)
  /// `smallint`.
  public static let int2 = PostgresType(name: "smallint", oid: 21, arrayOID: 1005)
  /// `integer`.
  public static let int4 = PostgresType(name: "integer", oid: 23, arrayOID: 1007)
  /// `text`.
  public static let text = PostgresType(name: "text", oid: 25, arrayOID: 1009)
  /// `date`.
  public static let date = PostgresType(name: "date", oid: 1082, arrayOID: 1182)
  /// `timestamptz`.
  public static let timestamptz = PostgresType(name: "timestamptz", oid: 1184, arrayOID: 1185)
  /// `numeric`.
  public static let numeric = PostgresType(name: "numeric", oid: 1700, arrayOID: 1231)
  /// `uuid`.
  public static let uuid = PostgresType(name: "uuid", oid: 2950, arrayOID: 2951)
  /// `jsonb`.
  public static let jsonb = PostgresType(name: "jsonb", oid: 3802, arrayOID: 3807)
}
