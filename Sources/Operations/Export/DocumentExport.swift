internal import Foundation
public import Invoicing
public import PostgreSQL
internal import Synchronization

/// The documents of a month, each rendered into a file of a folder, by a thread for each processor.
///
/// Pages of them are read one after another: memory does not grow with their number. Stopped
/// anywhere and run again, it ends in the same folder; what is there is not made again.
public struct DocumentExport: Sendable {
  /// How documents become files.
  public struct Rendering: Sendable {
    /// What tells it from others, on one line: a file that another one made is made again.
    public let name: String
    /// Without the full stop.
    public let fileExtension: String
    /// Called by each thread, with its connection, for what it renders with.
    public let renderer: @Sendable (Connection) -> (InvoiceDocument) throws -> [UInt8]

    public init(
      name: String, fileExtension: String,
      renderer: @escaping @Sendable (Connection) -> (InvoiceDocument) throws -> [UInt8]
    ) {
      self.name = name
      self.fileExtension = fileExtension
      self.renderer = renderer
    }
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// Files that were written.
    public fileprivate(set) var made = 0
    /// Those that were there.
    public fileprivate(set) var kept = 0
    /// The documents that cannot be rendered so, by number, and why.
    public fileprivate(set) var failures: [(number: String, error: any Error)] = []

    public var count: Int { made + kept + failures.count }
  }

  private let month: InvoiceArchive.MonthOfDocuments
  private let rendering: Rendering

  private static let pageSize = 32
  private static let threadsMax = 8

  public init(_ month: InvoiceArchive.MonthOfDocuments, _ rendering: Rendering) {
    self.month = month
    self.rendering = rendering
  }

  /// Renders them. `connect` opens a connection for each thread; `progress` is called by one of
  /// them at a time, after each document.
  ///
  /// - Throws: why they cannot be read or written. What was written before stays, and the folder
  ///   has no new manifest then. A document that cannot be read or rendered is in the outcome.
  public func run(
    into folder: ExportFolder, connect: @Sendable () throws -> Connection,
    progress: @Sendable (Outcome) -> Void
  ) throws -> Outcome {
    let state = Mutex(State())
    let threads = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), Self.threadsMax)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        let connection = try connect()
        let archive = InvoiceArchive(connection)
        let render = rendering.renderer(connection)
        while let page = try nextPage(archive, state) {
          for stored in page where !state.withLock({ $0.isEnded }) {
            let result = try export(stored, into: folder, render)
            state.withLock { state in
              state.add(result, stored.number)
              progress(state.outcome)
            }
          }
        }
      } catch {
        state.withLock { $0.fail(error) }
      }
    }
    return try state.withLock { state in
      if let error = state.error { throw error }
      state.outcome.failures.sort { $0.number < $1.number }
      try folder.finish(without: Set(state.outcome.failures.map { file(of: $0.number) }))
      return state.outcome
    }
  }

  private struct State {
    var lastID: Int64 = 0
    var isRead = false
    var outcome = Outcome()
    var error: (any Error)?

    var isEnded: Bool { error != nil }

    mutating func fail(_ error: any Error) { self.error = self.error ?? error }

    mutating func add(_ result: Result, _ number: String) {
      switch result {
      case .made: outcome.made += 1
      case .kept: outcome.kept += 1
      case .failed(let error): outcome.failures.append((number, error))
      }
    }
  }

  private enum Result {
    case made, kept
    case failed(any Error)
  }

  /// nil after the last one. One thread reads at a time, behind what another has read.
  private func nextPage(
    _ archive: InvoiceArchive, _ state: borrowing Mutex<State>
  ) throws -> [InvoiceArchive.StoredDocument]? {
    try state.withLock { state in
      guard !state.isRead, !state.isEnded else { return nil }
      let page = try archive.page(month, after: state.lastID, limit: Self.pageSize)
      state.isRead = page.count < Self.pageSize
      state.lastID = page.last?.id ?? state.lastID
      return page
    }
  }

  private func export(
    _ stored: InvoiceArchive.StoredDocument, into folder: ExportFolder,
    _ render: (InvoiceDocument) throws -> [UInt8]
  ) throws -> Result {
    let file = file(of: stored.number)
    let origin = "\(stored.digest) \(rendering.name)"
    if folder.has(file, of: origin) { return .kept }
    let bytes: [UInt8]
    do { bytes = try render(stored.document()) } catch { return .failed(error) }
    try folder.write(bytes, to: file, of: origin)
    return .made
  }

  private func file(of number: String) -> String {
    ExportedName.name(of: number) + "." + rendering.fileExtension
  }
}
