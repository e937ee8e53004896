import TestSupport

/// Events as lines, with ids from a number on, of a tenant of the demonstration.
func eventLines(_ ids: Range<Int>) -> String {
  ids.map { id in
    """
    {"id":"\(id)","source":"/t","type":"releve.usage.v1","subject":"lumiere-prod",\
    "time":"2024-10-05T10:00:00Z","data":{"sku":"csp:fr1:openiaas:backup:vm:v1",\
    "resource":"r\(id % 10)","quantity":"1"}}

    """
  }.joined()
}

/// The events that make a batch full, so that it is written.
let batchEvents = 14_000

/// The documents of the demonstration.
let demoDocuments = [
  "documents/catalogue.yaml", "documents/price-list.yaml", "documents/service-levels.yaml",
  "documents/customers.yaml",
].map(Program.demo)
