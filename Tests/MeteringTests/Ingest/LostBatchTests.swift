import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// The connection is lost at the very COMMIT of a batch: its events are there once, and told so.
@Suite struct LostBatchTests {
  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit, .beforeLateCommit])
  func `a batch whose COMMIT is in doubt is stored once`(cut: CuttingProxy.Cut) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let lines = [
      shopLine("a"), shopLine("b", data: ["quantity": "-1"]), shopLine("a"), shopLine("c"),
      shopLine("c", data: ["quantity": "2"]), voidLine(["id": #""v""#], data: #"{"id":"a"}"#),
    ]
    let file = try TemporaryFile(lines.joined(separator: "\n"))
    let database = shop.database
    let counts = try CuttingProxy.with([cut, cut]) { proxy in
      let connection = try Connection(
        proxy.conninfo(database), role: "releve_app", retry: proxy.policy)
      var ingestion = try Ingestion(connection, directory: shop.directory)
      let source = try EventFormat.ndjson.open(path: file.path, now: testNow)
      let counts = try ingestion.run(source, progress: { _ in })
      #expect(proxy.remainingCuts == 0)
      return counts
    }
    #expect(counts.outcomes == [3, 1, 1, 1])
    #expect(counts.reasons == [.negativeQuantity: 1])
    #expect(try shop.storedCounts() == [3, 1, 1, 1])
    #expect(try shop.eventCount() == 2)
    #expect(try Quarantine(shop.connection).entries().map(\.count) == [1, 1])
  }
}
