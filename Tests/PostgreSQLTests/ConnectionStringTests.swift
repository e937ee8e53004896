import PostgreSQL
import TestSupport
import Testing

@Suite struct ConnectionStringTests {
  @Test(arguments: [
    "postgresql://bill%20ing:p%27w%5C@db.example:5433/releve?sslmode=require",
    "host=db.example port=5433 user='bill ing' password='p\\'w\\\\' dbname=releve sslmode=require",
  ])
  func `the password is taken out, and the rest says the same`(conninfo: String) throws {
    let whole = try ConnectionString(conninfo)
    #expect(whole["password"] == "p'w\\")
    let rest = try ConnectionString(whole.withoutPassword)
    #expect(rest["password"] == nil)
    #expect(!whole.withoutPassword.contains("p\\'w"))
    for keyword in ["user", "host", "port", "dbname", "sslmode"] {
      #expect(rest[keyword] == whole[keyword] && rest[keyword] != nil, "\(keyword)")
    }
    #expect(rest["user"] == "bill ing")
  }

  @Test func `what is taken apart opens the same database`() throws {
    let database = try TestServer.shared.makeDatabase()
    let conninfo = try ConnectionString(database.connectionURL).withoutPassword
    let name = Statement(name: "name", text: "select current_database()::text")
    let expected = try database.connect().query(name).single(String.self)
    #expect(try Connection(conninfo).query(name).single(String.self) == expected)
  }
}
