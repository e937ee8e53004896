import Calendars

/// The outages that are open as time goes on, the one of largest impact first: a binary heap. Those
/// that have ended leave it once they come to its top.
struct OpenOutages {
  private var heap: [DownSpan] = []

  /// Adds an outage that begins. O(log n).
  mutating func insert(_ outage: DownSpan) {
    heap.append(outage)
    var place = heap.count - 1
    while place > 0, isAbove(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The largest impact at an instant; nil where no outage is open. Instants must
  /// not go back. O(log n) for each outage that has ended, once.
  mutating func largestImpact(at microseconds: Int64) -> Impact? {
    while let top = heap.first, top.span.to.microseconds <= microseconds { removeTop() }
    return heap.first?.impact
  }

  private mutating func removeTop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var child = 2 * place + 1
      if child + 1 < heap.count, isAbove(child + 1, child) { child += 1 }
      guard child < heap.count, isAbove(child, place) else { return }
      heap.swapAt(place, child)
      place = child
    }
  }

  private func isAbove(_ place: Int, _ other: Int) -> Bool {
    heap[place].impact > heap[other].impact
  }
}
