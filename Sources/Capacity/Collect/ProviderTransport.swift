import Foundation
import FoundationNetworking
import Synchronization

/// Sends requests, one after the other, on connections that stay open between them. Redirections
/// are not followed, cookies not kept, and nothing is waited for without end.
final class ProviderTransport: Sendable {
  enum Outcome {
    case answer(ProviderAnswer)
    /// Why there is no answer, in words.
    case noAnswer(String)
    case tooLarge(limit: Int)
  }

  private let session: URLSession
  private let receiver: AnswerReceiver
  private let limits: RequestLimits

  init(_ limits: RequestLimits) {
    self.limits = limits
    receiver = AnswerReceiver(bytesMax: limits.bytesMax)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = limits.whole / .seconds(1)
    configuration.timeoutIntervalForResource = limits.whole / .seconds(1)
    session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
  }

  deinit { session.invalidateAndCancel() }

  /// Sends a request and waits for its whole answer.
  func send(_ request: URLRequest) -> Outcome {
    let task = session.dataTask(with: request)
    let ended = receiver.expect(task.taskIdentifier)
    defer {
      receiver.ignoreFromNowOn()
      task.cancel()
    }
    task.resume()
    let deadline = ContinuousClock.now + limits.whole
    var progress = 0
    while ended.wait(timeout: .now() + limits.silence / .seconds(1)) == .timedOut {
      let now = receiver.progress
      guard now != progress else {
        return .noAnswer("nothing came within \(limits.silence.seconds) s")
      }
      guard .now < deadline else {
        return .noAnswer("the answer was not whole within \(limits.whole.seconds) s")
      }
      progress = now
    }
    return receiver.outcome ?? .noAnswer("no answer")
  }
}

/// What the API answered.
struct ProviderAnswer {
  let status: Int
  let body: [UInt8]
  let retryAfter: String?
  /// The header `Date`.
  let date: String?
  /// Where a redirection leads.
  let location: String?
}

/// Receives the answer to the latest task of a session; what comes of earlier ones is ignored.
private final class AnswerReceiver: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    /// nil where nobody waits.
    var task: Int?
    var ended = DispatchSemaphore(value: 0)
    var progress = 0
    var response: HTTPURLResponse?
    var body: [UInt8] = []
    var outcome: ProviderTransport.Outcome?
  }

  private let bytesMax: Int
  private let state = Mutex(State())

  init(bytesMax: Int) { self.bytesMax = bytesMax }

  /// How much has come; it grows with each piece.
  var progress: Int { state.withLock(\.progress) }
  var outcome: ProviderTransport.Outcome? { state.withLock(\.outcome) }

  /// Waits for a task from now on; returns what is signalled at its end.
  func expect(_ task: Int) -> DispatchSemaphore {
    state.withLock { state in
      state = State(task: task)
      return state.ended
    }
  }

  /// Whatever still comes of the task is nobody's.
  func ignoreFromNowOn() { state.withLock { $0.task = nil } }

  private func receive(_ task: URLSessionTask, _ body: (inout State) -> Void) {
    let identifier = task.taskIdentifier
    state.withLock { state in
      guard state.task == identifier, state.outcome == nil else { return }
      state.progress += 1
      body(&state)
      if state.outcome != nil { state.ended.signal() }
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    receive(dataTask) { $0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    receive(dataTask) { state in
      if state.body.count + data.count > bytesMax {
        state.body = []
        state.outcome = .tooLarge(limit: bytesMax)
      } else {
        state.body += data
      }
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // The redirection is then the answer. FoundationNetworking traps where a task that was
    // cancelled is told so; it is not cancelled before it is ignored, which waits for the lock.
    receive(task) { _ in completionHandler(nil) }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    receive(task) { state in
      if let error {
        state.outcome = .noAnswer(error.localizedDescription)
      } else if let response = state.response ?? task.response as? HTTPURLResponse {
        state.outcome = .answer(ProviderAnswer(response, body: state.body))
      } else {
        state.outcome = .noAnswer("no answer")
      }
    }
  }
}

extension ProviderAnswer {
  fileprivate init(_ response: HTTPURLResponse, body: [UInt8]) {
    status = response.statusCode
    self.body = body
    retryAfter = response.value(forHTTPHeaderField: "Retry-After")
    date = response.value(forHTTPHeaderField: "Date")
    location = response.value(forHTTPHeaderField: "Location")
  }
}

extension Duration {
  /// Whole seconds, as messages say it.
  fileprivate var seconds: Int64 { components.seconds }
}
