public import Calendars

/// A window of maintenance of a component and of what is below it.
public struct MaintenanceWindow: Sendable {
  public let component: String
  public let from: Instant
  /// nil where it is open.
  public let to: Instant?

  public init(component: String, from: Instant, to: Instant?) {
    self.component = component
    self.from = from
    self.to = to
  }
}

extension MaintenanceWindow {
  /// A component's path and those above it, by whose windows it is concerned.
  static func paths(concerning component: String) -> [String] {
    let segments = component.split(separator: "/")
    return segments.indices.map { segments[...$0].joined(separator: "/") }
  }
}

/// The sets of windows that components are concerned by, numbered from 1: few, as most windows are
/// of a zone and concern all that is in it.
struct WindowGroups {
  private let byComponent: [String: [MaintenanceWindow]]
  private var known: [[String]: Int32] = [:]
  /// By the path above the component: what is below one path mostly has the same windows.
  private var byParent: [Substring: Int32] = [:]
  /// The windows of each set.
  private(set) var windows: [(number: Int32, span: MaintenanceWindow)] = []

  init(_ windows: [MaintenanceWindow]) {
    byComponent = Dictionary(grouping: windows, by: \.component)
  }

  /// The number of a component's set; 0 for none.
  mutating func number(of component: String) -> Int32 {
    guard !byComponent.isEmpty else { return 0 }
    guard byComponent[component] == nil,
      let end = component.utf8.lastIndex(of: UInt8(ascii: "/"))
    else { return numberOfPaths(concerning: component) }
    let parent = component[..<end]
    if let number = byParent[parent] { return number }
    let number = numberOfPaths(concerning: component)
    byParent[parent] = number
    return number
  }

  private mutating func numberOfPaths(concerning component: String) -> Int32 {
    let paths = MaintenanceWindow.paths(concerning: component).filter { byComponent[$0] != nil }
    guard !paths.isEmpty else { return 0 }
    if let number = known[paths] { return number }
    let number = Int32(known.count + 1)
    known[paths] = number
    windows += paths.flatMap { byComponent[$0] ?? [] }.map { (number, $0) }
    return number
  }
}

/// The month of a component that was never down and always known.
struct QuietMonth: Hashable {
  let windows: Int32
  let coveredFrom: [Instant]
  let coveredTo: [Instant]

  /// nil for any other month.
  init?(_ component: DecidedComponent, windows: Int32) {
    guard component.outages.ids.isEmpty, component.unknownFrom.isEmpty else { return nil }
    self.windows = windows
    coveredFrom = component.coveredFrom
    coveredTo = component.coveredTo
  }
}
